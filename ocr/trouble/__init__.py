"""What every trouble code means and what to do about it, in sentences for people.

What happened ("Page 3 could not be read.") is said by the page that shows it. The codes
come from `clova.errors`, `clova.answer`, `clova.invoke_url`, `intake.errors`, the engines
and the jobs; this room only knows their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocr.trouble import address, answers, clova, files, site, transport
from ocr.trouble.model import Trouble
from ocr.trouble.numbers import Numbers

__all__ = ["TROUBLES", "Explained", "Trouble", "explain"]

TROUBLES: dict[str, Trouble] = {
    **clova.TROUBLES,
    **transport.TROUBLES,
    **answers.TROUBLES,
    **address.TROUBLES,
    **files.TROUBLES,
    **site.TROUBLES,
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A trouble in the reader's language. `action` is one of `model.ACTIONS`.

    `advice` is for whoever uploaded, `remedy` for an administrator.
    """

    code: str
    meaning: str
    advice: str
    remedy: str
    action: str
    retry_helps: bool


def explain(code: str, params: Mapping[str, Any] | None = None) -> Explained:
    """Return the sentences for `code`, with the numbers of `params` in them.

    Never raises: an unknown code gets a general sentence, an absent number a dash.
    `max` and `size` of file_too_large are bytes; they are shown as MB.
    """
    trouble = TROUBLES.get(code, site.UNKNOWN)
    numbers = Numbers(params or {}, in_bytes=code in files.IN_BYTES)
    return Explained(
        code=code,
        meaning=str(trouble.meaning) % numbers,
        advice=str(trouble.advice) % numbers,
        remedy=str(trouble.remedy or trouble.advice) % numbers,
        action=trouble.action,
        retry_helps=trouble.retry_helps,
    )
