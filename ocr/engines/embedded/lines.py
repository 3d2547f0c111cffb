"""Reads flat strips with both recognisers and gives the words of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ocr.engines.embedded import fusion
from ocr.engines.embedded.cleaning import levelled, painted_out, rules
from ocr.engines.embedded.crops import HEIGHT, Strip
from ocr.engines.embedded.hangul import HangulReader, HangulWord
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.recognizer import Glyph, Recognizer
from ocr.engines.embedded.script import is_latin

AROUND = 6
PAPER_LEVEL = 200
FEW_SYLLABLES = 2.2 * HEIGHT


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its text, how sure (0 to 1), and the strip's columns it covers."""

    text: str
    confidence: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Languages:
    """Which writings may stand on the page; CLOVA's codes, empty means find out."""

    codes: tuple[str, ...] = ()

    @property
    def korean(self) -> bool:
        return not self.codes or "ko" in self.codes

    @property
    def east_asian(self) -> bool:
        return not self.codes or any(code[:2] in ("ja", "zh") for code in self.codes)


@dataclass(slots=True)
class _Line:
    """One strip on its way through both recognisers."""

    strip: Strip
    glyphs: list[Glyph]
    cleaned: Pixels = field(init=False)
    grey: Pixels = field(init=False)
    hangul: list[HangulWord] = field(default_factory=list)

    def __post_init__(self) -> None:
        grey = levelled(self.strip.pixels)
        mask = rules(grey)
        self.grey = painted_out(grey, mask, 255)
        paper = np.median(self.strip.pixels[grey > PAPER_LEVEL], axis=0) if mask is not None else 0
        self.cleaned = painted_out(self.strip.pixels, mask, paper)


class LineReader:
    """Both recognisers; not to be used by two threads at once."""

    def __init__(self, recognizer: Recognizer, hangul: HangulReader) -> None:
        self._recognizer = recognizer
        self._hangul = hangul

    def read(self, strips: Sequence[Strip], languages: Languages) -> list[list[Word]]:
        """The words of each strip from left to right; none where nothing was read."""
        glyphs = self._recognizer.read([strip.pixels for strip in strips])
        lines = [_Line(*pair) for pair in zip(strips, glyphs, strict=True)]
        if languages.korean:
            for line in lines:
                self._read_hangul(line, languages)
            self._look_again(lines)
        return [_words(line) for line in lines]

    def _read_hangul(self, line: _Line, languages: Languages) -> None:
        east_asian = languages.east_asian
        if fusion.is_settled(line.grey, line.glyphs, east_asian=east_asian):
            return
        words = self._hangul.line(line.grey)
        if not words or (line.strip.width < FEW_SYLLABLES and _confidence(words) < 0.6):
            alone = self._hangul.word(line.grey)
            words = max(words, alone, key=_confidence)
        if fusion.prefers_hangul(line.grey, line.glyphs, words, east_asian=east_asian):
            line.hangul = words

    def _look_again(self, lines: Sequence[_Line]) -> None:
        """What is not Hangul in Tesseract's words is read once more by PP-OCRv6, word by word."""
        spots = [
            (
                line,
                word,
                max(0, int(word.left) - AROUND),
                min(line.strip.width, int(word.right) + AROUND),
            )
            for line in lines
            for word in line.hangul
            if fusion.wants_second_look(word)
        ]
        spots = [spot for spot in spots if spot[3] - spot[2] > AROUND]
        crops = [line.cleaned[:, left:right] for line, _, left, right in spots]
        for (line, word, left, right), glyphs in zip(
            spots, self._recognizer.read(crops), strict=True
        ):
            moved = [glyph._replace(x=glyph.x + left) for glyph in glyphs]
            fusion.settle(word, line.grey, moved, left, right)


def _confidence(words: Sequence[HangulWord]) -> float:
    return float(np.mean([word.confidence for word in words])) if words else 0.0


def _words(line: _Line) -> list[Word]:
    if line.hangul:
        return [
            Word(word.text, word.confidence, word.left, word.right)
            for word in line.hangul
            if word.text
        ]
    return [_word(glyphs) for glyphs in _between_blanks(line.glyphs)]


def _between_blanks(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.char.strip():
            groups[-1].append(glyph)
        else:
            groups.append([])
    return [group for group in groups if group]


def _word(glyphs: Sequence[Glyph]) -> Word:
    text = "".join(glyph.char for glyph in glyphs)
    left = glyphs[0].x - _half_width(glyphs[0])
    right = glyphs[-1].x + _half_width(glyphs[-1])
    return Word(text, fusion.mean_confidence(glyphs), left, right)


def _half_width(glyph: Glyph) -> float:
    return (0.25 if is_latin(glyph.char) else 0.42) * HEIGHT
