"""Inputs that keep secrets out of pages."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from ocr.models.domain import mask_hash

_LONG = re.compile(r"[A-Za-z0-9+=_-]{24,}")


class MaskedURLInput(forms.TextInput):
    """Shows an Invoke URL with its hash masked, also the one that was just typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        quiet = {"autocomplete": "off", "spellcheck": "false", "class": "vLargeTextField"}
        super().__init__({**quiet, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return _masked(value) if isinstance(value, str) else None

    @staticmethod
    def hides(typed: str) -> bool:
        """Whether showing `typed` again would lose a part of it."""
        return _masked(typed) != typed


def _masked(text: str) -> str:
    """Also hides what only resembles a hash, such as a Secret Key in the wrong field."""
    return _LONG.sub("••••", mask_hash(text))
