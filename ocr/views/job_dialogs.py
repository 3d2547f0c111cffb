"""The job page with its dialogs: read again, rename, password; one of them may be open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocr.forms.jobs import PasswordForm, ReadAgainForm, RenameForm
from ocr.models import Domain
from ocr.views.job_page import JobPage
from ocr.views.person import person

READ_AGAIN, RENAME, DELETE, RUNS = "read-again", "rename", "delete", "runs"


def render_page(
    request: HttpRequest, shown: JobPage, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Render the page; `forms` replaces the fresh ones, `ask` names the open dialog."""
    context = {
        "shown": shown,
        "job": shown.job,
        "ask": request.GET.get("ask", ""),
        "read_again_form": ReadAgainForm(person(request), shown.job, initial=_first(request)),
        "rename_form": RenameForm(initial={"name": shown.job.name}),
        "password_form": PasswordForm(),
    }
    context |= menu_context(request, shown)
    return render(request, "ocr/job.html", context | forms, status=status)


def menu_context(request: HttpRequest, shown: JobPage) -> dict[str, Any]:
    """What the bar's menu and the panel's buttons need to know besides the job."""
    usable = Domain.objects.usable_by(person(request))
    others = list(usable.filter(kind=Domain.Kind.GENERAL)[:1])
    return {
        "can_read_again": _can_read_again(shown),
        "general_domain": others[0] if others else None,
    }


def _can_read_again(shown: JobPage) -> bool:
    return not shown.job.is_in_progress and any(page.image for page in shown.pages)


def _first(request: HttpRequest) -> dict[str, str]:
    """What a link asks the dialog to start with: `?domain=` and `?turn=`."""
    asked = {name: request.GET.get(name, "") for name in ("domain", "turn")}
    return {name: value for name, value in asked.items() if value.isdecimal()}
