"""The history: all jobs that a person may see, searched, filtered, and done by the handful."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from ocr.forms.history import STATE_NAMES, ChosenForm, HistoryForm
from ocr.jobs import retry
from ocr.jobs.delete import delete as delete_jobs
from ocr.models import Domain, Job
from ocr.views.bundles import bundle
from ocr.views.filters import Chip, active_filters
from ocr.views.person import person
from ocr.views.rows import with_reasons
from ocr.views.way_back import way_back

A_PAGE = 50


class _Counted(Paginator[int]):
    """Pages of a list whose length is known already."""

    def __init__(self, keys: QuerySet[Job, int], known: int) -> None:
        super().__init__(keys, A_PAGE)
        self.known = known

    @property
    def count(self) -> int:
        return self.known


def _list(rows: QuerySet[Job], known: int, number: str | None) -> ListPage[Any]:
    """One page of rows. Keys are sorted first: sorting whole rows costs ten times more."""
    page: ListPage[Any] = _Counted(rows.values_list("pk", flat=True), known).get_page(number)
    shown = Job.objects.filter(pk__in=list(page.object_list))
    page.object_list = list(with_reasons(shown.select_related("domain", "by")))
    return page


@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    form = HistoryForm(person(request), request.GET)
    counts = form.counts()
    state = form.value("state") or ""
    context = {
        "form": form,
        "jobs": _list(form.jobs_in_state(), counts[state], request.GET.get("page")),
        "chips": [Chip(request.GET, "state", key, words, counts[key], key == state)
                  for key, words in STATE_NAMES.items()],
        "filters": active_filters(form, request.GET),
    }  # fmt: skip
    return render(request, "ocr/jobs.html", context)


@login_required
@require_POST
def chosen(request: HttpRequest, action: str) -> HttpResponseBase:
    """Do one thing with the chosen jobs; jobs of other people are not there."""
    act = _ACTIONS.get(action)
    if act is None:
        raise Http404
    form = ChosenForm(person(request), request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Choose jobs first."))
        return _back(request)
    return act(request, form.jobs)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(way_back(request, "jobs"))


def _text(_request: HttpRequest, jobs: QuerySet[Job]) -> HttpResponseBase:
    return bundle(jobs, "txt", _name(jobs))


def _json(_request: HttpRequest, jobs: QuerySet[Job]) -> HttpResponseBase:
    return bundle(jobs, "json", _name(jobs))


def _name(jobs: QuerySet[Job]) -> str:
    first = jobs.first()
    if first is not None and len(jobs) == 1:
        return first.name.rpartition(".")[0] or first.name
    return f"ocrsite_{timezone.localdate():%Y%m%d}"


def _read_again(request: HttpRequest, jobs: QuerySet[Job]) -> HttpResponse:
    """Each with the options it had; what is in progress or has no domain stays as it is."""
    usable = set(Domain.objects.usable_by(person(request)).values_list("pk", flat=True))
    again = sum(_one_again(job, usable) for job in jobs.select_related("domain"))
    words = ngettext("%(count)s job is read again.", "%(count)s jobs are read again.", again)
    messages.info(request, words % {"count": f"{again:,}"})
    if again < len(jobs):
        left = len(jobs) - again
        words = ngettext(
            "%(count)s job cannot be read again now.", "%(count)s jobs cannot be read again now.",
            left,
        )  # fmt: skip
        messages.warning(request, words % {"count": f"{left:,}"})
    return _back(request)


def _one_again(job: Job, usable: set[int]) -> bool:
    if job.domain is None or job.domain.pk not in usable:
        return False
    try:
        retry.read_again(job, domain=job.domain, options=job.options)
    except retry.Busy:
        return False
    return True


def _delete(request: HttpRequest, jobs: QuerySet[Job]) -> HttpResponse:
    """Ask once, naming what goes; then delete."""
    if "sure" not in request.POST:
        return render(request, "ocr/delete.html", _losses(request, jobs))
    gone, _pages = delete_jobs(jobs)
    words = ngettext("%(count)s job was deleted.", "%(count)s jobs were deleted.", gone)
    messages.info(request, words % {"count": f"{gone:,}"})
    return _back(request)


def _losses(request: HttpRequest, jobs: QuerySet[Job]) -> dict[str, Any]:
    pages = jobs.order_by().aggregate(pages=Sum("pages_total", default=0))["pages"]
    return {
        "jobs": jobs, "count": len(jobs), "pages": pages, "next": request.POST.get("next", ""),
    }  # fmt: skip


_ACTIONS = {"txt": _text, "json": _json, "again": _read_again, "delete": _delete}
