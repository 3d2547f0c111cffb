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
from ocr.engines.embedded.words import Word, words_between, words_of

PAPER_SHARE = 75
FEW_SYLLABLES = 2.2 * HEIGHT
HEAD = 5 * HEIGHT
LONG = 8 * HEIGHT


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
    glyphs: list[Glyph] = field(default_factory=list)
    hangul: list[HangulWord] = field(default_factory=list)
    cleaned: Pixels = field(init=False)
    grey: Pixels = field(init=False)
    blanks: Blanks = field(init=False)

    def __post_init__(self) -> None:
        grey = levelled(self.strip.pixels)
        mask = rules(grey)
        self.grey = painted_out(grey, mask, 255)
        paper = np.percentile(self.strip.pixels, PAPER_SHARE, axis=(0, 1))
        self.cleaned = painted_out(self.strip.pixels, mask, paper)

    def take(self, glyphs: list[Glyph]) -> None:
        """What PP-OCRv6 reads on the strip."""
        self.glyphs = glyphs
        self.blanks = blanks_of(self.grey, [glyph.x for glyph in glyphs if glyph.char.strip()])

    def take_hangul(self, words: list[HangulWord]) -> None:
        """What Tesseract reads on the strip."""
        symbols = [symbol for word in words for symbol in word.symbols]
        self.blanks = blanks_of(self.grey, [symbol.middle for symbol in symbols])
        self.hangul = parted(words, self.blanks)

    def words(self) -> list[Word]:
        if self.hangul:
            return [word for found in self.hangul for word in words_of(found)]
        return words_between(self.glyphs, self.blanks)


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
        lines = [_Line(strip) for strip in strips]
        if languages.korean and korean:
            self._read_plain_korean([line for line in lines if line.strip.width > LONG])
        rest = [line for line in lines if not line.hangul]
        pixels = [line.strip.pixels for line in rest]
        for line, glyphs in zip(rest, self._recognizer.read(pixels), strict=True):
            line.take(glyphs)
        if languages.korean:
            self._read_korean(rest, languages, korean=korean)
            self._look_again(lines)
        return [line.words() for line in lines]

    def _read_plain_korean(self, lines: Sequence[_Line]) -> None:
        """Read with Tesseract alone what is surely Korean, told from the beginning of the line.

        On a Korean page this spares PP-OCRv6 most of the lines.
        """
        heads = [line.strip.pixels[:, :HEAD] for line in lines]
        for line, glyphs in zip(lines, self._recognizer.read(heads), strict=True):
            if not fusion.is_plain_korean(line.grey[:, :HEAD], glyphs):
                continue
            words = self._hangul.line(line.grey)
            if fusion.word_confidence(words) >= fusion.SURE_HANGUL:
                line.take_hangul(words)

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
        line.take_hangul(words)
        return True

    def _look_again(self, lines: Sequence[_Line]) -> None:
        """What is not Hangul in Tesseract's words is read once more by PP-OCRv6, word by word."""
        spots = []
        for line in lines:
            for word in line.hangul:
                if not fusion.wants_second_look(word, line.glyphs):
                    continue
                left, right = line.blanks.columns(word.left, word.right)
                before = [glyph for glyph in line.glyphs if left < glyph.x < right]
                if not fusion.settle_at_once(word, before, line.grey, line.blanks):
                    spots.append((line, word, left, right, before))
        crops = [line.cleaned[:, left:right] for line, _, left, right, _ in spots]
        for spot, glyphs in zip(spots, self._recognizer.read(crops), strict=True):
            line, word, left, _, before = spot
            closer = [glyph._replace(x=glyph.x + left) for glyph in glyphs]
            fusion.settle(word, [closer, before], line.grey, line.blanks)


def _is_korean(line: _Line) -> bool:
    return bool(line.hangul) and fusion.word_confidence(line.hangul) >= fusion.SURE_HANGUL
