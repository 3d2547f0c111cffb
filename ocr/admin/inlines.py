"""Rows that stand inside the page of a domain, a person or a group."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ocr.admin import outcomes
from ocr.forms.domains import SecretForm
from ocr.models import Membership, Secret, Template


class PeopleInline(admin.TabularInline[Any, Any]):
    """Who may use this domain."""

    model = Membership
    fields = ("user", "group", "role")
    extra = 0
    verbose_name_plural = _("Who may use this domain")


class DomainsOfUserInline(admin.TabularInline[Any, Any]):
    """Which domains this person may use."""

    model = Membership
    fk_name = "user"
    fields = ("domain", "role")
    extra = 0
    verbose_name_plural = _("Domains")


class DomainsOfGroupInline(admin.TabularInline[Any, Any]):
    """Which domains the people of this group may use."""

    model = Membership
    fk_name = "group"
    fields = ("domain", "role")
    extra = 0
    verbose_name_plural = _("Domains")


class TemplateInline(admin.TabularInline[Any, Any]):
    """CLOVA's templates of a Template domain."""

    model = Template
    fields = ("clova_id", "name")
    extra = 1
    verbose_name_plural = _("Templates in NAVER's console")


class SecretInline(admin.TabularInline[Any, Any]):
    """The Secret Keys of a domain: what may be shown of them, and whether they are in use."""

    model = Secret
    form = SecretForm
    fields = ("last_four", "fingerprint", "state", "made_by", "created", "last_used", "outcome")
    readonly_fields = (
        "last_four", "fingerprint", "made_by", "created", "last_used", "outcome",
    )  # fmt: skip
    template = "admin/ocr/domain/secrets.html"
    extra = 0
    can_delete = False
    verbose_name_plural = "Secret Keys"

    @admin.display(description=_("last outcome"))
    def outcome(self, secret: Secret) -> str:
        return outcomes.in_words(secret.last_outcome) if secret.last_outcome else "–"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
