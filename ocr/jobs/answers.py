"""From a stored answer back to what it says. What is shown is always derived from it."""

from __future__ import annotations

from ocr.clova import answer
from ocr.models import Reading
from ocr.results import Recognition


def body(reading: Reading) -> bytes:
    """The answer's bytes as they came."""
    return reading.answer.body


def recognition(reading: Reading) -> Recognition:
    """What the answer says; raises `ocr.clova.errors.AnswerError` if it says nothing."""
    return answer.read(body(reading))
