"""The help page: keys, file kinds, what domains are, what the embedded engine cannot do."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_required
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    limits = {"max_files": settings.MAX_FILES, "max_pages": settings.MAX_PAGES}
    return render(request, "ocr/help.html", limits)
