"""The bell: rings after the commit, never breaks what it stands in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from ocr import tasks
from ocr.jobs import bell

pytestmark = pytest.mark.django_db(transaction=True)


class Heard:
    """Bells that write down what was rung; broken ones raise."""

    def __init__(self, *, broken: bool = False) -> None:
        self.rings: list[tuple[str, float]] = []
        self.broken = broken

    def _ring(self, name: str, delay: float) -> None:
        if self.broken:
            raise OSError("the queue is gone")
        self.rings.append((name, delay))

    def prepare(self, delay: float) -> None:
        self._ring("prepare", delay)

    def read(self, domain: int, delay: float) -> None:
        self._ring(f"read {domain}", delay)

    def check(self, delay: float) -> None:
        self._ring("check", delay)


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    bell.hang(heard)
    yield heard
    bell.hang(tasks.HueyBells())


def test_it_rings_after_the_commit_and_not_before(heard: Heard) -> None:
    with transaction.atomic():
        bell.prepare(times=2)
        assert heard.rings == []
    assert heard.rings == [("prepare", 0), ("prepare", 0)]


def test_what_was_rolled_back_rings_nothing(heard: Heard) -> None:
    with transaction.atomic():
        bell.check()
        transaction.set_rollback(True)
    assert heard.rings == []


def test_a_deleted_domain_has_no_bell(heard: Heard) -> None:
    bell.read(None)
    bell.read(7, delay=1.5)
    assert heard.rings == [("read 7", 1.5)]


def test_a_broken_queue_breaks_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    bell.hang(Heard(broken=True))
    try:
        bell.prepare()
    finally:
        bell.hang(tasks.HueyBells())
    assert "the sweep will find the work" in caplog.text
