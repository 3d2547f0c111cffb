"""The job page: image and text side by side, and the part of it that refreshes itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ocr.views import job_dialogs
from ocr.views.job_page import JobPage, visible_job
from ocr.views.live import STOP_POLLING


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return job_dialogs.render_page(request, JobPage(visible_job(request, pk), request.GET))


@require_GET
@never_cache
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since `seen` and `page_seen`; 204 when nothing did, 286 when the job is over.

    A person who was signed out meanwhile gets the whole page anew, not its sign-in form in a part.
    """
    if not request.user.is_authenticated:
        return _reload()
    shown = JobPage(visible_job(request, pk), request.GET)
    asked = request.GET
    job_changed = shown.job_seen != asked.get("seen")
    page_changed = shown.page_seen != asked.get("page_seen")
    if not job_changed and not page_changed:
        return HttpResponse(status=204)
    if asked.get("page_seen") == "none" and shown.page is not None:
        return _reload()
    context = {
        "shown": shown,
        "job": shown.job,
        "page_changed": page_changed,
        "pages_changed": asked.get("seen", "").rpartition("-")[2] != str(len(shown.pages)),
    }
    context |= job_dialogs.menu_context(request, shown)
    status = 200 if shown.job.is_in_progress else STOP_POLLING
    return render(request, "ocr/_job_part.html", context, status=status)


def _reload() -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})
