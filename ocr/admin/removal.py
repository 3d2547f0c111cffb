"""What goes and what stays when domains are deleted, as numbers instead of endless lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocr.models import Domain, Job, Membership, Secret, Template


def goes(domains: Sequence[Domain]) -> list[Any]:
    """One line a domain, with the numbers of what is deleted with it."""
    return [line for domain in domains for line in (domain.name, _with(domain))]


def stays(domains: Sequence[Domain]) -> list[str]:
    """What is kept, and what becomes of jobs that are not over."""
    jobs = Job.objects.filter(domain__in=domains)
    kept, unfinished = jobs.count(), jobs.in_progress().count()
    lines = []
    if kept:
        lines.append(
            ngettext(
                "%(number)s job stays, with its pages and texts.",
                "%(number)s jobs stay, with their pages and texts.", kept,
            ) % {"number": f"{kept:,}"}
        )  # fmt: skip
    if unfinished:
        lines.append(
            ngettext(
                "%(number)s of them is in progress and will fail.",
                "%(number)s of them are in progress and will fail.", unfinished,
            ) % {"number": f"{unfinished:,}"}
        )  # fmt: skip
    return [*lines, _("The call ledger stays.")]


def _with(domain: Domain) -> list[str]:
    numbers = {
        _("Secret Keys: %(number)s"): Secret.objects.filter(domain=domain).count(),
        _("Templates: %(number)s"): Template.objects.filter(domain=domain).count(),
        _("Memberships: %(number)s"): Membership.objects.filter(domain=domain).count(),
        _("Connection tests: %(number)s"): domain.checks.count(),
    }
    return [line % {"number": number} for line, number in numbers.items() if number]
