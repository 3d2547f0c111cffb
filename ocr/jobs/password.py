"""Open a locked PDF with the password that a person typed, once.

The password goes through a pipe to a child process. It is in no row, file or log.
"""

from __future__ import annotations

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from ocr.intake.errors import PDF_LOCKED, PDF_PASSWORD_WRONG, Refusal
from ocr.intake.prepare import unlock as unlock_file
from ocr.jobs import bell, files
from ocr.jobs.submit import limits_of
from ocr.models import Job


def is_locked(job: Job) -> bool:
    """Whether the job waits for a password."""
    return job.status == Job.Status.FAILED and job.error in (PDF_LOCKED, PDF_PASSWORD_WRONG)


@sensitive_variables("password")
def unlock(job: Job, password: str) -> None:
    """Keep the file without its lock and prepare it; raises `Refusal`
    (`pdf_password_wrong`, `file_lost`) and `Unavailable`."""
    if not is_locked(job) or job.domain is None:
        return
    path = files.original(job)
    if not path.exists():
        raise Refusal("file_lost")
    opened = path.with_name("unlocked")
    unlock_file(path, opened, password, limits_of(job.domain))
    opened.replace(path)
    with transaction.atomic():
        failed = Job.objects.filter(pk=job.pk, status=Job.Status.FAILED)
        if failed.update(**Job.received_again()):
            bell.prepare()
