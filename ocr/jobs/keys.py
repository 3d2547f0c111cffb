"""Whether stored Secret Keys can be opened, and sealing them anew when keys are changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ocr import crypto
from ocr.models import Secret


def unreadable(keys: Sequence[str], *, active_only: bool = False) -> list[Secret]:
    """The Secret Keys that none of the sealing `keys` opens."""
    rows = Secret.objects.active() if active_only else Secret.objects.all()
    return [row for row in rows.select_related("domain").order_by("pk") if not _opens(row, keys)]


def reseal(keys: Sequence[str]) -> int:
    """Seal every Secret Key with the first of `keys`; returns how many rows changed.

    Row by row, each in a transaction of its own, so that it may be interrupted and run
    again at any time. Rows that no key opens stay as they are.
    """
    changed = 0
    for number in Secret.objects.order_by("pk").values_list("pk", flat=True):
        changed += _reseal_one(number, keys)
    return changed


@transaction.atomic
def _reseal_one(number: int, keys: Sequence[str]) -> bool:
    row = Secret.objects.select_for_update().filter(pk=number).first()
    if row is None or _opens(row, keys[:1]) or not _opens(row, keys):
        return False
    Secret.objects.filter(pk=number).update(sealed=crypto.reseal(row.sealed, keys))
    return True


def _opens(row: Secret, keys: Sequence[str]) -> bool:
    try:
        crypto.unseal(row.sealed, keys)
    except crypto.SealBroken:
        return False
    return True
