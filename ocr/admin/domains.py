"""The admin of domains: five fields, everything else in closed groups."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from ocr.admin import connection, outcomes, removal
from ocr.admin.copies import copy
from ocr.admin.inlines import PeopleInline, SecretInline, TemplateInline
from ocr.forms.domains import DomainForm, KeyChange
from ocr.models import Call, Domain, Reading, Secret


class DomainAdmin(admin.ModelAdmin[Domain]):
    form = DomainForm
    list_display = ("name", "kind", "engine", "is_active", "secret_state", "last_success")
    search_fields = ("name",)
    actions = ("test_connection", "activate", "deactivate", "copy_domains")
    fieldsets = (
        (None, {"fields": ("name", "kind", "engine", "invoke_url", "secret_key")}),
        (_("Reading options"), {"classes": ["collapse"], "fields": ("languages", "tables")}),
        (
            _("Limits"),
            {
                "classes": ["collapse"],
                "fields": ("max_megabytes", "slots", "connect_timeout", "read_timeout"),
            },
        ),
        (_("Advanced"), {"classes": ["collapse"], "fields": ("version", "body", "active")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Domain]:
        keys = Secret.objects.active().filter(domain=OuterRef("pk")).order_by().values("domain")
        good = Call.objects.filter(domain=OuterRef("pk"), code="", completed__isnull=False)
        read = Reading.objects.filter(domain=OuterRef("pk"), engine=Domain.Engine.EMBEDDED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                keys_in_use=Coalesce(
                    Subquery(keys.annotate(number=Count("pk")).values("number")), 0
                ),
                success=Case(
                    When(
                        engine=Domain.Engine.CLOVA,
                        then=Subquery(good.order_by("-sent").values("completed")[:1]),
                    ),
                    default=Subquery(read.order_by("-pk").values("created")[:1]),
                ),
            )
        )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """No filter on the Invoke URL: it would tell the masked hash letter by letter."""
        if lookup.startswith("invoke_url"):
            return False
        return super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("state"), ordering="active")
    def is_active(self, domain: Domain) -> Any:
        return _("on") if domain.active else _("switched off")

    @admin.display(description="Secret Key")
    def secret_state(self, domain: Domain) -> Any:
        if domain.is_embedded:
            return _("not needed")
        number: int = domain.keys_in_use  # type: ignore[attr-defined]
        if not number:
            return _("missing")
        return ngettext("%(number)s in use", "%(number)s in use", number) % {"number": number}

    @admin.display(description=_("last success"), ordering="success")
    def last_success(self, domain: Domain) -> str:
        when = domain.success  # type: ignore[attr-defined]
        return outcomes.moment(when)

    def get_inlines(self, request: HttpRequest, obj: Domain | None) -> list[Any]:
        if obj is None:
            return [PeopleInline]
        keys = [SecretInline] if obj.secrets.exists() else []
        templates = [TemplateInline] if obj.is_template else []
        return [*keys, *templates, PeopleInline]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("test/", wrap(self.test_view), name="ocr_domain_test"),
            path("checks/", wrap(self.checks_view), name="ocr_domain_checks"),
            *super().get_urls(),
        ]

    def test_view(self, request: HttpRequest) -> HttpResponse:
        return connection.ask(request, self)

    def checks_view(self, request: HttpRequest) -> HttpResponse:
        return connection.show(request, self)

    @method_decorator(sensitive_post_parameters("secret_key", "invoke_url"))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # Errors of the rows below the form bring the page back as well, without the typed key.
        form = context["adminform"].form
        if context.get("errors") and form.is_bound:
            form.ask_again()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Domain, form: DomainForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_of_keys(request, obj, form.keep_key(connection.signed_in(request)))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        domains = list(objs)
        numbers = {self.opts.verbose_name_plural: len(domains)}
        return removal.goes(domains), numbers, self._missing_permission(request), []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        domain = Domain.objects.filter(pk=object_id) if object_id.isdecimal() else []
        context = {"stays": removal.stays(list(domain)), **(extra_context or {})}
        return super().delete_view(request, object_id, context)

    def _missing_permission(self, request: HttpRequest) -> set[Any]:
        return set() if self.has_delete_permission(request) else {self.opts.verbose_name}

    @admin.action(description=_("Test connection"), permissions=["change"])
    def test_connection(self, request: HttpRequest, queryset: QuerySet[Domain]) -> HttpResponse:
        return connection.to_test(list(queryset))

    @admin.action(description=_("Activate"), permissions=["change"])
    def activate(self, request: HttpRequest, queryset: QuerySet[Domain]) -> None:
        number = Domain.objects.filter(pk__in=queryset.values("pk")).update(active=True)
        said = ngettext("%(number)s domain is active.", "%(number)s domains are active.", number)
        self.message_user(request, said % {"number": number}, messages.SUCCESS)

    @admin.action(description=_("Deactivate"), permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[Domain]) -> None:
        number = Domain.objects.filter(pk__in=queryset.values("pk")).update(active=False)
        said = ngettext(
            "%(number)s domain is switched off.", "%(number)s domains are switched off.", number
        )
        self.message_user(request, said % {"number": number}, messages.SUCCESS)

    @admin.action(description=_("Copy without Secret Keys"), permissions=["add"])
    def copy_domains(self, request: HttpRequest, queryset: QuerySet[Domain]) -> None:
        for domain in queryset:
            made = copy(domain)
            self.log_addition(request, made, [{"added": {}}])
            said = (
                _("Domain copied as “%(name)s”.")
                if made.is_embedded
                else _("Domain copied as “%(name)s”. Enter its Secret Key, then activate it.")
            )
            self.message_user(request, said % {"name": made.name}, messages.SUCCESS)


def tell_of_keys(request: HttpRequest, domain: Domain, change: KeyChange) -> None:
    """Say what saving did to the Secret Keys, and when none is left."""
    if change.retired:
        said = ngettext(
            "The Invoke URL changed, so %(number)s Secret Key was taken out of use.",
            "The Invoke URL changed, so %(number)s Secret Keys were taken out of use.",
            change.retired,
        )
        messages.warning(request, said % {"number": change.retired})
    if change.entered:
        messages.success(request, _("The new Secret Key is in use."))
    elif not domain.is_embedded and not domain.active_secrets().exists():
        messages.warning(request, _("Enter the Secret Key; nothing can be read without it."))
