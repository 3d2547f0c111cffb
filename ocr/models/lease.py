"""Leases: a row is worked on by whoever stamped it last, and only as long as promised.

A claim is one conditional UPDATE that stamps a token. Finish, fail and requeue are
fenced by that token, so that a worker that was away too long changes nothing.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class LeaseLost(Exception):
    """Somebody else holds this row now; what was done with it must not be written."""


class Leased(models.Model):
    """Mix-in for rows that workers claim."""

    run_after = models.DateTimeField(default=timezone.now, editable=False)
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    claimed = models.DateTimeField(null=True, editable=False)
    claims = models.PositiveIntegerField(default=0, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def claim(self, claimable: Q, seconds: float, **changes: Any) -> bool:
        """Stamp a lease of `seconds` if the row still answers to `claimable`."""
        token = uuid.uuid4().hex
        until = timezone.now() + datetime.timedelta(seconds=seconds)
        rows = type(self)._base_manager.filter(claimable, pk=self.pk)
        changes |= {"lease_token": token, "lease_until": until, "claimed": timezone.now()}
        if not rows.update(claims=F("claims") + 1, **changes):
            return False
        self.claims += 1
        for name, value in changes.items():
            setattr(self, name, value)
        return True

    def extend(self, seconds: float) -> None:
        """Promise to be done later than thought; raises `LeaseLost`."""
        self.keep(lease_until=timezone.now() + datetime.timedelta(seconds=seconds))

    def keep(self, **changes: Any) -> None:
        """Write while the lease is held, without giving it up; raises `LeaseLost`."""
        mine = type(self)._base_manager.filter(pk=self.pk, lease_token=self.lease_token)
        if not self.lease_token or mine.update(**changes) != 1:
            raise LeaseLost(f"{type(self).__name__} {self.pk}")
        for name, value in changes.items():
            setattr(self, name, value)

    def release(self, **changes: Any) -> None:
        """Write and give the lease up; raises `LeaseLost`."""
        self.keep(**changes, lease_token="", lease_until=None)
