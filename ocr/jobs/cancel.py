"""Stop what has not been sent yet. A call under way is let go; its answer is still kept."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ocr.models import Job, Page


def cancel(job: Job) -> bool:
    """Cancel a job in progress; false when it was over already."""
    with transaction.atomic():
        job.lock()
        rows = Job.objects.filter(pk=job.pk, status__in=Job.IN_PROGRESS)
        if not rows.update(
            status=Job.Status.CANCELED, lease_token="", lease_until=None, finished=timezone.now()
        ):
            return False
        Page.objects.filter(job=job, status__in=Page.OPEN).update(
            status=Page.Status.CANCELED, lease_token="", lease_until=None
        )
        job.settle()
    job.refresh_from_db()
    return True


def cancel_all(jobs: QuerySet[Job]) -> int:
    """Cancel those of the jobs that are in progress; returns how many."""
    return sum(cancel(job) for job in jobs.filter(status__in=Job.IN_PROGRESS))
