"""What a row of a job needs to know besides the job itself. Knows no request."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from ocr.models import Job, Page


def with_reasons(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Add `page_error` and `page_error_params`: why the first of the failed pages failed.

    The row's second line says it (design brief, part 4); None where no page failed.
    """
    failed = Page.objects.filter(job=OuterRef("pk"), status=Page.Status.FAILED).order_by("number")
    return jobs.annotate(
        page_error=failed.values("error")[:1],
        page_error_params=failed.values("error_params")[:1],
    )
