"""The formats by name. A new one is a module with `render` and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ocr.exports import json, txt
from ocr.exports.page import ExportPage

__all__ = ["FORMATS", "ExportPage", "Format", "UnknownFormatError", "render"]


class UnknownFormatError(ValueError):
    """No format has this name."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the media type and file ending of what it makes, its maker."""

    name: str
    content_type: str
    extension: str
    render: Callable[[Sequence[ExportPage]], bytes]


FORMATS = {
    made.name: made
    for made in (
        Format("txt", "text/plain; charset=utf-8", "txt", txt.render),
        Format("json", "application/json; charset=utf-8", "json", json.render),
    )
}


def render(format: str, pages: Sequence[ExportPage]) -> bytes:
    """Return the pages, in the order of their numbers, as a file of `format`.

    Raises `UnknownFormatError`.
    """
    found = FORMATS.get(format)
    if found is None:
        raise UnknownFormatError(format)
    return found.render(sorted(pages, key=lambda page: page.number))
