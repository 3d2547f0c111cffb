"""What an error report may show: no Secret Key, no hash of an Invoke URL, no password."""

from __future__ import annotations

import re
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

_NAMES = re.compile(r"key|secret|plain|passw|token|sealed|typed|hash|invoke_url", re.I)
_HASH = re.compile(r"[0-9a-fA-F]{32,}")

_CLOSED_ROOMS = ("ocr.crypto", "ocrsite.keys")


class ReportFilter(SafeExceptionReporterFilter):
    """Django's filter, also while DEBUG is on, and for whatever resembles a secret."""

    def is_active(self, request: HttpRequest | None) -> bool:  # noqa: ARG002
        return True

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> Any:
        """The variables of a frame; names and texts that look secret give stars."""
        found = super().get_traceback_frame_variables(request, tb_frame)
        closed = tb_frame.f_globals.get("__name__") in _CLOSED_ROOMS
        return [
            (name, self.cleansed_substitute if closed or _is_secret(name, value) else value)
            for name, value in found
        ]


def _is_secret(name: str, value: Any) -> bool:
    if _NAMES.search(name):
        return True
    if isinstance(value, dict):
        return any(_holds_hash(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_holds_hash(item) for item in value)
    return _holds_hash(value)


def _holds_hash(value: Any) -> bool:
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    return isinstance(text, str) and bool(_HASH.search(text))
