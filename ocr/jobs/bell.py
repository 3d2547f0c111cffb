"""The bell that wakes a worker. Rows are the truth; a ring that is lost delays, no more.

`ocr.tasks` hangs the huey tasks here when the app starts, so that jobs need not know
the queue. A ring leaves only after the transaction it stands in has been committed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from django.db import transaction

logger = logging.getLogger(__name__)


class Bells(Protocol):
    """What a queue must offer: each wakes a worker after `delay` seconds."""

    def prepare(self, delay: float) -> None: ...

    def read(self, domain: int, delay: float) -> None: ...

    def check(self, delay: float) -> None: ...


_bells: list[Bells] = []


def hang(bells: Bells) -> None:
    """Use these bells from now on."""
    _bells[:] = [bells]


def prepare(times: int = 1, delay: float = 0) -> None:
    """A job waits to be prepared."""
    _ring(lambda bells: bells.prepare(delay), times)


def read(domain: int | None, times: int = 1, delay: float = 0) -> None:
    """A page of the domain waits to be read; nothing is rung for a deleted domain."""
    if domain is not None:
        _ring(lambda bells: bells.read(domain, delay), times)


def check(delay: float = 0) -> None:
    """A connection check waits."""
    _ring(lambda bells: bells.check(delay), 1)


def _ring(stroke: Callable[[Bells], None], times: int) -> None:
    def now() -> None:
        for bells in _bells:
            for _ in range(times):
                stroke(bells)

    transaction.on_commit(lambda: _quietly(now))


def _quietly(ring: Callable[[], None]) -> None:
    # The rows are committed: a broken queue must not turn a good upload into an
    # error page. The sweep finds the rows within a minute of the queue's return.
    try:
        ring()
    except Exception:  # noqa: BLE001
        logger.warning("the queue did not take a ring; the sweep will find the work")
