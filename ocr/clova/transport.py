"""Connections that end in time: one wall clock over sending, waiting and receiving.

The time-outs of sockets count from the last byte, so a server that drips one byte a
second never meets them; and urllib3 lets a whole upload run under the *connect*
time-out. Both are put right here. Knows nothing of OCR.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import socket
import threading
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from ocr.clova.errors import masked


class Deadline:
    """Shuts the socket of the running call down when its seconds are over."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.sent = False
        self.expired = False
        self._ends_at = 0.0
        self._timer: threading.Timer | None = None

    def begin(self, seconds: float) -> None:
        """Get ready for one call; the clock starts when its connection stands."""
        self.stop()
        self.seconds = seconds
        self.sent = False
        self.expired = False

    def start(self, sock: socket.socket) -> None:
        self.sent = True
        self._ends_at = time.monotonic() + self.seconds
        self._timer = threading.Timer(self.seconds, self._expire, [sock])
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Disarm the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _expire(self, sock: socket.socket) -> None:
        self.expired = True
        # The plain socket's own method: that of a TLS socket would drop the TLS layer under
        # the thread that is reading from it.
        with contextlib.suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


class _Timed:
    """What both kinds of connection do before a request leaves."""

    deadline: Deadline

    def request(self: Any, *args: Any, **options: Any) -> None:
        if self.is_closed:
            self.connect()
        self.timeout = self.deadline.seconds
        self.deadline.start(self.sock)
        super().request(*args, **options)  # type: ignore[misc]


class _TimedHTTPConnection(_Timed, HTTPConnection):
    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self.deadline = deadline


class _TimedHTTPSConnection(_Timed, HTTPSConnection):
    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self.deadline = deadline


class TimedAdapter(HTTPAdapter):
    """An adapter without retries whose connections keep to `deadline`."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        timed = _TimedHTTPSConnection if pool.scheme == "https" else _TimedHTTPConnection
        pool.ConnectionCls = functools.partial(timed, deadline=self._deadline)
        return pool


def _mask_hashes(record: logging.LogRecord) -> bool:
    """urllib3 writes the path of every request at level DEBUG, and the hash is in it."""
    if isinstance(record.args, tuple):
        record.args = tuple(masked(arg) if isinstance(arg, str) else arg for arg in record.args)
    return True


logging.getLogger("urllib3.connectionpool").addFilter(_mask_hashes)
