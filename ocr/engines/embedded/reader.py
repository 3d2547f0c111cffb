"""Reads one picture: finds its lines, turns it upright, reads them, puts them in order.

Everything heavy is imported from here on; `engine` imports this with the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2

from ocr.engines.embedded import weights
from ocr.engines.embedded.columns import reading_order
from ocr.engines.embedded.crops import Strip
from ocr.engines.embedded.detector import Detector
from ocr.engines.embedded.hangul import HangulReader
from ocr.engines.embedded.lines import Languages, LineReader
from ocr.engines.embedded.memory import hand_back
from ocr.engines.embedded.orientation import Upright, upright
from ocr.engines.embedded.picture import Pixels, Quad, load, turned_back
from ocr.engines.embedded.recognizer import Recognizer
from ocr.engines.embedded.words import Word


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its quad in the pixels of the picture as it was given."""

    text: str
    confidence: float
    quad: Quad


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """The rows of words in reading order; `turn` is how far the page had to be turned."""

    rows: list[list[PlacedWord]]
    width: int
    height: int
    turn: int = 0


class Reader:
    """All networks of the engine; one picture at a time."""

    def __init__(self, tessdata: Path, threads: int) -> None:
        cv2.setNumThreads(threads)
        self._detector = Detector(weights.bundled(weights.DETECTOR), threads)
        recognizer = Recognizer(weights.bundled(weights.RECOGNIZER), threads)
        self._lines = LineReader(recognizer, HangulReader(tessdata))

    def read(self, path: Path, codes: tuple[str, ...] = ()) -> ReadPicture:
        """Read an image file; `codes` are the languages that may stand on it, empty for any."""
        try:
            return self.read_pixels(load(path), Languages(codes))
        finally:
            hand_back()

    def read_pixels(self, picture: Pixels, languages: Languages) -> ReadPicture:
        """Read a picture, which may be turned by 90, 180 or 270 degrees."""
        height, width = picture.shape[:2]
        page = upright(picture, self._detector.find(picture), self._lines, languages)
        rows = _in_order(page)
        placed = [
            [
                PlacedWord(word.text, word.confidence, turned_back(quad, page.turn, width, height))
                for word, quad in row
            ]
            for row in rows
        ]
        return ReadPicture(placed, width, height, page.turn)


def _in_order(page: Upright) -> list[list[tuple[Word, Quad]]]:
    lines = [(strip, words) for strip, words in zip(page.strips, page.words, strict=True) if words]
    order = reading_order([strip.quad(0, strip.width) for strip, _ in lines])
    return [[pair for index in row for pair in _quads(*lines[index])] for row in order]


def _quads(strip: Strip, words: list[Word]) -> list[tuple[Word, Quad]]:
    return [(word, strip.quad(word.left, word.right)) for word in words]
