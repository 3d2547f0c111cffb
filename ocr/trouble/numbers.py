"""Numbers in sentences: grouped by thousands, bytes as MB, absent ones as a dash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format

MEBIBYTE = 1024 * 1024


class Numbers(dict[str, str]):
    """What `%(name)s` in a sentence stands for; never raises for an absent name."""

    def __init__(self, params: Mapping[str, Any], *, in_bytes: bool = False) -> None:
        super().__init__({name: shown(value, in_bytes) for name, value in params.items()})

    def __missing__(self, name: str) -> str:
        return "–"


def shown(value: Any, in_bytes: bool = False) -> str:
    """A number as a person reads it: `1,234`; bytes as megabytes, `2.4`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if in_bytes:
        return f"{value / MEBIBYTE:,.1f}".removesuffix(".0")
    return str(number_format(value, use_l10n=True, force_grouping=True))
