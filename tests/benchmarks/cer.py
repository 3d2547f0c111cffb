"""Error rates: characters wrong against the truth, and order-free recall and precision."""

from __future__ import annotations

import unicodedata
from collections import Counter

WITHOUT_BLANKS = ("ja", "zh", "zht")


def normal(text: str, lang: str) -> str:
    """NFC, whitespace collapsed to one blank, removed in Japanese and Chinese."""
    blank = "" if lang in WITHOUT_BLANKS else " "
    return blank.join(unicodedata.normalize("NFC", text).split())


def errors(truth: str, got: str) -> int:
    """The least number of characters to insert, delete or replace (Levenshtein)."""
    row = list(range(len(truth) + 1))
    for count, char in enumerate(got, start=1):
        diagonal, row[0] = row[0], count
        for place, wanted in enumerate(truth, start=1):
            best = min(row[place] + 1, row[place - 1] + 1, diagonal + (char != wanted))
            diagonal, row[place] = row[place], best
    return row[-1]


def recall_and_precision(truth: str, got: str) -> tuple[float, float]:
    """Shares of the truth's and of the reading's characters that are in both, whatever the order.

    NFKC, whitespace out (the measure of NAVER's own answers to pages without an order).
    """
    wanted, found = _bag(truth), _bag(got)
    both = sum((wanted & found).values())
    return both / max(1, sum(wanted.values())), both / max(1, sum(found.values()))


def _bag(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())
