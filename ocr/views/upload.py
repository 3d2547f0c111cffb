"""The upload page, and a sample in one click."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ocr import trouble
from ocr.forms.samples import SAMPLES
from ocr.forms.upload import JobForm, options_for
from ocr.jobs import submit
from ocr.models import Batch, Job
from ocr.views.person import person, wants_json


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a plain form and the page's script send to the same place."""
    if request.method == "GET":
        form = JobForm(person(request), wanted=request.GET.get("domain", ""))
        return _form_page(request, form)
    form = JobForm(person(request), request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    try:
        batch, jobs = form.submit()
    except submit.TokenSpent:
        return _spent(request, form)
    following = _next(batch, jobs, form.cleaned_data["total"] or len(jobs))
    if wants_json(request):
        return JsonResponse(_receipt(jobs) | {"next": following})
    return redirect(following)


def _form_page(request: HttpRequest, form: JobForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form, "choices": form.choices, "max_files": settings.MAX_FILES,
        "token": form["token"].value(),
    }  # fmt: skip
    return render(request, "ocr/upload.html", context, status=status)


def _refused(request: HttpRequest, form: JobForm) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"sentence": form.first_sentence()}, status=400)
    return _form_page(request, form, status=400)


def _spent(request: HttpRequest, form: JobForm) -> HttpResponse:
    """Say that the form was old; the page that says so brings a new token."""
    form.add_error(None, gettext("This page was open for too long. Load it again."))
    if wants_json(request):
        return _refused(request, form)
    messages.error(request, form.first_sentence())
    return redirect("upload")


def _receipt(jobs: list[Job]) -> dict[str, object]:
    refused = [job for job in jobs if job.status == Job.Status.FAILED and not job.folder]
    return {
        "accepted": [job.item for job in jobs if job not in refused],
        "refused": [{"item": job.item, "sentence": _sentence(job)} for job in refused],
    }


def _sentence(job: Job) -> str:
    explained = trouble.explain(job.error, job.error_params)
    return f"{explained.meaning} {explained.advice}".strip()


def _next(batch: Batch, jobs: list[Job], total: int) -> str:
    if total == 1:
        return redirect("job", jobs[0].pk).url
    return redirect("batch", batch.pk).url


@login_required
@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Submit one of our own drawings to the first domain, the free engine before others."""
    name = request.POST.get("sample", "")
    path = finders.find(f"img/samples/{name}.png") if name in SAMPLES else None
    domains = sorted(options_for(person(request)), key=lambda one: not one.domain.is_embedded)
    if path is None or not domains:
        raise Http404
    domain = domains[0].domain
    options: dict[str, object] = {"tables": name == "table" and domains[0].has_tables}
    try:
        batch = submit.open_batch(uuid.UUID(request.POST.get("token", "")), person(request))
        with Path(path).open("rb") as opened:
            job = submit.add(batch, 0, File(opened), f"{SAMPLES[name]}.png", domain, options)
    except (ValueError, submit.TokenSpent):
        messages.error(request, gettext("This page was open for too long. Load it again."))
        return redirect("home")
    return redirect("job", job.pk)
