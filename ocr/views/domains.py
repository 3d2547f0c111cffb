"""Domains: the list that everybody sees, and the overview of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ocr.models import Call, Domain
from ocr.models.domain import language_names
from ocr.views.person import person


@login_required
@require_GET
def domains(request: HttpRequest) -> HttpResponse:
    found = Domain.objects.visible_to(person(request)).annotate(
        keys=Count("secrets", filter=Q(secrets__state="ACTIVE"))
    )
    return render(request, "ocr/domains.html", {"domains": found})


@login_required
@require_GET
def domain(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview; address and keys are for administrators."""
    user = person(request)
    found = get_object_or_404(Domain.objects.visible_to(user), pk=pk)
    context: dict[str, object] = {
        "domain": found,
        "languages": language_names(found.languages),
        "usable": Domain.objects.usable_by(user).filter(pk=pk).exists(),
    }
    if user.is_staff:
        context |= {
            "secrets": found.active_secrets(),
            "last_call": Call.objects.filter(domain=found).first(),
            "last_check": found.checks.first(),
            "members": found.memberships.select_related("user", "group"),
        }
    return render(request, "ocr/domain.html", context)
