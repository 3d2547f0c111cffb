"""Testing connections: a page that asks first, and one that shows what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ocr.admin import outcomes
from ocr.jobs import checks
from ocr.models import ConnectionCheck, Domain, User

MOST = 50
_STOP_POLLING = 286


def to_test(domains: list[Domain]) -> HttpResponseRedirect:
    """Lead to the page that asks whether these domains shall be tested."""
    address = reverse("admin:ocr_domain_test")
    return HttpResponseRedirect(f"{address}?{_query('domain', domains)}")


def ask(request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> HttpResponse:
    """Say that a test may cost a call; a POST asks the worker for it."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    domains = list(Domain.objects.filter(pk__in=_numbers(request, "domain"))[:MOST])
    if not domains:
        return redirect("admin:ocr_domain_changelist")
    if request.method == "POST":
        made = [checks.request(domain, signed_in(request)) for domain in domains]
        address = reverse("admin:ocr_domain_checks")
        return HttpResponseRedirect(f"{address}?{_query('check', made)}")
    context = {"domains": domains, "paid": [one for one in domains if not one.is_embedded]}
    return _page(request, model_admin, "test", _("Test the connection"), context)


def show(request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> HttpResponse:
    """The outcomes of tests, refreshed until the worker is done with all of them."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rows = ConnectionCheck.objects.select_related("domain").order_by("domain__name")
    found = rows.filter(pk__in=_numbers(request, "check"))[:MOST]
    results = [outcomes.of_check(check) for check in found]
    waiting = any(result.state == "waiting" for result in results)
    context = {"results": results, "waiting": waiting}
    if not request.headers.get("HX-Request"):
        return _page(request, model_admin, "checks", _("Connection test"), context)
    response = TemplateResponse(request, "admin/ocr/domain/_results.html", context)
    response.status_code = 200 if waiting else _STOP_POLLING
    return response


def signed_in(request: HttpRequest) -> User:
    """The administrator; the admin lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _page(
    request: HttpRequest,
    model_admin: admin.ModelAdmin[Any],
    name: str,
    title: str,
    context: dict[str, Any],
) -> TemplateResponse:
    context |= model_admin.admin_site.each_context(request)
    context |= {"title": title, "opts": model_admin.opts}
    return TemplateResponse(request, f"admin/ocr/domain/{name}.html", context)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    texts = request.GET.getlist(name)
    return [
        int(text) for text in texts[:MOST] if text.isascii() and text.isdigit() and len(text) < 19
    ]


def _query(name: str, rows: list[Any]) -> str:
    query = QueryDict(mutable=True)
    query.setlist(name, [str(row.pk) for row in rows[:MOST]])
    return query.urlencode()
