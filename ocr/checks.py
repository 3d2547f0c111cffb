"""What is looked at when the site starts: whether the stored Secret Keys can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from ocr import crypto


@register(Tags.database)
def stored_secrets_can_be_opened(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """`ocr.E001` names the first active Secret Key that the sealing keys do not open.

    Looks only where the caller may use the database (`migrate`, `check --database default`).
    """
    if "default" not in (databases or ()):
        return []
    from ocr.models import Secret

    try:
        rows = list(Secret.objects.active().order_by("-pk")[:50])
    except DatabaseError:
        return []
    broken = [secret for secret in rows if not _opens(secret.sealed)]
    return [_error(len(broken))] if broken else []


def _opens(sealed: bytes) -> bool:
    try:
        crypto.unseal(sealed, settings.SEALING_KEYS)
    except crypto.SealBroken:
        return False
    return True


def _error(number: int) -> CheckMessage:
    return Error(
        f"{number} stored Secret Keys cannot be opened with the sealing keys at hand.",
        hint="Restore the sealing keys from the backup, or enter these Secret Keys again; "
        "'manage.py check_keys' names the domains.",
        id="ocr.E001",
    )
