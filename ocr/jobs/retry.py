"""Try again what failed, or read everything again with other options.

* Busy      the job is in progress; wait or cancel it first.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ocr.jobs import bell
from ocr.models import Domain, Job, Page


class Busy(Exception):
    """The job is being worked on."""


def retry(job: Job) -> int:
    """Put failed and cancelled pages back in the queue, or the whole file when it never
    became pages; returns how many pages wait again (1 for a file)."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.is_in_progress or not job.folder:
            return 0
        if not job.pages_total or job.pages.count() < job.pages_total:
            return _prepare_again(job)
        again = job.pages.filter(status__in=[Page.Status.FAILED, Page.Status.CANCELED])
        count = again.exclude(image="").update(**_waiting())
        if count:
            _reading(job)
    return count


def retry_all(jobs: QuerySet[Job]) -> int:
    """Retry those of the jobs that failed; returns how many wait again."""
    return sum(retry(job) > 0 for job in jobs.filter(status__in=Job.BROKEN))


def read_again(job: Job, *, domain: Domain, options: dict[str, object], turn: int = 0) -> None:
    """Read all pages anew as a further run; earlier readings are kept.

    `turn` is clockwise, in degrees, against what is shown now. Raises `Busy`.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.is_in_progress or not job.pages.exclude(image="").exists():
            raise Busy(f"job {job.pk}")
        Job.objects.filter(pk=job.pk).update(domain=domain, options=options, run=job.run + 1)
        job.domain = domain
        for page in job.pages.exclude(image="").only("pk", "turn"):
            Page.objects.filter(pk=page.pk).update(turn=(page.turn + turn) % 360, **_waiting())
        _reading(job)


def _prepare_again(job: Job) -> int:
    job.pages.filter(status=Page.Status.CANCELED).update(**_waiting())
    Job.objects.filter(pk=job.pk).update(**Job.received_again())
    bell.prepare()
    return 1


def _waiting() -> dict[str, object]:
    return {
        "status": Page.Status.WAITING,
        "run_after": timezone.now(),
        "failures": 0,
        "error": "",
        "error_params": {},
        "error_detail": "",
    }


def _reading(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=Job.Status.READING, finished=None)
    job.settle()
    bell.read(job.domain_id, times=job.domain.slots if job.domain else 1)
