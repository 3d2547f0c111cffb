"""The worker, in this thread: does what is due until nothing is."""

from __future__ import annotations

import time

from ocr.jobs import checks, prepare, read, submit
from ocr.models import Domain, Job, Page, User
from tests import builders


def work(seconds: float = 30) -> None:
    """Prepare and read until every job is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        busy = prepare.prepare_next()
        for domain in Domain.objects.all():
            busy = read.read_next(domain.pk) or busy
        busy = checks.run_next() or busy
        if not busy and not Page.objects.filter(status__in=Page.OPEN).exists():
            return
        if not busy:
            time.sleep(0.01)
    raise AssertionError("work did not end")


def send(
    person: User,
    domain: Domain,
    content: bytes | None = None,
    name: str = "page.png",
    **options: object,
) -> Job:
    """Upload one file and do all the work; returns the job as it is then."""
    job = receive(person, domain, content, name, **options)
    work()
    job.refresh_from_db()
    return job


def receive(
    person: User,
    domain: Domain,
    content: bytes | None = None,
    name: str = "page.png",
    **options: object,
) -> Job:
    """Upload one file; nothing works on it yet."""
    batch = builders.make_batch(person)
    return submit.add(batch, 1, builders.upload(name, content), name, domain, options)
