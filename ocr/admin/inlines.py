"""Rows that stand inside the page of a domain, a person or a group."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ocr.admin import outcomes
from ocr.forms.domains import SecretForm
from ocr.models import Membership, Secret, Template


class PlainRows(admin.TabularInline[Any, Any]):
    """Rows whose choices are plain lists, without buttons that open windows."""

    extra = 0

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(*args, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class PeopleInline(PlainRows):
    """Who may use this domain."""

    model = Membership
    fields = ("user", "group", "role")
    verbose_name_plural = _("Who may use this domain")


class DomainsOfUserInline(PlainRows):
    """Which domains this person may use."""

    model = Membership
    fk_name = "user"
    fields = ("domain", "role")
    verbose_name_plural = _("Domains")


class DomainsOfGroupInline(PlainRows):
    """Which domains the people of this group may use."""

    model = Membership
    fk_name = "group"
    fields = ("domain", "role")
    verbose_name_plural = _("Domains")


class TemplateInline(PlainRows):
    """CLOVA's templates of a Template domain."""

    model = Template
    fields = ("clova_id", "name")
    extra = 1
    verbose_name_plural = _("Templates in NAVER's console")


class SecretInline(PlainRows):
    """The Secret Keys of a domain: what may be shown of them, and whether they are in use."""

    model = Secret
    form = SecretForm
    fields = ("last_four", "fingerprint", "state", "made_by", "entered", "used", "outcome")
    readonly_fields = (
        "last_four", "fingerprint", "made_by", "entered", "used", "outcome",
    )  # fmt: skip
    verbose_name_plural = "Secret Keys"

    @admin.display(description=_("created"))
    def entered(self, secret: Secret) -> str:
        return outcomes.moment(secret.created)

    @admin.display(description=_("last used"))
    def used(self, secret: Secret) -> str:
        return outcomes.moment(secret.last_used)

    @admin.display(description=_("last outcome"))
    def outcome(self, secret: Secret) -> str:
        return outcomes.in_words(secret.last_outcome) if secret.last_outcome else "–"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
