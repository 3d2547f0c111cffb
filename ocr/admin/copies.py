"""Copies of domains: everything but their Secret Keys."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from ocr.models import Domain, Membership, Template

_LONGEST = 50


@transaction.atomic
def copy(domain: Domain) -> Domain:
    """A new domain with the same settings, templates and people, and without any key.

    A copy that would need a key is not active until somebody has entered one.
    """
    made = Domain.objects.get(pk=domain.pk)
    made.pk, made.name = None, _free_name(domain.name)
    made._state.adding = True
    made.active = domain.active and domain.is_embedded
    made.save(force_insert=True)
    Template.objects.bulk_create(
        Template(domain=made, clova_id=row.clova_id, name=row.name)
        for row in domain.templates.all()
    )
    Membership.objects.bulk_create(
        Membership(domain=made, user=row.user, group=row.group, role=row.role)
        for row in domain.memberships.select_related("user", "group")
    )
    return made


def _free_name(name: str) -> str:
    number = 1
    while True:
        ending = _("copy") if number == 1 else _("copy %(number)s") % {"number": number}
        wanted = f"{name[: _LONGEST - len(ending) - 1]} {ending}"
        if not Domain.objects.filter(name=wanted).exists():
            return wanted
        number += 1
