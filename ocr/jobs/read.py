"""Read one page: claim it, ask its engine outside any transaction, keep what came.

A page that fails in a way that time may mend waits with a growing back-off; a busy
domain is no failure. What was paid for is stored before anything else happens, also
when the page was cancelled or taken over meanwhile.
"""

from __future__ import annotations

import logging
import random
import threading

from django.conf import settings
from django.db import transaction

from ocr.engines.base import EngineError, Source
from ocr.intake import prepare as intake
from ocr.intake.errors import IntakeError
from ocr.jobs import bell, engines, files, slots
from ocr.jobs.keep import keep, keep_refused
from ocr.jobs.ledger import Heard, ask_clova
from ocr.jobs.submit import limits_of
from ocr.models import Domain, Job, Page
from ocr.models.lease import LeaseLost
from ocr.models.page import PageQuerySet

logger = logging.getLogger(__name__)

TRIES = 5
MARGIN = 15.0
"""Seconds a lease outlives the longest call."""
EMBEDDED_LEASE = 180.0

_embedded_place = threading.Lock()


def read_next(domain_key: int, job: Job | None = None) -> bool:
    """Read the next due page of a domain; false when nothing is due or no slot is free.

    With `job` only pages of that job are read.
    """
    engine = Domain.objects.filter(pk=domain_key).values_list("engine", flat=True).first()
    if engine != Domain.Engine.EMBEDDED:
        return _read_one(domain_key, job)
    # The embedded engine takes one slot per process, whatever the domain says, and a
    # page that finds it taken leaves this thread free for domains at CLOVA.
    if not _embedded_place.acquire(blocking=False):
        return False
    try:
        return _read_one(domain_key, job)
    finally:
        _embedded_place.release()


def _read_one(domain_key: int, job: Job | None) -> bool:
    page = _claim(domain_key, job)
    if page is None:
        return False
    try:
        _read(page)
    finally:
        bell.read(domain_key)
    return True


def _claim(domain_key: int, job: Job | None = None) -> Page | None:
    with transaction.atomic():
        domain = slots.lock(domain_key)
        if domain is None:
            return None
        leases = slots.leases(domain)
        if not domain.is_embedded and not leases.free:
            return None
        pages = Page.objects.filter(job=job) if job else Page.objects.all()
        while page := _next(pages.select_related("job"), domain, leases):
            left_behind = page.status == Page.Status.READING
            if page.take(_lease_seconds(domain)):
                if left_behind:
                    page.keep(failures=page.failures + 1)
                page.job.domain = domain
                return page
    return None


def _next(pages: PageQuerySet, domain: Domain, leases: slots.Leases) -> Page | None:
    """What a worker left behind goes before what waits."""
    left = pages.left_behind(domain).first() if leases.ran_out else None
    return left or pages.waiting(domain).first()


def _lease_seconds(domain: Domain) -> float:
    if domain.is_embedded:
        return EMBEDDED_LEASE
    return domain.connect_timeout + domain.read_timeout + MARGIN


def _read(page: Page) -> None:
    try:
        if page.failures >= TRIES:
            raise EngineError("worker_died")
        keep(page, _ask(page))
    except EngineError as error:
        _give_up_or_wait(page, error)
    except LeaseLost:
        logger.info("page %s was cancelled or taken over while being read", page.pk)
    except Exception as error:
        logger.exception("page %s could not be read", page.pk)
        _give_up_or_wait(page, EngineError("engine_failed", type(error).__name__))


def _ask(page: Page) -> Heard:
    """Raises `EngineError`, and `LeaseLost` before anything is sent."""
    domain, source = page.job.domain, _source(page)
    assert domain is not None
    options = engines.options_of(page.job.options)
    if domain.is_embedded:
        page.extend(EMBEDDED_LEASE)
        return Heard(engines.embedded().recognize(source, options))
    # What was cancelled or deleted since the claim is not paid for.
    return ask_clova(
        domain, source, options, page=page, before=lambda: page.extend(_lease_seconds(domain))
    )


def _source(page: Page) -> Source:
    """The page image, turned as asked; raises `EngineError` (`file_lost`)."""
    path = files.page_image(page)
    if not path.exists():
        raise EngineError("file_lost", sent=False)
    if not page.turn:
        return Source(path, page.format, page.width, page.height, name=f"p{page.number}")
    target = path.with_name(f"{path.stem}.t{page.turn}{path.suffix}")
    assert page.job.domain is not None
    try:
        turned = intake.turn(path, target, page.turn, limits_of(page.job.domain))
    except IntakeError as error:
        raise EngineError("image_unreadable", sent=False) from error
    return Source(target, turned.format, turned.width, turned.height, name=f"p{page.number}")


def _give_up_or_wait(page: Page, error: EngineError) -> None:
    try:
        with transaction.atomic():
            if not page.job.lock():
                return
            keep_refused(page, error)
            _write_trouble(page, error)
            page.job.settle()
    except LeaseLost:
        logger.info("page %s was cancelled or taken over while being read", page.pk)


def _write_trouble(page: Page, error: EngineError) -> None:
    failed = not error.busy
    if not (error.retryable or error.busy) or page.failures + failed >= TRIES:
        page.fail(error.code, error.detail)
        return
    seconds = _back_off(page.failures, busy=error.busy)
    page.postpone(seconds, error.code, error.detail, failed=failed)
    bell.read(page.job.domain_id, delay=seconds + 0.05)


def _back_off(failures: int, *, busy: bool) -> float:
    unit: float = settings.BACK_OFF_SECONDS
    steps = 1 if busy else 2**failures
    return min(60.0, unit * steps) * random.uniform(0.5, 1.5)  # noqa: S311
