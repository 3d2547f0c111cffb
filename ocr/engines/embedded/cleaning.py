"""Makes a flat strip easy to read for Tesseract: evenly lit, dark on light, without table rules."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.picture import Pixels

FLAT = 8.0
LEAST_CONTRAST = 0.4
AROUND = 2 * HEIGHT
DARK = 128
STROKE = int(0.45 * HEIGHT)
CROSSING = int(0.94 * HEIGHT)
THIN = int(0.25 * HEIGHT)
FAINT = 190
SLIVER = int(0.12 * HEIGHT)

Levels = npt.NDArray[np.float32]


def levelled(pixels: Pixels) -> Pixels:
    """Grey, dark on light, paper at 255 and ink at 0 along the whole strip; (HEIGHT, width).

    The levels follow the light from left to right: with one pair for the whole strip the
    shadowed end of a line in a photo would turn black.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.float32)
    low, middle, high = np.percentile(grey, (1, 50, 97))
    if high - low < FLAT:
        return np.asarray(grey, np.uint8)
    if middle - low < 0.43 * (high - low):
        grey = 255 - grey
    paper = _along(np.percentile(grey, 90, axis=0), cv2.MORPH_DILATE)
    ink = _along(grey.min(axis=0), cv2.MORPH_ERODE)
    ink = np.minimum(ink, paper - LEAST_CONTRAST * (paper - ink).max())
    even = (grey - ink) * (255 / np.maximum(paper - ink, FLAT))
    return np.asarray(even.clip(0, 255), np.uint8)


def _along(columns: npt.NDArray[np.floating], how: int) -> Levels:
    """The extreme of the columns nearby, smooth from left to right; shape (1, width)."""
    row = columns.astype(np.float32)[None, :]
    reach = np.ones((1, AROUND), np.uint8)
    extreme = cv2.morphologyEx(row, how, reach, borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(extreme, (AROUND, 1), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(smooth, np.float32)


def rules(grey: Pixels) -> Pixels | None:
    """Where table rules run in a levelled strip (255), or nothing.

    Only thin dark strokes from edge to edge, slivers at the strip's ends, and very long
    level strokes: anything shorter may be a stroke of a letter.
    """
    dark = np.asarray(cv2.threshold(grey, DARK, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    upright = cv2.bitwise_or(_edge_to_edge(dark), _slivers(grey))
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, int(HEIGHT * 2.2)), np.uint8))
    if not upright.any() and not level.any():
        return None
    wide = cv2.dilate(upright, np.ones((1, 5), np.uint8))
    return np.asarray(cv2.bitwise_or(wide, cv2.dilate(level, np.ones((5, 1), np.uint8))), np.uint8)


def _slivers(grey: Pixels) -> Pixels:
    """What sticks to the rim of a strip: the edge of a rule, the feet of the line above."""
    ink = np.asarray(cv2.threshold(grey, FAINT, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height = sizes[:, : cv2.CC_STAT_AREA].T
    at_end = ((left == 0) | (left + width == grey.shape[1])) & (width <= SLIVER)
    at_side = ((top == 0) | (top + height == grey.shape[0])) & (height <= SLIVER)
    slivers = at_end | at_side
    slivers[0] = False
    return np.asarray(slivers[labels] * 255, np.uint8)


def _edge_to_edge(dark: Pixels) -> Pixels:
    """The upright strokes, slanted a little or not, that cross the whole strip."""
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((STROKE, 1), np.uint8))
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    tall = sizes[:, cv2.CC_STAT_HEIGHT] >= CROSSING
    thin = sizes[:, cv2.CC_STAT_WIDTH] <= THIN
    crossing = tall & thin
    crossing[0] = False
    return np.asarray(crossing[labels] * 255, np.uint8)


def painted_out(pixels: Pixels, mask: Pixels | None, paper: npt.ArrayLike) -> Pixels:
    """The pixels with what the mask covers in the colour of the paper."""
    if mask is None:
        return pixels
    painted = pixels.copy()
    painted[mask > 0] = paper
    return painted
