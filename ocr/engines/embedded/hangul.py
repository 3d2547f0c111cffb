"""Reads flat strips with Tesseract's Korean: 1,076 syllables, digits, signs, no Latin letter.

Tesseract is only ever given one flat line; on whole pages it takes Korean for vertical writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import tesserocr
from PIL import Image

from ocr.engines.embedded.blanks import Blanks, Spot
from ocr.engines.embedded.picture import Pixels

BORDER = 10


class Symbol(NamedTuple):
    """One character: how sure (0 to 1), and the columns it covers in the strip."""

    text: str
    confidence: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def spot(self) -> Spot:
        return self.text, self.middle


@dataclass(slots=True)
class HangulWord:
    """What stands between two blanks."""

    text: str
    confidence: float
    left: float
    right: float
    symbols: list[Symbol] = field(default_factory=list)


class HangulReader:
    """Tesseract's `kor`; not to be used by two threads at once."""

    def __init__(self, tessdata: Path) -> None:
        self._line = _api(tessdata, tesserocr.PSM.SINGLE_LINE)
        self._word = _api(tessdata, tesserocr.PSM.SINGLE_WORD)

    def line(self, grey: Pixels) -> list[HangulWord]:
        """The words of a strip, which is grey and dark on light."""
        return _words(self._line, grey)

    def word(self, grey: Pixels) -> list[HangulWord]:
        """The same for a strip that holds one or two syllables alone."""
        return _words(self._word, grey)


def _api(tessdata: Path, mode: int) -> Any:
    return tesserocr.PyTessBaseAPI(path=str(tessdata), lang="kor", psm=mode)


def _words(api: Any, grey: Pixels) -> list[HangulWord]:
    white = cv2.copyMakeBorder(
        grey, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=(255,)
    )
    api.SetImage(Image.fromarray(white))
    api.Recognize()
    words: list[HangulWord] = []
    for at in _symbols(api.GetIterator()):
        if not words or at.IsAtBeginningOf(tesserocr.RIL.WORD):
            _add_piece(words, at)
        left, right = _columns(at, tesserocr.RIL.SYMBOL)
        confidence = at.Confidence(tesserocr.RIL.SYMBOL) / 100
        text = at.GetUTF8Text(tesserocr.RIL.SYMBOL)
        words[-1].symbols.append(Symbol(text, confidence, left, right))
    return words


def parted(words: list[HangulWord], blanks: Blanks) -> list[HangulWord]:
    """The words with blanks where the ink has them: Tesseract misses some, and makes up some.

    Their columns are moved to the ink as well.
    """
    parts: list[HangulWord] = []
    for word in words:
        if parts and blanks.join(parts[-1].symbols[-1].spot, word.symbols[0].spot):
            word = _joined(parts.pop(), word)
        parts += _split(word, blanks)
    for word, following in pairwise(parts):
        gap = blanks.between(word.symbols[-1].middle, following.symbols[0].middle)
        word.right, following.left = gap
    parts[0].left = blanks.before(parts[0].symbols[0].middle)
    parts[-1].right = blanks.after(parts[-1].symbols[-1].middle)
    return parts


def _joined(word: HangulWord, following: HangulWord) -> HangulWord:
    confidence = min(word.confidence, following.confidence)
    symbols = word.symbols + following.symbols
    right = max(word.right, following.right)
    return HangulWord(word.text + following.text, confidence, word.left, right, symbols)


def _split(word: HangulWord, blanks: Blanks) -> list[HangulWord]:
    starts = [0]
    for place, (symbol, following) in enumerate(pairwise(word.symbols), start=1):
        if blanks.part(symbol.spot, following.spot):
            starts.append(place)
    if len(starts) == 1:
        return [word]
    groups = [word.symbols[a:b] for a, b in pairwise([*starts, len(word.symbols)])]
    return [
        HangulWord(
            "".join(symbol.text for symbol in group),
            word.confidence,
            group[0].left,
            max(symbol.right for symbol in group),
            group,
        )
        for group in groups
    ]


def _symbols(at: Any) -> Iterator[Any]:
    """Steps through the symbols that have a text; a blank strip raises `RuntimeError` inside."""
    while at is not None:
        try:
            text = at.GetUTF8Text(tesserocr.RIL.SYMBOL)
        except RuntimeError:
            return
        if text:
            yield at
        if not at.Next(tesserocr.RIL.SYMBOL):
            return


def _add_piece(words: list[HangulWord], at: Any) -> None:
    """Korean "words" of Tesseract are pieces: those without a blank before belong together."""
    left, right = _columns(at, tesserocr.RIL.WORD)
    text = at.GetUTF8Text(tesserocr.RIL.WORD)
    confidence = at.Confidence(tesserocr.RIL.WORD) / 100
    if not words or at.BlanksBeforeWord() > 0:
        words.append(HangulWord(text, confidence, left, right))
        return
    word = words[-1]
    word.text += text
    word.confidence = min(word.confidence, confidence)
    word.right = right


def _columns(at: Any, level: int) -> tuple[float, float]:
    left, _, right, _ = at.BoundingBox(level)
    return left - BORDER, right - BORDER
