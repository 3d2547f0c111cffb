"""Who asks: the signed-in person as our own model, for views behind `login_required`."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from ocr.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    return cast(User, request.user)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, not a page."""
    return request.headers.get("Accept", "") == "application/json"
