"""The call ledger and past connection tests: to be looked at, never to be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ocr.admin import outcomes
from ocr.models import Call, ConnectionCheck


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Rows that only the site itself writes."""

    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PerhapsPaidFilter(admin.SimpleListFilter):
    title = _("perhaps paid")
    parameter_name = "perhaps_paid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Perhaps paid"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Call]) -> QuerySet[Call]:
        if self.value() != "1":
            return queryset
        return queryset & Call.objects.perhaps_paid()


class CallAdmin(ReadOnlyAdmin):
    list_display = ("when", "domain_name", "what_for", "outcome", "http_status", "ms", "page")
    list_filter = ("domain", "sent", PerhapsPaidFilter, "code")
    list_select_related = ("page__job",)
    date_hierarchy = "sent"
    fields = (
        "when", "domain_name", "secret", "what_for", "page", "outcome", "code", "http_status",
        "ms", "size",
    )  # fmt: skip

    @admin.display(description=_("sent"), ordering="sent")
    def when(self, call: Call) -> str:
        return outcomes.moment(call.sent)

    @admin.display(description=_("what for"))
    def what_for(self, call: Call) -> str:
        return call.get_purpose_display()

    @admin.display(description=_("sent and received"))
    def size(self, call: Call) -> str:
        return f"{filesizeformat(call.bytes_sent)} / {filesizeformat(call.bytes_received)}"

    @admin.display(description=_("outcome"))
    def outcome(self, call: Call) -> str:
        return outcomes.of_call(call)


class ConnectionCheckAdmin(ReadOnlyAdmin):
    list_display = ("when", "domain", "by", "outcome", "ms")
    list_filter = ("domain", "created")
    list_select_related = ("domain", "by")
    fields = ("when", "domain", "by", "outcome", "remedy", "code", "details", "ms")

    @admin.display(description=_("created"), ordering="created")
    def when(self, check: ConnectionCheck) -> str:
        return outcomes.moment(check.created)

    @admin.display(description=_("details"))
    def details(self, check: ConnectionCheck) -> str:
        return check.detail

    @admin.display(description=_("outcome"))
    def outcome(self, check: ConnectionCheck) -> str:
        result = outcomes.of_check(check)
        return f"{result.title}. {result.meaning}".strip()

    @admin.display(description=_("remedy"))
    def remedy(self, check: ConnectionCheck) -> str:
        return outcomes.of_check(check).remedy
