"""Starts the child process that touches what strangers sent, and listens to it with a clock.

The child is trusted with nothing: its lines are bounded and checked, its death is expected. It
gets its own session, an empty environment and limits that it sets itself (`sandbox`).
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ocr.intake import errors
from ocr.intake.errors import Refusal, Unavailable
from ocr.intake.limits import Limits

Line = dict[str, Any]

_BOOT = (
    "import json,sys;o=json.loads(sys.argv[1]);sys.path[:]=o['sys_path'];"
    "from ocr.intake.render import main;main(o)"
)
_PROJECT = str(Path(__file__).resolve().parents[2])
_LONGEST_LINE = 64 * 1024
_DETAIL = 2000
_BROKEN_SETUP = (70, 74)


class Child:
    """One child process with one order.

    `lines()` gives what it says until it is done. Always close it: that kills it if it still runs.
    """

    waited: float
    """Seconds spent so far in waiting for this child and those before it."""

    def __init__(
        self,
        order: Line,
        limits: Limits,
        *,
        code: str,
        secret: str | None = None,
        waited: float = 0.0,
    ):
        """Start it. `code` is the Refusal for a crash; `secret` goes through standard input only.

        Raises Unavailable when no process can be started.
        """
        self._limits = limits
        self._code = code
        self.waited = waited
        self._buffer = b""
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        try:
            self._process = _start(order, limits, self._errors, with_stdin=secret is not None)
        except OSError as error:
            self._errors.close()
            raise Unavailable(f"no child process: {error}") from error
        if secret is not None:
            self._hand_over(secret)

    def lines(self) -> Iterator[Line]:
        """Give each line until the child says it is done.

        Raises Refusal when the child refuses the file, dies, or takes too long, and Unavailable
        when the machine is at fault.
        """
        while True:
            line = self._next_line()
            if "done" in line:
                return
            if "refused" in line and "number" not in line:
                raise refusal_from(line)
            yield line

    def close(self) -> None:
        """Kill the child if it lives, with all it may have started."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._errors.close()

    def _hand_over(self, secret: str) -> None:
        stdin = self._process.stdin
        if stdin is None:
            return
        # A child that died already tells why by its status.
        with contextlib.suppress(BrokenPipeError):
            stdin.write(secret.encode(errors="replace"))
            stdin.close()

    def _next_line(self) -> Line:
        deadline = time.monotonic() + self._limits.page_seconds
        while b"\n" not in self._buffer:
            chunk = self._read(deadline)
            if not chunk:
                raise self._reason_of_death()
            self._buffer += chunk
            if len(self._buffer) > _LONGEST_LINE and b"\n" not in self._buffer:
                raise Refusal(self._code, "the child talks nonsense")
        raw, _, self._buffer = self._buffer.partition(b"\n")
        try:
            line = json.loads(raw)
        except ValueError as error:
            raise Refusal(self._code, "the child talks nonsense") from error
        if not isinstance(line, dict):
            raise Refusal(self._code, "the child talks nonsense")
        return line

    def _read(self, deadline: float) -> bytes:
        """Wait for bytes; empty when the child closed its end."""
        started = time.monotonic()
        left = min(deadline - started, self._limits.file_seconds - self.waited)
        stdout = self._process.stdout
        if stdout is None:
            return b""
        poll = select.poll()
        poll.register(stdout, select.POLLIN | select.POLLHUP)
        ready = poll.poll(max(0.0, left) * 1000)
        self.waited += time.monotonic() - started
        if not ready:
            raise Refusal(errors.PREPARE_TIMEOUT, params={"seconds": round(self.waited)})
        return os.read(stdout.fileno(), _LONGEST_LINE)

    def _reason_of_death(self) -> Refusal | Unavailable:
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return Refusal(self._code, "the child fell silent")
        detail = f"status {status}: {self._last_words()}"
        if status in _BROKEN_SETUP:
            return Unavailable(detail)
        if status == -signal.SIGXCPU:
            return Refusal(errors.PREPARE_TIMEOUT, detail, {"seconds": round(self.waited)})
        # PDFium and the C++ runtime abort when they get no memory.
        if status in (-signal.SIGKILL, -signal.SIGABRT) or _speaks_of_memory(detail):
            return Refusal(errors.PREPARE_OUT_OF_MEMORY, detail)
        return Refusal(self._code, detail)

    def _last_words(self) -> str:
        size = self._errors.seek(0, 2)
        self._errors.seek(max(0, size - _DETAIL))
        return self._errors.read(_DETAIL).decode(errors="replace").strip()


def refusal_from(line: Line) -> Refusal:
    """The Refusal that a line of the child tells; an unknown code is taken for a crash."""
    code = line.get("refused")
    params = line.get("params")
    numbers = params.items() if isinstance(params, dict) else ()
    return Refusal(
        code if code in errors.CODES else errors.IMAGE_UNREADABLE,
        str(line.get("detail", ""))[:_DETAIL],
        {str(name): value for name, value in numbers if isinstance(value, int)},
    )


def _start(
    order: Line, limits: Limits, complaints: IO[bytes], *, with_stdin: bool
) -> subprocess.Popen[bytes]:
    full = {
        **order,
        "limits": asdict(limits),
        "parent": os.getpid(),
        "sys_path": [_PROJECT, *(path for path in sys.path if Path(path).is_absolute())],
    }
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _BOOT, json.dumps(full)],
        stdin=subprocess.PIPE if with_stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaints,
        bufsize=0,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )


def _speaks_of_memory(detail: str) -> bool:
    return any(word in detail for word in ("MemoryError", "bad_alloc", "ut of memory"))
