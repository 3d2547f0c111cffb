"""The admin of people and groups."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as django_admin
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ocr.admin.inlines import DomainsOfGroupInline, DomainsOfUserInline
from ocr.models import User


class UserAdmin(django_admin.UserAdmin[User]):
    list_display = ("username", "full_name", "email", "is_staff", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    show_facets = admin.ShowFacets.NEVER
    inlines = (DomainsOfUserInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email", "language", "theme")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (
            _("Advanced"),
            {"classes": ["collapse"], "fields": ("user_permissions", "last_login", "date_joined")},
        ),
    )
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")

    def formfield_for_manytomany(self, db_field: Any, *args: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, *args, **kwargs)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else ()


class GroupAdmin(django_admin.GroupAdmin):
    inlines = (DomainsOfGroupInline,)
    fieldsets = (
        (None, {"fields": ("name",)}),
        (_("Advanced"), {"classes": ["collapse"], "fields": ("permissions",)}),
    )
