"""Weighs the two recognisers' readings of one strip against each other.

PP-OCRv6 says nothing where Hangul stands, so ink that no glyph of its reading explains
is Hangul; Tesseract's Korean has no Latin letters, so all else is PP-OCRv6's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.hangul import HangulWord, Symbol
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.recognizer import Glyph
from ocr.engines.embedded.script import all_latin, has_hangul, is_latin

INK_LEVEL = 140
NEAR = 0.36 * HEIGHT
WIDE_GLYPH = 0.12 * HEIGHT
UNREAD_SYLLABLE = 0.3 * HEIGHT
EXPLAINED = 0.10
SURE_LINE = 0.88
SURE_GLYPH = 0.75
SURE_WORD = 0.9
SURE_SYLLABLE = 0.95


def unexplained(grey: Pixels, glyphs: Sequence[Glyph], left: int = 0, right: int = 0) -> float:
    """The share of the ink's columns that lie near no glyph, 0 to 1.

    1 when one unread stretch is as wide as most of a syllable (the 원 of 63,800원).
    `grey` is dark on light; only columns from `left` to `right` count (0: to the end).
    """
    right = right or grey.shape[1]
    ink = (grey[:, left:right] < INK_LEVEL).any(axis=0)
    if not ink.any():
        return 0.0
    columns = np.arange(left, right)
    distance = np.full(columns.shape, np.inf)
    for glyph in glyphs:
        if glyph.char.strip() and glyph.confidence > 0.3:
            reach = 0 if is_latin(glyph.char) else WIDE_GLYPH
            distance = np.minimum(distance, np.abs(columns - glyph.x) - reach)
    far = ink & (distance > NEAR)
    if max((sum(1 for _ in run) for is_far, run in groupby(far) if is_far), default=0) >= (
        UNREAD_SYLLABLE
    ):
        return 1.0
    return float(far.sum() / ink.sum())


def mean_confidence(glyphs: Sequence[Glyph]) -> float:
    """The mean over the glyphs that are no blanks; 0 without any."""
    sure = [glyph.confidence for glyph in glyphs if glyph.char.strip()]
    return float(np.mean(sure)) if sure else 0.0


def text_of(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs).strip()


def is_settled(grey: Pixels, glyphs: Sequence[Glyph], *, east_asian: bool) -> bool:
    """Whether PP-OCRv6 alone has read the strip, so that there is no Hangul on it."""
    if mean_confidence(glyphs) < SURE_LINE or unexplained(grey, glyphs) > EXPLAINED:
        return False
    if not all_latin(text_of(glyphs)):
        return east_asian
    return min(glyph.confidence for glyph in glyphs if glyph.char.strip()) >= 0.5


def prefers_hangul(
    grey: Pixels, glyphs: Sequence[Glyph], words: Sequence[HangulWord], *, east_asian: bool
) -> bool:
    """Whether Tesseract's reading of an unsettled strip is to be taken."""
    if not words:
        return False
    sure = mean_confidence(glyphs)
    if sure and not any(has_hangul(word.text) for word in words):
        return False
    is_rival = sure >= 0.6 and not all_latin(text_of(glyphs)) and east_asian
    if not is_rival or unexplained(grey, glyphs) > EXPLAINED:
        return True
    return float(np.mean([word.confidence for word in words])) >= 0.85


def wants_second_look(word: HangulWord) -> bool:
    """Whether a word of Tesseract's is unsure or holds more than syllables and points."""
    return word.confidence < 0.7 or any(
        symbol.text not in ".," and not has_hangul(symbol.text) for symbol in word.symbols
    )


def settle(word: HangulWord, grey: Pixels, glyphs: Sequence[Glyph], left: int, right: int) -> None:
    """Put PP-OCRv6's reading of a word's columns into the word, where it knows better."""
    text, sure = text_of(glyphs), mean_confidence(glyphs)
    is_whole = sure >= SURE_WORD and all_latin(text)
    if (
        is_whole
        and (len(text) > 1 or not has_hangul(word.text))
        and unexplained(grey, glyphs, left, right) <= EXPLAINED
    ):
        word.text, word.confidence = text, sure
    elif glyphs:
        word.text = _merged(word.symbols, glyphs)


def _merged(symbols: Sequence[Symbol], glyphs: Sequence[Glyph]) -> str:
    """Hangul from Tesseract, all else from PP-OCRv6, laid side by side by column."""
    latin = [
        g for g in glyphs if g.char.strip() and is_latin(g.char) and g.confidence >= SURE_GLYPH
    ]
    runs = [list(run) for _, run in groupby(symbols, lambda symbol: _is_syllable(symbol, latin))]
    kept = [_is_syllable(run[0], latin) for run in runs]
    instead = ["" for _ in runs]
    for glyph in latin:
        gaps = [
            (max(run[0].left - glyph.x, glyph.x - run[-1].right, 0), index)
            for index, run in enumerate(runs)
            if not kept[index]
        ]
        gap, index = min(gaps, default=(HEIGHT, 0))
        if gap < 0.4 * HEIGHT:
            instead[index] += glyph.char
    return "".join(
        other or "".join(symbol.text for symbol in run)
        for run, other in zip(runs, instead, strict=True)
    )


def _is_syllable(symbol: Symbol, latin: Sequence[Glyph]) -> bool:
    """Hangul, unless it is unsure and sure Latin letters or digits stand in its place."""
    if not has_hangul(symbol.text):
        return False
    if symbol.confidence >= SURE_SYLLABLE:
        return True
    slack = 0.04 * HEIGHT
    inside = [
        glyph.confidence
        for glyph in latin
        if symbol.left - slack <= glyph.x <= symbol.right + slack and glyph.char.isalnum()
    ]
    return not inside or min(inside) < 0.85
