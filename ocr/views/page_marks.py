"""How sure an engine was, as a mark and a number that a person sees beside a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocr.engines.thresholds import CHECK_BELOW, DOUBTFUL_BELOW

SURE, CHECK, DOUBTFUL = "", "to-check", "doubtful"
LEVELS = (SURE, CHECK, DOUBTFUL)

_STRICTEST = max(CHECK_BELOW, key=lambda engine: CHECK_BELOW[engine])
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks confidences (0 to 1) by the thresholds of one engine."""

    engine: str

    def mark(self, confidence: float) -> str:
        """Return one of `LEVELS`."""
        engine = self.engine if self.engine in CHECK_BELOW else _STRICTEST
        if confidence < DOUBTFUL_BELOW[engine]:
            return DOUBTFUL
        return CHECK if confidence < CHECK_BELOW[engine] else SURE


def percent(confidence: float) -> int:
    """Return a confidence as a whole number of percent; only a full 1.0 is 100."""
    bounded = min(max(confidence, 0.0), 1.0)
    return min(round(bounded * 100), 99) if bounded < 1 else 100


def language(text: str, page_text: str) -> str:
    """Return the `lang` of recognised text by its script, "" when it names none.

    Han without kana is Japanese on a page that has kana elsewhere, Korean where
    Hangul stands beside it, else Chinese.
    """
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if not _HAN.search(text):
        return "en" if re.search("[A-Za-z]", text) else ""
    if _KANA.search(page_text):
        return "ja"
    return "ko" if _HANGUL.search(page_text) else "zh-Hant"
