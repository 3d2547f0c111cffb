"""What the first start makes, and what each start says: at most 15 calm lines."""

from __future__ import annotations

import errno
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ocr.models import Domain, User

ADMIN = "admin"


@dataclass(frozen=True)
class Made:
    """What the first run made. The password is printed once and kept nowhere in clear."""

    administrator: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Made({self.administrator!r})"


def set_up() -> Made:
    """Make the administrator and the domain "Embedded" unless somebody is there already."""
    with transaction.atomic():
        if User.objects.exists():
            return Made()
        password = settings.ADMIN_PASSWORD or secrets.token_urlsafe(9)
        User.objects.create_superuser(ADMIN, password=password)
        if not Domain.objects.exists():
            Domain.objects.create(
                name="Embedded", kind=Domain.Kind.GENERAL, engine=Domain.Engine.EMBEDDED,
                languages=[],
            )  # fmt: skip
    return Made(ADMIN, password)


def address() -> str:
    """Where a browser on this machine finds the site."""
    host = "127.0.0.1" if settings.BIND in ("0.0.0.0", "::") else settings.BIND  # noqa: S104
    return f"http://{host}:{settings.PORT}/"


def no_address(error: Exception) -> str:
    """Why the site cannot be served there, and what to do, in the terminal's language."""
    with override(settings.TERMINAL_LANGUAGE):
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            said = _(
                "Port %(port)s is used by another program. Start with another one, for example: "
                "PORT=%(other)s make run"
            )
            return said % {"port": settings.PORT, "other": (settings.PORT + 10) % 65536}
        said = _("The site cannot be served at %(address)s (%(reason)s). Check %(names)s.")
        return said % {"address": address(), "reason": error, "names": "OCRSITE_BIND, PORT"}


def greeting(made: Made) -> list[str]:
    """The lines printed once the site answers, in the terminal's language."""
    with override(settings.TERMINAL_LANGUAGE):
        if made.administrator:
            return ["", *_account(made), _("Ctrl-C ends the site."), ""]
        return [
            "",
            _line(_("Address"), address()),
            _password_hint(),
            _("Ctrl-C ends the site."),
            "",
        ]


def goodbye() -> str:
    """The last line, in the terminal's language."""
    with override(settings.TERMINAL_LANGUAGE):
        return _("ocrsite has ended.")


def _account(made: Made) -> list[str]:
    shown = _("(from OCRSITE_ADMIN_PASSWORD)") if settings.ADMIN_PASSWORD else made.password
    return [
        _line(_("Address"), address()),
        _line(_("User name"), made.administrator),
        _line(_("Password"), shown),
    ]


def _password_hint() -> str:
    command = ".venv/bin/python manage.py changepassword admin"
    return _("A new password: %(command)s") % {"command": command}


def _line(label: str, value: str) -> str:
    return f"{label}: {value}"
