"""Child processes that are started again when they die, and die with their parent."""

from __future__ import annotations

import ctypes
import logging
import signal
import subprocess
import time
from collections.abc import Sequence

from django.conf import settings

logger = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
GRACE = 30.0


class Child:
    """One supervised process; the pause before a restart doubles while it keeps dying."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.deaths = 0
        self.next_start = 0.0

    def look(self, now: float) -> None:
        """Start the process if it should run and does not."""
        if self.process is not None and self.process.poll() is not None:
            self._died(now)
        if self.process is None and now >= self.next_start:
            self.start(now)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=settings.BASE_DIR, preexec_fn=_die_with_parent,
            start_new_session=True,
        )  # fmt: skip
        self.started = now

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Wait for the end; kill what does not end in time."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _died(self, now: float) -> None:
        assert self.process is not None
        logger.warning("%s ended with %s; starting it again", self.name, self.process.returncode)
        self.deaths = 0 if now - self.started > 60 else self.deaths + 1
        self.next_start = now + min(30.0, 0.5 * 2**self.deaths)
        self.process = None


class Supervisor:
    """Keeps children running until `stop` is called, from a signal handler for one."""

    def __init__(self, wards: Sequence[Child]) -> None:
        self.wards = wards
        self.stopping = False

    def start(self) -> None:
        for ward in self.wards:
            ward.start(time.monotonic())

    def stop(self) -> None:
        self.stopping = True

    def watch(self) -> None:
        """Returns when all children have ended after `stop`."""
        while not self.stopping:
            for ward in self.wards:
                ward.look(time.monotonic())
            time.sleep(0.2)
        for ward in self.wards:
            ward.end()
        end = time.monotonic() + GRACE
        for ward in self.wards:
            ward.wait(end - time.monotonic())


def _die_with_parent() -> None:
    # A parent that is killed with SIGKILL can stop nobody; the kernel does it instead.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
