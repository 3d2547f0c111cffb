"""Slots: how many calls a domain bears at the same time (contract section 2.3).

Whatever calls CLOVA takes a slot first: pages and connection checks alike. A slot is a
live lease, so a worker that dies gives its slots back by itself.
"""

from __future__ import annotations

from ocr.models import ConnectionCheck, Domain, Page


def lock(domain: int) -> Domain | None:
    """The active domain, its row locked until the transaction ends (SQLite locks all)."""
    return Domain.objects.active().select_for_update().filter(pk=domain).first()


def free(domain: Domain) -> int:
    """Slots left; call it under `lock`."""
    pages = Page.objects.held(domain).order_by().values_list("pk")
    checks = ConnectionCheck.objects.held(domain).order_by().values_list("pk")
    return max(0, domain.slots - pages.union(checks, all=True).count())
