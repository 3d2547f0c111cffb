"""The form of a trouble, and advice that several of them share."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise

ACTIONS = ("", "retry", "password", "turn", "general", "admin", "upload")

ASK_ADMINISTRATOR = _("Ask an administrator to check the domain.")
ASK_ABOUT_SERVER = _("Ask the administrator who looks after the server.")
RETRY = _("Try again in a moment.")
RETRY_OR_ASK = _("Try again in a moment. If it stays like this, ask an administrator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One trouble. `meaning` says what it means, `advice` what staff can do.

    `remedy` is what only an administrator can do, empty where `advice` is for all.
    `retry_helps`: the same try may succeed later. `action`: the one button to show.
    """

    meaning: Sentence
    advice: Sentence
    remedy: Sentence = ""
    retry_helps: bool = False
    action: str = ""


def for_administrator(meaning: Sentence, remedy: Sentence) -> Trouble:
    """A trouble that lies in the domain's settings or in NAVER's console."""
    return Trouble(meaning=meaning, advice=ASK_ADMINISTRATOR, remedy=remedy, action="admin")


def passing(meaning: Sentence, remedy: Sentence = "") -> Trouble:
    """A trouble that may be over at the next try."""
    return Trouble(
        meaning=meaning, advice=RETRY_OR_ASK, remedy=remedy, retry_helps=True, action="retry"
    )
