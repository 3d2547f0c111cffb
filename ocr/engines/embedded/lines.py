"""Reads flat strips with both recognisers and gives the words of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ocr.engines.embedded import fusion
from ocr.engines.embedded.blanks import Blanks, blanks_of
from ocr.engines.embedded.cleaning import levelled, painted_out, rules
from ocr.engines.embedded.crops import HEIGHT, Strip
from ocr.engines.embedded.hangul import HangulReader, HangulWord, parted
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.recognizer import Glyph, Recognizer
from ocr.engines.embedded.script import is_latin

PAPER_SHARE = 75
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
    blanks: Blanks = field(init=False)

    def __post_init__(self) -> None:
        grey = levelled(self.strip.pixels)
        mask = rules(grey)
        self.grey = painted_out(grey, mask, 255)
        paper = np.percentile(self.strip.pixels, PAPER_SHARE, axis=(0, 1))
        self.cleaned = painted_out(self.strip.pixels, mask, paper)
        spots = [glyph.x for glyph in self.glyphs if glyph.char.strip()]
        self.blanks = blanks_of(self.grey, spots)


class LineReader:
    """Both recognisers; not to be used by two threads at once."""

    def __init__(self, recognizer: Recognizer, hangul: HangulReader) -> None:
        self._recognizer = recognizer
        self._hangul = hangul

    def read(
        self, strips: Sequence[Strip], languages: Languages, *, korean: bool = False
    ) -> list[list[Word]]:
        """The words of each strip from left to right; none where nothing was read.

        `korean` says that other strips of the page are Korean, so that these may be too.
        """
        glyphs = self._recognizer.read([strip.pixels for strip in strips])
        lines = [_Line(*pair) for pair in zip(strips, glyphs, strict=True)]
        if languages.korean:
            self._read_korean(lines, languages, korean=korean)
            self._look_again(lines)
        return [_words(line) for line in lines]

    def _read_korean(self, lines: Sequence[_Line], languages: Languages, *, korean: bool) -> None:
        east_asian = languages.east_asian
        settled, disputed = [], []
        for line in lines:
            if fusion.is_settled(line.grey, line.glyphs, east_asian=east_asian):
                settled.append(line)
            elif self._read_hangul(line) and fusion.is_disputed(
                line.grey, line.glyphs, line.hangul, east_asian=east_asian
            ):
                disputed.append(line)
        if not korean and not any(_is_korean(line) for line in lines):
            for line in disputed:
                line.hangul = []
            return
        for line in settled:
            if fusion.is_odd_han(line.glyphs) and self._read_hangul(line) and not _is_korean(line):
                line.hangul = []

    def _read_hangul(self, line: _Line) -> bool:
        """Read a strip with Tesseract; whether there is something Korean about it."""
        words = self._hangul.line(line.grey)
        if not words or (line.strip.width < FEW_SYLLABLES and fusion.word_confidence(words) < 0.6):
            alone = self._hangul.word(line.grey)
            words = max(words, alone, key=fusion.word_confidence)
        if not fusion.is_hangul(line.glyphs, words):
            return False
        symbols = [symbol for word in words for symbol in word.symbols]
        line.blanks = blanks_of(line.grey, [symbol.middle for symbol in symbols])
        line.hangul = parted(words, line.blanks)
        return True

    def _look_again(self, lines: Sequence[_Line]) -> None:
        """What is not Hangul in Tesseract's words is read once more by PP-OCRv6, word by word."""
        spots = [
            (line, word, *line.blanks.columns(word.left, word.right))
            for line in lines
            for word in line.hangul
            if fusion.wants_second_look(word, line.glyphs)
        ]
        crops = [line.cleaned[:, left:right] for line, _, left, right in spots]
        for spot, glyphs in zip(spots, self._recognizer.read(crops), strict=True):
            line, word, left, right = spot
            closer = [glyph._replace(x=glyph.x + left) for glyph in glyphs]
            before = [glyph for glyph in line.glyphs if left < glyph.x < right]
            fusion.settle(word, [closer, before], line.grey, line.blanks)


def _is_korean(line: _Line) -> bool:
    return bool(line.hangul) and fusion.word_confidence(line.hangul) >= fusion.SURE_HANGUL


def _words(line: _Line) -> list[Word]:
    if line.hangul:
        return [piece for word in line.hangul for piece in _pieces(word)]
    return [_word(glyphs) for glyphs in _between_blanks(line)]


def _pieces(word: HangulWord) -> list[Word]:
    """The words of what Tesseract took for one; none when nothing of it was read.

    Their columns are shared out by the number of characters.
    """
    step = (word.right - word.left) / max(1, len(word.text))
    pieces, place = [], 0
    for text in word.text.split(" "):
        left = word.left + step * place
        if text:
            pieces.append(Word(text, word.confidence, left, left + step * len(text)))
        place += len(text) + 1
    return pieces


def _between_blanks(line: _Line) -> list[list[Glyph]]:
    """The glyphs in words, by the blanks that were read and the gaps between Latin letters."""
    groups: list[list[Glyph]] = [[]]
    blank = False
    for glyph in line.glyphs:
        if not glyph.char.strip():
            blank = True
            continue
        if groups[-1] and _part(groups[-1][-1], glyph, line.blanks, blank=blank):
            groups.append([])
        groups[-1].append(glyph)
        blank = False
    return [group for group in groups if group]


def _part(glyph: Glyph, following: Glyph, blanks: Blanks, *, blank: bool) -> bool:
    if not is_latin(glyph.char) or not is_latin(following.char):
        return blank
    one, other = (glyph.char, glyph.x), (following.char, following.x)
    return not blanks.join(one, other) if blank else blanks.part(one, other)


def _word(glyphs: Sequence[Glyph]) -> Word:
    text = "".join(glyph.char for glyph in glyphs)
    left = glyphs[0].x - _half_width(glyphs[0])
    right = glyphs[-1].x + _half_width(glyphs[-1])
    return Word(text, fusion.shown_confidence(glyphs), left, right)


def _half_width(glyph: Glyph) -> float:
    return (0.25 if is_latin(glyph.char) else 0.42) * HEIGHT
