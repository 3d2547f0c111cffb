"""What the child process denies itself before it opens a file.

Done by the child and not between fork and exec, where a parent with threads must not run Python.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocr.intake.limits import Limits

_PR_SET_PDEATHSIG = 1
_OPEN_FILES = 64
_CPU_GRACE = 30


def enter(parent: int, limits: Limits) -> None:
    """Limit memory, processor time, files and their size; die with the parent process.

    On Linux the kernel kills the child when the thread that started it ends, so the thread must
    stay until the child is done.
    """
    _die_with(parent)
    seconds = int(limits.file_seconds) + _CPU_GRACE
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, limits.max_written_bytes)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # Some systems know a limit by name only.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, value))
