"""`manage.py serve`: migrate, set up on the first run, then run web and worker until Ctrl-C.

One of the two dies: it is started again. SIGTERM and SIGINT end both, gracefully.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ocr.management import children, first_run, static_files


class Command(BaseCommand):
    help = "Serve the dashboard and one worker at http://OCRSITE_BIND:PORT/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends when a signal asks for it, after both children have ended.

        Raises `CommandError` when the address cannot be served at, before anything is made.
        """
        _try_address()
        call_command("migrate", verbosity=0)
        static_files.collect()
        made = first_run.set_up()
        supervisor = children.Supervisor([_web(), _worker()])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: supervisor.stop())
        supervisor.start()
        # The password of a first run is in no other place: it is shown in any case.
        if _answers() or made.administrator:
            for line in first_run.greeting(made):
                self.stdout.write(line)
            self.stdout.flush()
        supervisor.watch()
        self.stdout.write(first_run.goodbye())


def _try_address() -> None:
    """Gunicorn would try again for ever, and a stranger's answer be taken for its own."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND, settings.PORT))
        except (OSError, OverflowError) as error:
            raise CommandError(first_run.no_address(error)) from error


def _web() -> children.Child:
    bound = f"[{settings.BIND}]" if ":" in settings.BIND else settings.BIND
    return children.Child("web", [
        sys.executable, "-m", "gunicorn", "ocrsite.wsgi:application",
        "--bind", f"{bound}:{settings.PORT}",
        "--worker-class", "gthread", "--workers", "1", "--threads", "8",
        "--timeout", "120", "--graceful-timeout", "20", "--no-control-socket",
        "--log-level", "warning", "--worker-tmp-dir", _memory_folder(),
    ])  # fmt: skip


def _worker() -> children.Child:
    return children.Child(
        "worker",
        [sys.executable, "manage.py", "run_huey", "--quiet", "--graceful-signal", "TERM"],
    )


def _memory_folder() -> str:
    """Where gunicorn keeps its heartbeat: in memory, so that a slow disk kills no worker."""
    shared = Path("/dev/shm")  # noqa: S108
    return str(shared if os.access(shared, os.W_OK) else settings.DATA)


def _answers(seconds: float = 30) -> bool:
    """Whether the web server accepts connections, tried for a while."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.BIND, settings.BIND)  # noqa: S104
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((host, settings.PORT), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False
