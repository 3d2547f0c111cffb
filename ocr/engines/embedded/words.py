"""Cuts what was read on a strip into words, each with the columns it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.engines.embedded.blanks import Blanks
from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.fusion import mean_confidence, shown_confidence
from ocr.engines.embedded.hangul import HangulWord
from ocr.engines.embedded.recognizer import Glyph
from ocr.engines.embedded.script import is_latin


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its text, how sure (0 to 1), and the strip's columns it covers.

    `legible` is how well its characters can be read on the whole: one bad character in
    a long segment makes it unsure, not illegible.
    """

    text: str
    confidence: float
    left: float
    right: float
    legible: float


def words_of(word: HangulWord) -> list[Word]:
    """The words of what Tesseract took for one; none when nothing of it was read.

    Their columns are shared out by the number of characters.
    """
    step = (word.right - word.left) / max(1, len(word.text))
    pieces, place = [], 0
    for text in word.text.split(" "):
        left = word.left + step * place
        if text:
            pieces.append(
                Word(text, word.confidence, left, left + step * len(text), word.confidence)
            )
        place += len(text) + 1
    return pieces


def words_between(glyphs: Sequence[Glyph], blanks: Blanks) -> list[Word]:
    """The glyphs in words, by the blanks that were read and the gaps between Latin letters."""
    groups: list[list[Glyph]] = [[]]
    blank = False
    for glyph in glyphs:
        if not glyph.char.strip():
            blank = True
            continue
        if groups[-1] and _part(groups[-1][-1], glyph, blanks, blank=blank):
            groups.append([])
        groups[-1].append(glyph)
        blank = False
    return [_word(group) for group in groups if group]


def _part(glyph: Glyph, following: Glyph, blanks: Blanks, *, blank: bool) -> bool:
    if not is_latin(glyph.char) or not is_latin(following.char):
        return blank
    one, other = (glyph.char, glyph.x), (following.char, following.x)
    return not blanks.join(one, other) if blank else blanks.part(one, other)


def _word(glyphs: Sequence[Glyph]) -> Word:
    text = "".join(glyph.char for glyph in glyphs)
    left = glyphs[0].x - _half_width(glyphs[0])
    right = glyphs[-1].x + _half_width(glyphs[-1])
    return Word(text, shown_confidence(glyphs), left, right, mean_confidence(glyphs))


def _half_width(glyph: Glyph) -> float:
    return (0.25 if is_latin(glyph.char) else 0.42) * HEIGHT
