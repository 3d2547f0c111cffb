"""Files to take away: a job as text or JSON, one page's answer as it came."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ocr.clova.errors import AnswerError
from ocr.exports import FORMATS, ExportPage, render
from ocr.jobs import answers
from ocr.models import Job, Page, Reading
from ocr.results import Recognition
from ocr.views.job_page import asked_reading, visible_job, visible_page


@login_required
@require_GET
@never_cache
def job(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """All pages that were read, as `format`; 404 when none was."""
    found = visible_job(request, pk)
    chosen = FORMATS.get(format)
    pages = export_pages(found)
    if chosen is None or not pages:
        raise Http404
    name = f"{PurePath(found.name).stem}_{_('result')}.{chosen.extension}"
    return attachment(render(format, pages), chosen.content_type, name)


@login_required
@require_GET
@never_cache
def answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The answer of one reading, byte for byte; `?download=1` offers it as a file."""
    page = visible_page(request, pk, number)
    reading = asked_reading(page, request.GET)
    body = _body(reading) if reading else b""
    if not body:
        raise Http404
    name = f"{PurePath(page.job.name).stem}_{number}.json"
    response = attachment(body, "application/json; charset=utf-8", name)
    if not request.GET.get("download"):
        del response.headers["Content-Disposition"]
    return response


def export_pages(job: Job) -> list[ExportPage]:
    """The pages of a job that were read, in order, as exports take them."""
    pages = Page.objects.filter(job=job, reading__isnull=False).select_related("reading__answer")
    return [
        ExportPage(page.number, _recognition(page.reading), _body(page.reading))
        for page in pages
        if page.reading is not None
    ]


def attachment(body: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be saved under its own, perhaps Korean, name (`filename*`)."""
    response = HttpResponse(body, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _body(reading: Reading) -> bytes:
    try:
        return answers.body(reading)
    except Reading.answer.RelatedObjectDoesNotExist:
        return b""


def _recognition(reading: Reading) -> Recognition:
    try:
        return answers.recognition(reading)
    except (AnswerError, Reading.answer.RelatedObjectDoesNotExist):
        return Recognition(images=())
