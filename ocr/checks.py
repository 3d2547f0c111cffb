"""What is looked at when the site starts: whether the Secret Keys in use can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError


@register(Tags.database)
def stored_secrets_can_be_opened(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """`ocr.W001` counts the active Secret Keys that the sealing keys do not open.

    A warning, because the site must start for somebody to enter them again. It looks only
    where the caller may use the database (`migrate`, `check --database default`).
    """
    if "default" not in (databases or ()):
        return []
    from ocr.jobs import keys

    try:
        broken = keys.unreadable(settings.SEALING_KEYS, active_only=True)
    except DatabaseError:
        return []
    return [_warning(len(broken))] if broken else []


def _warning(number: int) -> CheckMessage:
    return Warning(
        f"{number} stored Secret Keys cannot be opened with the sealing keys at hand.",
        hint="Restore the sealing keys from the backup, or enter these Secret Keys again; "
        "'manage.py check_keys' names the domains.",
        id="ocr.W001",
    )
