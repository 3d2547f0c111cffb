"""Kill -9 of the worker at any moment: nothing is lost, nothing is paid twice unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import sites
from tests.fakes.clova import FakeClova

JOBS = 8
KILLS = 4


class Site:
    """A data folder of its own, and what lies in its rows."""

    def __init__(self, data: Path, fake: FakeClova) -> None:
        self.data = data
        self.environment = sites.environment(
            data, CLOVA_ALLOWED_HOSTS=fake.host, OCRSITE_BACK_OFF_SECONDS="0.1"
        )

    def rows(self, *arguments: str) -> str:
        return sites.run(self.environment, "-m", "tests.jobs.rows", *arguments)

    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.rows("report"))
        return report

    def is_preparing(self) -> bool:
        """Whether a first page image was made."""
        return any(self.data.glob("media/jobs/*/*/0001.*"))

    def is_over(self) -> bool:
        return set(self.report()["jobs"]) <= {"DONE", "FAILED", "PARTLY_FAILED"}


@pytest.mark.slow
def test_every_job_ends_although_the_worker_is_killed_again_and_again(tmp_path: Path) -> None:
    with FakeClova(latency=0.4) as fake:
        site = Site(tmp_path / "data", fake)
        sites.manage(site.environment, "migrate", "--verbosity", "0")
        site.rows("make", fake.invoke_url(), fake.secret, str(JOBS))
        _kill_when(site, site.is_preparing)
        for _ in range(KILLS - 1):
            sent = len(fake.calls)
            _kill_when(site, lambda sent=sent: len(fake.calls) > sent)
        with sites.Worker(site.environment):
            sites.wait_for(site.is_over, 150, pause=1)
        report, calls = site.report(), len(fake.calls)
    assert set(report["jobs"]) == {"DONE"}
    assert set(report["pages"]) == {"READ"}
    assert len(report["pages"]) == 2 * JOBS
    # One result for each claim that ended, and no call that is not on record.
    assert report["readings"] == 2 * JOBS
    assert calls <= report["calls"]
    # Calls that the kills cut off are the only surplus, and each is shown.
    assert report["calls"] - report["readings"] == report["perhaps_paid"]
    assert report["perhaps_paid"] >= KILLS - 1


def _kill_when(site: Site, moment: Callable[[], bool]) -> None:
    """Kill a worker at this moment; the leases that it held have run out by the next one."""
    with sites.Worker(site.environment):
        sites.wait_for(moment, 60, pause=0.02)
    site.rows("wait")
