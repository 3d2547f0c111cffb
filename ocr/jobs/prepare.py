"""From a received file to page images: the worker's first step.

Safe to run twice: pages are unique by number, files are renamed into place, and the
lease is extended with every page, so that a long file is not taken for a dead one.
"""

from __future__ import annotations

import logging
import threading

from django.db import transaction

from ocr.intake import prepare as intake
from ocr.intake.errors import Refusal, Unavailable
from ocr.intake.kinds import Kind
from ocr.jobs import bell, files
from ocr.jobs.submit import limits_of
from ocr.models import Job, Page
from ocr.models.lease import LeaseLost

logger = logging.getLogger(__name__)

LEASE = 90.0
"""Seconds within which the next page must come."""
TRIES = 5
AT_ONCE = 2

_places = threading.BoundedSemaphore(AT_ONCE)


def prepare_next() -> bool:
    """Prepare the next job that is due; false when there is none or this process is busy."""
    if not _places.acquire(blocking=False):
        return False
    try:
        job = _claim()
        if job is None:
            return False
        _prepare_or_say_why(job)
    finally:
        _places.release()
    if Job.objects.preparable().exists():
        bell.prepare()
    return True


def prepare_only(job: Job) -> bool:
    """Prepare this job if nobody else does; false when it is not due."""
    if not job.claim(Job.claimable_now(), LEASE, status=Job.Status.PREPARING):
        return False
    _prepare_or_say_why(job)
    return True


def prepare(job: Job) -> None:
    """Make the page images of a job whose lease is held; raises `Refusal`, `LeaseLost`."""
    if job.domain is None:
        raise Refusal("domain_missing")
    path = files.original(job)
    if not path.exists():
        raise Refusal("file_lost")
    made = intake.prepare(path, Kind(job.kind), files.folder(job), limits_of(job.domain))
    with made as preparation:
        job.keep(pages_total=preparation.total)
        for image in preparation:
            # In one transaction, so that no page is made for a job that was cancelled since.
            with transaction.atomic():
                job.extend(LEASE)
                _keep_page(job, image)
    _ready(job)


def _claim() -> Job | None:
    for job in Job.objects.preparable().select_related("domain")[:10]:
        if job.claim(Job.claimable_now(), LEASE, status=Job.Status.PREPARING):
            return job
    return None


def _prepare_or_say_why(job: Job) -> None:
    try:
        if job.claims > TRIES:
            raise Refusal("worker_died")
        prepare(job)
    except LeaseLost:
        logger.info("job %s was cancelled or taken over while being prepared", job.pk)
    except Refusal as refusal:
        _refuse(job, refusal.code, dict(refusal.params), refusal.detail)
    except Unavailable as trouble:
        _again_later(job, str(trouble))
    except Exception as error:
        logger.exception("job %s could not be prepared", job.pk)
        _refuse(job, "image_unreadable", {}, type(error).__name__)


def _refuse(job: Job, code: str, params: dict[str, object], detail: str) -> None:
    try:
        with transaction.atomic():
            job.refuse(code, params, detail)
            open_pages = job.pages.filter(status__in=Page.OPEN)
            open_pages.update(status=Page.Status.CANCELED, lease_token="", lease_until=None)
    except LeaseLost:
        logger.info("job %s was taken over before its refusal was written", job.pk)


def _again_later(job: Job, detail: str) -> None:
    # The lease is left to run out: the job comes back by itself, and its claims count.
    logger.warning("job %s: the machine could not prepare it: %s", job.pk, detail)


def _keep_page(job: Job, image: intake.PageImage | intake.PageRefusal) -> None:
    if isinstance(image, intake.PageRefusal):
        columns: dict[str, object] = {"status": Page.Status.FAILED, "error": image.code}
    else:
        columns = _facts(image)
    defaults = columns | {"rank": job.rank + image.number - 1}
    Page.objects.get_or_create(job=job, number=image.number, defaults=defaults)
    bell.read(job.domain_id)


def _facts(image: intake.PageImage) -> dict[str, object]:
    return {
        "image": image.file,
        "thumbnail": image.thumbnail,
        "format": image.format,
        "width": image.width,
        "height": image.height,
        "dpi": image.dpi,
        "bytes": image.bytes,
        "sha256": image.sha256,
    }


def _ready(job: Job) -> None:
    with transaction.atomic():
        job.lock()
        job.release(status=Job.Status.READING)
        job.settle()
