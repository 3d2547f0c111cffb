"""Weighs the two recognisers' readings of one strip against each other.

PP-OCRv6 says nothing where Hangul stands, so ink that no glyph of its reading explains
is Hangul; Tesseract's Korean has no Latin letters, so all else is PP-OCRv6's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ocr.engines.embedded.blanks import INK_LEVEL, Blanks
from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.hangul import HangulWord
from ocr.engines.embedded.merging import (
    SURE_LETTER,
    is_unlike_hangul,
    kept_syllables,
    merged,
    sure_letters,
)
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.recognizer import Glyph
from ocr.engines.embedded.script import all_latin, has_hangul, is_latin

NEAR = 0.36 * HEIGHT
WIDE_GLYPH = 0.12 * HEIGHT
UNREAD_SYLLABLE = 0.3 * HEIGHT
EXPLAINED = 0.10
SURE_LINE = 0.88
SURE_WORD = 0.9
SURE_HANGUL = 0.85
FEW_LETTERS = 2
MOSTLY = 0.5
SURE_HAN = 0.97
PIECED = 0.5
PIECED_AT_MOST = 0.8


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


def shown_confidence(glyphs: Sequence[Glyph]) -> float:
    """What is said of a word: halfway between the mean and the least sure of its glyphs.

    One wrong digit makes a number wrong, which the mean of ten hardly shows.
    """
    least = min((glyph.confidence for glyph in glyphs if glyph.char.strip()), default=0.0)
    return (mean_confidence(glyphs) + least) / 2


def text_of(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs).strip()


def is_settled(grey: Pixels, glyphs: Sequence[Glyph], *, east_asian: bool) -> bool:
    """Whether PP-OCRv6 alone has read the strip, so that there is no Hangul on it."""
    if mean_confidence(glyphs) < SURE_LINE or unexplained(grey, glyphs) > EXPLAINED:
        return False
    if not all_latin(text_of(glyphs)):
        return east_asian
    return min(glyph.confidence for glyph in glyphs if glyph.char.strip()) >= 0.5


def is_plain_korean(grey: Pixels, glyphs: Sequence[Glyph]) -> bool:
    """Whether PP-OCRv6 is at a loss for most of what stands there."""
    sure = [glyph for glyph in glyphs if glyph.char.isalnum() and glyph.confidence >= SURE_HANGUL]
    return len(sure) <= FEW_LETTERS and unexplained(grey, glyphs) > MOSTLY


def is_hangul(glyphs: Sequence[Glyph], words: Sequence[HangulWord]) -> bool:
    """Whether Tesseract's reading of an unsettled strip has to do with Korean at all."""
    if not words:
        return False
    return any(has_hangul(word.text) for word in words) or not mean_confidence(glyphs)


def is_disputed(
    grey: Pixels, glyphs: Sequence[Glyph], words: Sequence[HangulWord], *, east_asian: bool
) -> bool:
    """Whether PP-OCRv6 reads Han or kana there, unsure, and Tesseract is unsure as well."""
    sure = mean_confidence(glyphs)
    if sure < 0.6 or all_latin(text_of(glyphs)) or not east_asian:
        return False
    return unexplained(grey, glyphs) <= EXPLAINED and word_confidence(words) < SURE_HANGUL


def is_odd_han(glyphs: Sequence[Glyph]) -> bool:
    """Whether a settled strip would be out of place on a Korean page: a little Han, not so sure."""
    text = text_of(glyphs)
    return not all_latin(text) and len(text) <= 6 and mean_confidence(glyphs) < SURE_HAN


def word_confidence(words: Sequence[HangulWord]) -> float:
    return float(np.mean([word.confidence for word in words])) if words else 0.0


def wants_second_look(word: HangulWord, glyphs: Sequence[Glyph]) -> bool:
    """Whether a word of Tesseract's may hold more than syllables and points.

    `glyphs` are PP-OCRv6's of the whole strip.
    """
    if word.confidence < 0.7:
        return True
    if any(symbol.text not in ".," and not has_hangul(symbol.text) for symbol in word.symbols):
        return True
    return any(
        glyph.char.isascii() and glyph.char.isalnum() and glyph.confidence >= SURE_LETTER
        for glyph in glyphs
        if word.left < glyph.x < word.right
    )


def settle(
    word: HangulWord, readings: Sequence[Sequence[Glyph]], grey: Pixels, blanks: Blanks
) -> None:
    """Put PP-OCRv6's reading of a word's columns into the word, where it knows better.

    Of several readings of the same columns the first counts, unless another has clearly
    more sure letters.
    """
    glyphs = max(readings, key=lambda reading: evidence(reading) + (reading is readings[0]))
    if not glyphs:
        return
    if _is_latin_word(word, glyphs, grey, blanks):
        word.text, word.confidence = text_of(glyphs), shown_confidence(glyphs)
        return
    word.text, anew = merged(word.symbols, sure_letters(glyphs), blanks)
    if anew is not None:
        # Tesseract is as unsure of a word as of its Latin letters, which it cannot
        # read; still, a word it could make nothing of was pieced together.
        word.confidence = anew if word.confidence >= PIECED else min(anew, PIECED_AT_MOST)


def settle_at_once(word: HangulWord, glyphs: Sequence[Glyph], grey: Pixels, blanks: Blanks) -> bool:
    """Take PP-OCRv6's reading within the line, if it leaves no doubt; whether it did."""
    sure = mean_confidence(glyphs) >= SURE_LETTER
    if not sure or not _is_latin_word(word, glyphs, grey, blanks):
        return False
    word.text, word.confidence = text_of(glyphs), shown_confidence(glyphs)
    return True


def _is_latin_word(word: HangulWord, glyphs: Sequence[Glyph], grey: Pixels, blanks: Blanks) -> bool:
    """Whether nothing but Latin letters, digits and signs stands in a word's columns."""
    text, sure = text_of(glyphs), mean_confidence(glyphs)
    if sure < SURE_WORD or not all_latin(text):
        return False
    if unexplained(grey, glyphs, *blanks.columns(word.left, word.right)) > EXPLAINED:
        return False
    return is_plain_word(text, sure) or not any(kept_syllables(word.symbols, sure_letters(glyphs)))


def is_plain_word(text: str, sure: float) -> bool:
    """Letters that no syllable looks like, read surely."""
    return sure >= SURE_LETTER and len(text) > 1 and any(is_unlike_hangul(char) for char in text)


def evidence(glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.confidence for glyph in sure_letters(glyphs))
