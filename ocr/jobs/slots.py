"""Slots: how many calls a domain bears at the same time (contract section 2.3).

Whatever calls CLOVA takes a slot first: pages and connection checks alike. A slot is a
live lease, so a worker that dies gives its slots back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from ocr.models import ConnectionCheck, Domain, Page


@dataclass(frozen=True)
class Leases:
    """How many slots are free, and whether the lease of some page ran out."""

    free: int
    ran_out: bool


def lock(domain: int) -> Domain | None:
    """The active domain, its row locked until the transaction ends (SQLite locks all)."""
    return Domain.objects.active().select_for_update(no_key=True).filter(pk=domain).first()


def leases(domain: Domain) -> Leases:
    """Who holds the domain's slots now; call it under `lock`."""
    now = timezone.now()
    reading = Page.objects.filter(job__domain=domain, status=Page.Status.READING)
    ends = list(reading.order_by().values_list("lease_until", flat=True))
    pages = sum(end is not None and end >= now for end in ends)
    checks = ConnectionCheck.objects.held(domain).count()
    return Leases(free=max(0, domain.slots - pages - checks), ran_out=pages < len(ends))
