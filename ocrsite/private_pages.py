"""Pages show what only one person may see: no cache keeps one for somebody else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def private_pages(respond: Respond) -> Respond:
    """Middleware: what says nothing about caching itself is private and asked for anew.

    Static files are served before it and may be kept by everybody.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware
