"""The queue's doors, one line each: huey finds them here and they call `ocr.jobs`.

This module also hangs them on the bell that jobs ring.
"""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from ocr.jobs import bell, checks, prepare, read, sweep


@db_task()
def prepare_next() -> None:
    prepare.prepare_next()


@db_task()
def read_next(domain: int) -> None:
    read.read_next(domain)


@db_task()
def check_next() -> None:
    checks.run_next()


@db_periodic_task(crontab(minute="*"))
def sweep_each_minute() -> None:
    sweep.sweep()


@db_periodic_task(crontab(minute="17", hour="*"))
def tidy_each_hour() -> None:
    sweep.tidy()


@on_startup()
def sweep_at_start() -> None:
    sweep.sweep()


class HueyBells:
    """Rings by putting a message into huey's queue."""

    def prepare(self, delay: float) -> None:
        prepare_next.schedule(delay=delay) if delay else prepare_next()

    def read(self, domain: int, delay: float) -> None:
        read_next.schedule((domain,), delay=delay) if delay else read_next(domain)

    def check(self, delay: float) -> None:
        check_next.schedule(delay=delay) if delay else check_next()


bell.hang(HueyBells())
