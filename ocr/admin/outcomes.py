"""How calls, keys and connection tests ended, in a few words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ocr.models import Call, ConnectionCheck
from ocr.trouble import explain

GOOD = ("", "ok")


def moment(when: datetime.datetime | None) -> str:
    """A time as lists show it, `2026-11-20 14:05`."""
    return f"{localtime(when):%Y-%m-%d %H:%M}" if when else "–"


def in_words(code: str) -> str:
    """What a stored outcome means; `code` is a key of `ocr.trouble`, "ok" or empty."""
    return _("Worked") if code in GOOD else explain(code).meaning


def of_call(call: Call) -> str:
    """How a call ended; one that was never completed may have been paid."""
    if call.completed is None:
        return _("Perhaps paid: no answer is on record.")
    if call.code in Call.UNKNOWN_ENDINGS:
        return _("Perhaps paid: %(meaning)s") % {"meaning": in_words(call.code)}
    return in_words(call.code)


@dataclass(frozen=True)
class TestResult:
    """One connection test for the page of outcomes."""

    __test__ = False

    check: ConnectionCheck
    title: str
    meaning: str = ""
    remedy: str = ""

    @property
    def state(self) -> str:
        """`waiting`, `good` or `bad`."""
        if self.check.status != ConnectionCheck.Status.DONE:
            return "waiting"
        return "good" if self.check.code in GOOD else "bad"


def of_check(check: ConnectionCheck) -> TestResult:
    """What a connection test found and what to do about it."""
    if check.status != ConnectionCheck.Status.DONE:
        return TestResult(check, _("Testing the connection"))
    if check.code in GOOD:
        return TestResult(check, _("Connected"), _after(check))
    explained = explain(check.code)
    return TestResult(check, _("Not connected"), explained.meaning, explained.remedy)


def _after(check: ConnectionCheck) -> str:
    seconds: dict[str, Any] = {"seconds": f"{check.ms / 1000:.1f}"}
    if check.domain.is_embedded:
        return _("The embedded engine answered after %(seconds)s seconds.") % seconds
    return _("CLOVA answered after %(seconds)s seconds.") % seconds
