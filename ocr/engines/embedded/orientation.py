"""Finds which way up a page is, and reads it that way.

Boxes that are mostly taller than wide say the page lies on its side; whether it then
stands on its head is asked of the recognisers, and only when they read badly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engines.embedded.crops import Strip, cut
from ocr.engines.embedded.lines import Languages, LineReader
from ocr.engines.embedded.picture import Pixels, Quad, turned
from ocr.engines.embedded.script import all_hangul, has_hangul
from ocr.engines.embedded.words import Word

SURELY_UPRIGHT = 0.92
CLEAR_KOREAN = 0.75
FEWEST_KOREAN = 2
PROBES = 4
PROBE_WIDTH = 500
BETTER = 0.08
MUCH_BETTER = 0.25
LEGIBLE = 0.6
LONG = 1.5

Readings = dict[int, list[Word]]
"""The words of some strips, by the strip's place."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A page turned upright: `turn` degrees clockwise, its strips and their words."""

    turn: int
    strips: list[Strip]
    words: list[list[Word]]


def upright(
    picture: Pixels, quads: Sequence[Quad], reader: LineReader, languages: Languages
) -> Upright:
    """Read the lines of a picture in whichever of the four ways it stands.

    Strips and quads of the answer are in the frame of the picture turned clockwise.
    """
    turn = 90 if _lies_on_its_side(quads) else 0
    page = turned(picture, turn)
    height = picture.shape[0]
    strips = [cut(page, _laid(quad, turn, height)) for quad in quads]
    probes = _probes(strips)
    known = dict(zip(probes, reader.read([strips[i] for i in probes], languages), strict=True))
    flipped = _if_better_flipped(strips, known, reader, languages)
    if flipped is not None:
        turn, known = turn + 180, flipped
        strips = [_in_turned_page(strip.upside_down(), page) for strip in strips]
    return Upright(turn, strips, _completed(strips, known, reader, languages))


def _if_better_flipped(
    strips: Sequence[Strip], known: Readings, reader: LineReader, languages: Languages
) -> Readings | None:
    """The probes' words upside down, if they read clearly better so."""
    if not known or _confidence(known) >= SURELY_UPRIGHT or _is_clear_korean(known):
        return None
    words = reader.read([strips[index].upside_down() for index in known], languages)
    flipped = dict(zip(known, words, strict=True))
    sure = _confidence(flipped)
    better = BETTER if sure >= LEGIBLE else MUCH_BETTER
    return flipped if sure > _confidence(known) + better else None


def _is_clear_korean(readings: Readings) -> bool:
    """Whether there are Korean words that can only be read upright.

    Upside down Tesseract makes syllables too, of Latin letters as well, but hardly ever
    a sure word of nothing but syllables.
    """
    words = [word for line in readings.values() for word in line]
    korean = [word.confidence for word in words if len(word.text) > 1 and all_hangul(word.text)]
    return len(korean) >= FEWEST_KOREAN and float(np.mean(korean)) >= CLEAR_KOREAN


def _completed(
    strips: Sequence[Strip], known: Readings, reader: LineReader, languages: Languages
) -> list[list[Word]]:
    """The words of all strips, reading only those not known yet."""
    rest = [index for index in range(len(strips)) if index not in known]
    korean = any(has_hangul(word.text) for words in known.values() for word in words)
    words = reader.read([strips[index] for index in rest], languages, korean=korean)
    found = known | dict(zip(rest, words, strict=True))
    return [found[index] for index in range(len(strips))]


def _lies_on_its_side(quads: Sequence[Quad]) -> bool:
    sizes = [_size(quad) for quad in quads]
    wide = sum(width for width, height in sizes if width > LONG * height)
    tall = sum(height for width, height in sizes if height > LONG * width)
    return tall > wide


def _size(quad: Quad) -> tuple[float, float]:
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    return float(np.hypot(*across)), float(np.hypot(*down))


def _laid(quad: Quad, turn: int, height: int) -> Quad:
    """A quad in the frame of the picture (so high) turned by 0 or 90 degrees clockwise."""
    if turn == 0:
        return quad
    moved = np.stack([height - quad[:, 1], quad[:, 0]], axis=1)
    return np.roll(moved, 1, axis=0)


def _probes(strips: Sequence[Strip]) -> list[int]:
    """A few strips of middling length: long enough to tell, short enough to be cheap."""
    return sorted(range(len(strips)), key=lambda i: abs(strips[i].width - PROBE_WIDTH))[:PROBES]


def _confidence(readings: Readings) -> float:
    """The mean over words, weighted by their length."""
    words = [word for line in readings.values() for word in line]
    if not words:
        return 0.0
    lengths = [len(word.text) for word in words]
    return float(np.average([word.legible for word in words], weights=lengths))


def _in_turned_page(strip: Strip, page: Pixels) -> Strip:
    """The strip with its way back leading into the page turned by another 180 degrees."""
    height, width = page.shape[:2]
    turn = np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64)
    return Strip(strip.pixels, turn @ strip.to_picture)
