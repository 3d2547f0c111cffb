"""Kill -9 of the worker at any moment: nothing is lost, nothing is paid twice unseen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clova import FakeClova

JOBS = 8
KILLS = 4


class Site:
    """A data folder of its own, and processes that work on it."""

    def __init__(self, data: Path, fake: FakeClova) -> None:
        self.environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | {
            "DJANGO_SETTINGS_MODULE": "ocrsite.settings",
            "OCRSITE_DATA": str(data),
            "CLOVA_ALLOWED_HOSTS": fake.host,
            "OCRSITE_BACK_OFF_SECONDS": "0.1",
        }

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.run("-m", "tests.jobs.rows", "report"))
        return report

    def worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "run_huey", "--quiet"],
            env=self.environment, start_new_session=True,
        )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_job_ends_although_the_worker_is_killed_again_and_again(tmp_path: Path) -> None:
    with FakeClova(latency=0.4) as fake:
        site = Site(tmp_path / "data", fake)
        site.run("manage.py", "migrate", "--verbosity", "0")
        site.run("-m", "tests.jobs.rows", "make", fake.invoke_url(), fake.secret, str(JOBS))
        report = _work_under_fire(site)
        calls = len(fake.calls)
    assert set(report["jobs"]) == {"DONE"}
    assert set(report["pages"]) == {"READ"}
    assert len(report["pages"]) == 2 * JOBS
    # One result for each claim that ended, and no call that is not on record.
    assert report["readings"] == 2 * JOBS
    assert calls <= report["calls"]
    # Calls that the kills cut off are the only surplus, and each is shown.
    assert report["calls"] - report["readings"] == report["perhaps_paid"]
    assert report["perhaps_paid"] >= 1


def _work_under_fire(site: Site) -> dict[str, Any]:
    """Kill the worker while it prepares, then while it reads; then let it finish."""
    worker = site.worker()
    try:
        for number in range(KILLS):
            time.sleep(1.3 + 0.4 * number)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            worker = site.worker()
        end = time.monotonic() + 300
        while time.monotonic() < end:
            report = site.report()
            if set(report["jobs"]) <= {"DONE", "FAILED", "PARTLY_FAILED"}:
                return report
            time.sleep(2)
        return site.report()
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
