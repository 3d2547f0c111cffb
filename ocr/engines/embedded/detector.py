"""Finds where lines of text are (PP-OCRv6's detector); knows nothing of what they say.

The network paints a map of how likely each pixel belongs to the core of a line; each
connected core becomes a rectangle, grown back to the size of its letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.network import Network
from ocr.engines.embedded.picture import Pixels, Quad

SHORT_SIDE = 736
LONG_SIDE = 1280
ENLARGE_AT_MOST = 2.0
LONG_PAPER = 3.0
SMALL_LINE = 16.0
GOOD_LINE = 28.0
CLOSEST = 3.0
MOST_PIXELS = 4_000_000
BAND_PIXELS = 1_300_000
SHARED = 128
STEP = 32
CORE_LEVEL = 0.3
SURE_LEVEL = 0.5
GROWTH = 1.6
SMALLEST_CORE = 3.0
SMALLEST_BOX = 5.0

Heat = npt.NDArray[np.float32]


class Detector:
    """PP-OCRv6's text detector on one model file."""

    def __init__(self, model: Path, threads: int) -> None:
        self._network = Network(model, threads)

    def find(self, picture: Pixels) -> list[Quad]:
        """The lines' quads in the picture's pixels, in no particular order.

        Where the letters turn out too small to be seen well, a second look is closer.
        """
        height, width = picture.shape[:2]
        if min(height, width) < 4:
            return []
        scale = usual_scale(width, height)
        found = self._look(picture, scale)
        if not found:
            return []
        seen = scale * float(np.median([_line_height(quad) for quad in found]))
        if seen >= SMALL_LINE:
            return found
        largest = (MOST_PIXELS / (width * height)) ** 0.5
        closer = min(scale * GOOD_LINE / seen, CLOSEST, largest)
        return self._look(picture, closer) if closer > 1.15 * scale else found

    def _look(self, picture: Pixels, scale: float) -> list[Quad]:
        """Look at the picture at a scale, in bands where it is too large for one look."""
        small = _resized(picture, scale)
        factors = np.array([picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0]])
        found = []
        for band in _bands(*small.shape[:2]):
            heat = self._heat(small[band.top : band.bottom])
            moved = (quad + np.array([0.0, band.top]) for quad in _boxes(heat))
            found += [quad for quad in moved if band.first <= quad[:, 1].mean() < band.last]
        return [np.asarray(quad * factors, np.float64) for quad in found]

    def _heat(self, picture: Pixels) -> Heat:
        values = picture.astype(np.float32)
        values /= 127.5
        values -= 1
        batch = np.ascontiguousarray(values.transpose(2, 0, 1)[None])
        return np.asarray(self._network(batch)[0, 0], np.float32)


class _Band(NamedTuple):
    """Rows `top` to `bottom` are looked at; lines centred from `first` to `last` are its own."""

    top: int
    bottom: int
    first: float
    last: float


def _bands(height: int, width: int) -> Iterator[_Band]:
    rows = max(SHARED * 4, BAND_PIXELS // width // STEP * STEP)
    if height <= rows:
        yield _Band(0, height, -np.inf, np.inf)
        return
    top = 0
    while True:
        bottom = min(top + rows, height)
        first = -np.inf if top == 0 else top + SHARED / 2
        last = np.inf if bottom == height else bottom - SHARED / 2
        yield _Band(top, bottom, first, last)
        if bottom == height:
            return
        top = bottom - SHARED


def usual_scale(width: int, height: int) -> float:
    """Small pictures are enlarged up to twice, large ones reduced: letters of usual size.

    A long strip of paper may be longer than other pages: its letters are no smaller.
    """
    short, long = min(width, height), max(width, height)
    enlarged = min(max(1.0, SHORT_SIDE / short), ENLARGE_AT_MOST)
    return min(enlarged, LONG_SIDE / long * max(1.0, long / short / LONG_PAPER))


def _line_height(quad: Quad) -> float:
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    return float(min(np.hypot(*across), np.hypot(*down)))


def _resized(picture: Pixels, scale: float) -> Pixels:
    """The picture at a size the network accepts: each side a multiple of 32."""
    height, width = picture.shape[:2]
    size = tuple(max(STEP, round(side * scale / STEP) * STEP) for side in (width, height))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)


def _boxes(heat: Heat) -> list[Quad]:
    cores = cv2.dilate((heat > CORE_LEVEL).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(cores, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        (x, y), (w, h), angle = cv2.minAreaRect(outline)
        if min(w, h) < SMALLEST_CORE:
            continue
        if _likelihood(heat, _corners(x, y, w, h, angle)) < SURE_LEVEL:
            continue
        grown = w * h * GROWTH / (w + h)
        if min(w, h) + grown >= SMALLEST_BOX:
            found.append(_ordered(_corners(x, y, w + grown, h + grown, angle), heat))
    return found


def _corners(x: float, y: float, width: float, height: float, angle: float) -> Quad:
    return np.asarray(cv2.boxPoints(((x, y), (width, height), angle)), np.float64)


def _likelihood(heat: Heat, corners: Quad) -> float:
    """The mean of the map inside a rectangle."""
    height, width = heat.shape
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    right, bottom = np.ceil(corners.max(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    inside = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(heat[top : bottom + 1, left : right + 1], mask=inside)[0])


def _ordered(corners: Quad, heat: Heat) -> Quad:
    """Clockwise from the corner nearest the top left, inside the picture."""
    height, width = heat.shape
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    clockwise = corners[np.argsort(angles)]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0).clip(0, (width, height))
