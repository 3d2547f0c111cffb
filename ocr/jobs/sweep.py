"""Ring again for whatever is due or forgotten; take away what nobody owns.

Runs each minute and when a worker starts: this is what makes the queue disposable.
"""

from __future__ import annotations

import datetime
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ocr.jobs import bell, files
from ocr.models import Batch, ConnectionCheck, Domain, Job, Page

ORPHAN_AGE = 24 * 3600


def sweep() -> None:
    """Ring for due pages, jobs and checks; settle jobs whose pages are all over."""
    if Job.objects.preparable().exists():
        bell.prepare(times=2)
    for domain in Domain.objects.active():
        due = Page.objects.due(domain)[: domain.slots].values_list("pk", flat=True)
        bell.read(domain.pk, times=len(due))
    if ConnectionCheck.objects.due().exists():
        bell.check()
    _settle_forgotten()
    _end_homeless()


def tidy() -> int:
    """Remove job folders without a row and uploads that broke off; returns how many."""
    before = time.time() - ORPHAN_AGE
    removed = 0
    for folder in Path(settings.MEDIA_ROOT).glob("jobs/*/*"):
        name = f"jobs/{folder.parent.name}/{folder.name}"
        if folder.stat().st_mtime < before and not Job.objects.filter(folder=name).exists():
            files.remove(name)
            removed += 1
    for upload in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        if upload.stat().st_mtime < before:
            shutil.rmtree(upload) if upload.is_dir() else upload.unlink(missing_ok=True)
            removed += 1
    Batch.objects.filter(
        jobs=None, created__lt=timezone.now() - datetime.timedelta(seconds=ORPHAN_AGE)
    ).delete()
    return removed


def _settle_forgotten() -> None:
    is_open = Page.objects.filter(job=OuterRef("pk"), status__in=Page.OPEN)
    for job in Job.objects.filter(~Exists(is_open), status=Job.Status.READING):
        with transaction.atomic():
            job.lock()
            job.settle()


def _end_homeless() -> None:
    """Pages whose domain was deleted or switched off would wait for ever: say so instead."""
    for code, homeless in (
        ("domain_missing", Q(job__domain=None)),
        ("domain_inactive", Q(job__domain__active=False)),
    ):
        waiting = Page.objects.filter(homeless, Page.claimable_now())
        for job in Job.objects.filter(pages__in=waiting).distinct():
            with transaction.atomic():
                job.lock()
                job.pages.filter(Page.claimable_now()).update(
                    status=Page.Status.FAILED, error=code, lease_token="", lease_until=None
                )
                job.settle()
