"""Delete jobs with their images. The ledger of calls stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from ocr.jobs import files
from ocr.models import Job, Page


def delete(jobs: QuerySet[Job]) -> tuple[int, int]:
    """Delete rows first, files after the commit; returns the number of jobs and pages.

    A crash in between leaves files without a row, which the sweep takes away.
    """
    with transaction.atomic():
        keys = list(jobs.values_list("pk", flat=True))
        locked = Job.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        gone = list(locked.values_list("pk", "folder"))
        pages = Page.objects.filter(job__in=keys).count()
        Page.objects.filter(job__in=keys).update(reading=None)
        Job.objects.filter(pk__in=keys).delete()
    for _, folder in gone:
        files.remove(folder)
    return len(gone), pages
