"""A site of its own for measurements: a data folder, processes, their memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The settings of a site in `data`, on SQLite."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "ocrsite.settings",
        "OCRSITE_DATA": str(data),
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1,testserver",
        **settings,
    }


def manage(env: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=env, check=True, cwd=ROOT)


class Worker:
    """`with Worker(env) as worker:` runs the queue's consumer."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_huey", "--quiet"],
            env=env, cwd=ROOT, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process now and at its peak, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    facts = dict(line.split(":", 1) for line in lines)
    now, peak = (int(facts[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak
