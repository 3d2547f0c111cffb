"""Chips of the history: links that add one filter to the address, or take it out."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from ocr.forms.history import HistoryForm

_NAMES = {"since": "from", "until": "to"}


class Chip:
    """One chip: its words, where it leads, whether it is chosen."""

    def __init__(
        self, query: QueryDict, name: str, value: str, words: Any,
        count: int | None = None, chosen: bool = False,
    ) -> None:  # fmt: skip
        self.words = words
        self.count = count
        self.chosen = chosen
        self.url = "?" + _changed(query, name, value).urlencode()


def active_filters(form: HistoryForm, query: QueryDict) -> list[Chip]:
    """The filters in use but for search and state; each chip takes its own away."""
    found = []
    for name in ("domain", "by", "since", "until", "source"):
        value = form.value(name)
        if value:
            found.append(Chip(query, _NAMES.get(name, name), "", _words(form, name, value)))
    return found


def _words(form: HistoryForm, name: str, value: Any) -> str:
    field = form.fields[name]
    choices = dict(field.choices) if name == "source" else {}  # type: ignore[attr-defined]
    return f"{field.label}: {choices.get(value, value)}"


def _changed(query: QueryDict, name: str, value: str) -> QueryDict:
    """The address with one name changed; a changed list starts on its first page."""
    copy = query.copy()
    copy.pop("page", None)
    copy.pop(name, None)
    if value:
        copy[name] = value
    return copy
