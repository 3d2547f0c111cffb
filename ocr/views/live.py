"""The part of a page that htmx asks for again while something is in progress."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STOP_POLLING = 286
"""htmx swaps the part one last time and asks no more."""


def is_live(request: HttpRequest) -> bool:
    """Whether htmx asks for the part, not a browser for the page."""
    return "HX-Request" in request.headers


def live_part(
    request: HttpRequest, template: str, context: dict[str, Any], *, going_on: bool
) -> HttpResponse:
    """The part, never kept: the Back button must not find it under the page's address."""
    status = 200 if going_on else STOP_POLLING
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
