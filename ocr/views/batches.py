"""Batches: the files that were uploaded together, followed until the last is read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ocr.jobs import cancel as cancelling
from ocr.jobs import retry as retrying
from ocr.models import Batch, Job
from ocr.views.bundles import KINDS, bundle
from ocr.views.live import is_live, live_part
from ocr.views.person import person
from ocr.views.rows import with_reasons

A_PAGE = 100


@login_required
@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, or its live part when htmx asks; 286 tells htmx that all is over."""
    found, jobs = _find(request, pk)
    sums = _sums(jobs)
    context = {"batch": found, "sums": sums, "jobs": _list(jobs, request.GET.get("page"))}
    if is_live(request):
        return live_part(request, "ocr/_batch_live.html", context, going_on=bool(sums["open"]))
    return render(request, "ocr/batch.html", context)


def _find(request: HttpRequest, pk: int) -> tuple[Batch, QuerySet[Job]]:
    """A batch and the jobs of it that the person may see; raises Http404."""
    found = get_object_or_404(Batch, pk=pk)
    jobs = Job.objects.visible_to(person(request)).filter(batch=found)
    if found.by_id != request.user.pk and not jobs.exists():
        raise Http404
    return found, jobs


def _list(jobs: QuerySet[Job], number: str | None) -> ListPage[Job]:
    """One page of rows, what failed first."""
    failed_first = Case(When(status__in=Job.BROKEN, then=Value(0)), default=Value(1))
    rows = with_reasons(jobs.select_related("domain")).order_by(failed_first, "item")
    return Paginator(rows, A_PAGE).get_page(number)


def _sums(jobs: QuerySet[Job]) -> dict[str, Any]:
    found: dict[str, Any] = jobs.order_by().aggregate(
        files=Count("pk"),
        open=Count("pk", filter=Q(status__in=Job.IN_PROGRESS)),
        unprepared=Count("pk", filter=Q(status__in=Job.IN_PROGRESS[:2])),
        broken=Count("pk", filter=Q(status__in=Job.BROKEN)),
        retriable=Count("pk", filter=Q(status__in=Job.BROKEN, pages_failed__gt=0)),
        read=Sum("pages_read", default=0),
        failed=Sum("pages_failed", default=0),
        total=Sum("pages_total", default=0),
    )
    done = found["read"] + found["failed"]
    # A file that is not prepared yet counts as one page, so that the bar never runs back far.
    total = max(found["total"] + found["unprepared"], done)
    return found | {"done": done, "total": total}


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    _found, jobs = _find(request, pk)
    count = cancelling.cancel_all(jobs)
    words = ngettext("%(count)s file was cancelled.", "%(count)s files were cancelled.", count)
    messages.info(request, words % {"count": f"{count:,}"})
    return redirect("batch", pk)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    _found, jobs = _find(request, pk)
    count = retrying.retry_all(jobs & Job.objects.readable_by(person(request)))
    words = ngettext("%(count)s file is tried again.", "%(count)s files are tried again.", count)
    messages.info(request, words % {"count": f"{count:,}"})
    return redirect("batch", pk)


@login_required
@require_GET
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """All results of the batch in one file."""
    found, jobs = _find(request, pk)
    if kind not in KINDS:
        raise Http404
    return bundle(jobs, kind, str(found))
