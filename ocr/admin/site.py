"""The admin of administrators: our sign-in page before it, our words and looks on it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

_SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Domains"), ("Domain", "ConnectionCheck")),
    (_("People"), ("User", "Group", "AccessAttempt")),
    (_("Records"), ("Call", "AccessLog", "AccessFailureLog")),
)


class OcrsiteAdmin(AdminSite):
    """Django's admin for people with `is_staff`; it does not exist for other people."""

    site_title = "ocrsite"
    site_header = _("Admin")
    index_title = _("Admin")
    site_url = reverse_lazy("home")  # type: ignore[assignment]
    empty_value_display = "–"
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The models by what they are about, not by the app that brings them."""
        apps = super().get_app_list(request, app_label)
        found = {row["object_name"]: row for app in apps for row in app["models"]}
        sections = []
        for title, names in _SECTIONS:
            rows = [found[name] for name in names if name in found]
            if rows:
                sections.append({"name": title, "app_label": "ocr", "models": rows})
        return sections

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Answer 404 to somebody who is signed in but no administrator."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return guarded

    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Send people to the site's own sign-in page, and back afterwards."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, settings.LOGIN_URL)

    def password_change(  # type: ignore[override]
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The site has one page for this."""
        return redirect("password")
