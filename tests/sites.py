"""Sites of their own, in processes of their own: for tests that kill, browsers, measurements."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a site whose data lies in `data`, on SQLite."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "ocrsite.settings",
        "OCRSITE_DATA": str(data),
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1,testserver",
        **settings,
    }


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(env: dict[str, str], *arguments: str) -> str:
    """What Python prints when it is run with `arguments`; raises `CalledProcessError`."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def manage(env: dict[str, str], *arguments: str) -> str:
    """What `manage.py` prints."""
    return run(env, "manage.py", *arguments)


def web_command(port: int) -> list[str]:
    """gunicorn on a port of loopback, as `serve` runs it but for its place of work."""
    return [
        sys.executable, "-m", "gunicorn", "ocrsite.wsgi:application",
        "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The queue's consumer."""
    return [sys.executable, "manage.py", "run_huey", "--quiet"]


class Worker:
    """`with Worker(env) as worker:` runs the queue's consumer; its end is a kill -9."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(worker_command(), env=env, cwd=ROOT, start_new_session=True)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def wait_for(what: Callable[[], bool], seconds: float = 120, pause: float = 0.1) -> None:
    """Returns when `what` is true; asked every `pause` seconds, given up after `seconds`."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(pause)
