"""What a person does with a job: cancel, retry, read again, rename, delete, unlock.

Each ends in a redirect; a form with a mistake comes back in its open dialog.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from ocr.forms.jobs import PasswordForm, ReadAgainForm, RenameForm
from ocr.intake.errors import Refusal, Unavailable
from ocr.jobs import cancel as jobs_cancel
from ocr.jobs import delete as jobs_delete
from ocr.jobs import password as jobs_password
from ocr.jobs import rename as jobs_rename
from ocr.jobs import retry as jobs_retry
from ocr.models import Job
from ocr.trouble import explain
from ocr.views import job_dialogs
from ocr.views.job_page import JobPage, visible_job
from ocr.views.person import person
from ocr.views.way_back import way_back


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    if jobs_cancel.cancel(job):
        messages.success(request, _("The job was cancelled."))
    return _back(request, job)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    if _may_read(request, job):
        jobs_retry.retry(job)
    return _back(request, job)


@login_required
@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    form = ReadAgainForm(person(request), job, request.POST)
    if not form.is_valid():
        return _again(request, job, ask=job_dialogs.READ_AGAIN, read_again_form=form)
    domain = form.cleaned_data["domain"]
    try:
        jobs_retry.read_again(job, domain=domain, options=form.options(), turn=form.degrees())
    except jobs_retry.Busy:
        messages.error(request, _("The job is still being read. Wait or cancel it first."))
    return _back(request, job)


@login_required
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _again(request, job, ask=job_dialogs.RENAME, rename_form=form)
    jobs_rename.rename(job, form.cleaned_data["name"])
    return _back(request, job)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    _jobs, pages = jobs_delete.delete(Job.objects.filter(pk=job.pk))
    said = ngettext(
        "The job and %(count)s page image were deleted.",
        "The job and %(count)s page images were deleted.",
        pages,
    )
    messages.success(request, said % {"count": pages} if pages else _("The job was deleted."))
    return redirect("jobs")


@sensitive_post_parameters("password")
@sensitive_variables("form")
@login_required
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock a PDF; `next`, when given, is the page of ours to return to (the batch)."""
    job = visible_job(request, pk)
    form = PasswordForm(request.POST)
    if not _may_read(request, job):
        return _back(request, job)
    if form.is_valid():
        try:
            jobs_password.unlock(job, form.cleaned_data["password"])
        except Refusal as refusal:
            form.add_error("password", explain(refusal.code, refusal.params).meaning)
        except Unavailable:
            form.add_error("password", explain("intake_unavailable").meaning)
    if not form.errors:
        return _back(request, job)
    if request.POST.get("next"):
        messages.error(request, f"{job.name}: {form.errors['password'][0]}")
        return _back(request, job)
    return _again(request, job, password_form=form)


def _may_read(request: HttpRequest, job: Job) -> bool:
    """Whether the person may use the job's domain now; says so where not."""
    if Job.objects.readable_by(person(request)).filter(pk=job.pk).exists():
        return True
    messages.error(request, _("This domain cannot be used now. Choose another one."))
    return False


def _again(request: HttpRequest, job: Job, **context: object) -> HttpResponse:
    query = QueryDict(mutable=True)
    query["page"] = request.POST.get("page", "1")
    return job_dialogs.render_page(request, JobPage(job, query), status=422, **context)


def _back(request: HttpRequest, job: Job) -> HttpResponse:
    """To where the person was: a page of ours named by `next`, else the job's page."""
    number = request.POST.get("page", "")
    suffix = f"?page={number}" if number.isdecimal() and number != "1" else ""
    return redirect(way_back(request, reverse("job", args=[job.pk]) + suffix))
