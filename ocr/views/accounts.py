"""Sign in and out, the account page, language and appearance, a new password."""

from __future__ import annotations

import datetime
import math
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ocr.forms.accounts import PasswordForm, PreferencesForm, SignInForm
from ocr.views.person import person, wants_json
from ocr.views.way_back import way_back


class _SignIn(LoginView):
    """Django's sign-in; a script that signs in from a dialog gets JSON."""

    template_name = "ocr/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return JsonResponse({}) if wants_json(self.request) else response

    def form_invalid(self, form: Any) -> HttpResponse:
        if not wants_json(self.request):
            return super().form_invalid(form)
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return JsonResponse({"sentence": sentences[0]}, status=400)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    return _SignIn.as_view()(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    return LogoutView.as_view()(request)


def locked_out(request: HttpRequest, credentials: dict[str, Any]) -> HttpResponse:
    """The answer after too many wrong passwords: how long to wait."""
    minutes = _minutes_left(credentials.get("username", ""))
    sentence = ngettext(
        "Too many attempts. Try again in %(count)s minute.",
        "Too many attempts. Try again in %(count)s minutes.",
        minutes,
    ) % {"count": minutes}
    if wants_json(request):
        return JsonResponse({"sentence": sentence}, status=429)
    return render(request, "ocr/locked_out.html", {"sentence": sentence}, status=429)


def _minutes_left(username: str) -> int:
    cool_off = get_cool_off()
    latest = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    if latest is None or cool_off is None:
        return 1
    left: datetime.timedelta = latest.attempt_time + cool_off - timezone.now()
    return max(1, math.ceil(left.total_seconds() / 60))


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "ocr/account.html")


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and appearance, from the menu or the account page; also before signing in."""
    form = PreferencesForm(request.POST)
    response = redirect(way_back(request, "home"))
    if not form.is_valid():
        return response
    if request.user.is_authenticated:
        form.save(person(request))
    if form.cookie:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cookie, max_age=365 * 24 * 3600, samesite="Lax"
        )
    return response


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(person(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, gettext("The password was changed."))
        return redirect("account")
    return render(request, "ocr/password.html", {"form": form})
