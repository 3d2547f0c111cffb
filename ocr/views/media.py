"""Page images and thumbnails, given only to those who may see the job.

The address carries a version, so that a browser may keep what it has; what it has is
private to it. The content type is that of the format on record, never guessed.
"""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ocr.jobs import files
from ocr.views.job_page import asked_reading, visible_page

CONTENT_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
                 ".webp": "image/webp"}  # fmt: skip
KEPT_SECONDS = 3600


@login_required
@require_safe
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The image that the shown reading was made from, or the page's own before one is."""
    page = visible_page(request, pk, number)
    reading = asked_reading(page, request.GET)
    if reading is not None and reading.image:
        reading.page = page
        return _send(request, files.reading_image(reading))
    return _send(request, files.page_image(page) if page.image else None)


@login_required
@require_safe
def thumbnail(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    page = visible_page(request, pk, number)
    return _send(request, files.thumbnail(page) if page.thumbnail else None)


def _send(request: HttpRequest, path: Path | None) -> HttpResponseBase:
    content_type = CONTENT_TYPES.get(path.suffix.lower()) if path else None
    if path is None or content_type is None or not path.is_file():
        raise Http404
    facts = path.stat()
    etag = f'"{path.parent.name[:12]}-{path.stem}-{facts.st_size:x}-{facts.st_mtime_ns:x}"'
    unchanged = get_conditional_response(request, etag=etag)
    response: HttpResponseBase = unchanged or FileResponse(
        path.open("rb"), content_type=content_type
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _cache_control(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _cache_control(request: HttpRequest) -> str:
    if request.GET.get("v"):
        return f"private, max-age={KEPT_SECONDS}, immutable"
    return "private, no-cache"
