"""Pages for what went wrong before a view could answer: our layout, one way on."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from ocr.views.person import wants_json
from ocrsite.uploads import NoRoom

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, NoRoom):
        sentence = gettext("The disk of the server is full. Tell an administrator.")
        return _said(request, "no_room", sentence)
    if isinstance(exception, _TOO_LARGE):
        return _said(request, "413", gettext("Upload fewer or smaller files at a time."))
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The page touches no database: that may be what is broken."""
    return render(None, "ocr/errors/500.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form without a valid token: signed out elsewhere, cookies off, or not our form."""
    if wants_json(request):
        sentence = gettext("This page was open for too long. Load it again.")
        return JsonResponse({"sentence": sentence, "expired": True}, status=403)
    return render(request, "ocr/errors/expired.html", status=403)


def _said(request: HttpRequest, name: str, sentence: str) -> HttpResponse:
    """Status 413: a page of ours, or its sentence for a script that sends files."""
    if wants_json(request):
        return JsonResponse({"sentence": sentence}, status=413)
    return render(request, f"ocr/errors/{name}.html", status=413)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"ocr/errors/{status}.html", status=status)
