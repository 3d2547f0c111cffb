"""Tells columns of running text from labels with amounts, and orders the page by it.

Text in columns fills each column from edge to edge, line after line; in a table or on
a receipt at least one side of any gap is ragged or short. Only the first is read
column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ocr.engines.embedded.picture import Quad
from ocr.engines.embedded.rows import Box, in_rows, straightened

FEWEST_LINES = 4
FILLED = 0.75
SHORTEST = 7.0
NARROWEST_GAP = 0.6
CROSSING_SHARE = 0.34


def reading_order(quads: Sequence[Quad]) -> list[list[int]]:
    """The indexes of the quads in rows, in the order of reading."""
    return [[box.index for box in row] for row in _ordered(straightened(quads))]


def _ordered(boxes: list[Box]) -> list[list[Box]]:
    gutter = _gutter(boxes)
    if gutter is None:
        return in_rows(boxes)
    rows: list[list[Box]] = []
    waiting: list[Box] = []
    for band in _bands(boxes, gutter):
        left = [box for box in band if box.right <= gutter]
        right = [box for box in band if box.left >= gutter]
        if len(left) + len(right) < len(band) or not _is_text(left, right):
            waiting += band
            continue
        rows += in_rows(waiting)
        waiting = []
        rows += _ordered(left) + _ordered(right)
    return rows + in_rows(waiting)


def _gutter(boxes: Sequence[Box]) -> float | None:
    """The middle of the gap between two columns of text that most lines respect."""
    if len(boxes) < 2 * FEWEST_LINES:
        return None
    best: tuple[int, float] | None = None
    for place in _gaps(boxes):
        crossing = sum(box.left < place < box.right for box in boxes)
        if crossing > CROSSING_SHARE * len(boxes):
            continue
        if not any(_splits(band, place) for band in _bands(boxes, place)):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, place)
    return best[1] if best else None


def _gaps(boxes: Sequence[Box]) -> Iterator[float]:
    """Places just right of a line's end where the next line's beginning is not too near."""
    height = float(np.median([box.height for box in boxes]))
    rights = np.array([box.right for box in boxes])
    lefts = np.sort([box.left for box in boxes])
    for right in np.unique(rights.round()):
        following = lefts[lefts >= right]
        if following.size and following[0] - right >= NARROWEST_GAP * height:
            yield float((right + following[0]) / 2)


def _splits(band: Sequence[Box], gutter: float) -> bool:
    left = [box for box in band if box.right <= gutter]
    right = [box for box in band if box.left >= gutter]
    return len(left) + len(right) == len(band) and _is_text(left, right)


def _bands(boxes: Sequence[Box], gutter: float) -> Iterator[list[Box]]:
    """The page from top to bottom, cut at each line that runs across the gutter.

    A crossing line is a band of its own, between the lines above and below it.
    """
    crossing = sorted(
        (box for box in boxes if box.left < gutter < box.right), key=lambda box: box.middle
    )
    others = [box for box in boxes if not box.left < gutter < box.right]
    top = -np.inf
    for line in crossing:
        between = [box for box in others if top < box.middle <= line.middle]
        if between:
            yield between
        yield [line]
        top = line.middle
    below = [box for box in others if box.middle > top]
    if below:
        yield below


def _is_text(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether both sides of a gap are running text."""
    return _fills(left) and _fills(right) and _share_height(left, right)


def _fills(side: Sequence[Box]) -> bool:
    """Whether most lines run from the column's left edge to its right edge.

    A row that the detector broke in two counts as one line.
    """
    rows = in_rows(side)
    if len(rows) < FEWEST_LINES:
        return False
    lefts = np.array([row[0].left for row in rows])
    rights = np.array([row[-1].right for row in rows])
    height = float(np.median([box.height for box in side]))
    covered = np.array([sum(box.width for box in row) for row in rows])
    column = float(np.percentile(rights, 90) - np.percentile(lefts, 10))
    if column < SHORTEST * height:
        return False
    return float(np.mean(covered > FILLED * column)) >= 0.6


def _share_height(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether the two sides stand beside each other, not one below the other."""
    top = max(min(box.top for box in left), min(box.top for box in right))
    bottom = min(max(box.bottom for box in left), max(box.bottom for box in right))
    extent = min(
        max(box.bottom for box in side) - min(box.top for box in side) for side in (left, right)
    )
    return bottom - top > 0.5 * extent
