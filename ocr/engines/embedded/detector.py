"""Finds where lines of text are (PP-OCRv6's detector); knows nothing of what they say.

The network paints a map of how likely each pixel belongs to the core of a line; each
connected core becomes a rectangle, grown back to the size of its letters.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.network import Network
from ocr.engines.embedded.picture import Pixels, Quad

SHORT_SIDE = 736
LONG_SIDE = 1280
ENLARGE_AT_MOST = 2.0
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

    def find(self, picture: Pixels, scale: float | None = None) -> list[Quad]:
        """The lines' quads in the picture's pixels, in no particular order.

        `scale` is how much larger the picture is looked at; found out if not given.
        """
        height, width = picture.shape[:2]
        if min(height, width) < 4:
            return []
        small = _resized(picture, scale or usual_scale(width, height))
        heat = self._heat(small)
        factors = np.array([width / small.shape[1], height / small.shape[0]])
        return [np.asarray(quad * factors, np.float64) for quad in _boxes(heat)]

    def _heat(self, picture: Pixels) -> Heat:
        values = picture.astype(np.float32) / 127.5 - 1
        batch = np.ascontiguousarray(values.transpose(2, 0, 1)[None])
        return np.asarray(self._network(batch)[0, 0], np.float32)


def usual_scale(width: int, height: int) -> float:
    """Small pictures are enlarged up to twice, large ones reduced: letters of usual size."""
    enlarged = min(max(1.0, SHORT_SIDE / min(height, width)), ENLARGE_AT_MOST)
    return min(enlarged, LONG_SIDE / max(height, width))


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
