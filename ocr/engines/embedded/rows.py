"""Puts lines of text into rows, and rows into the order a person reads them.

Boxes are first turned by the page's own slant; what stands side by side at one height
is a row, so a label and its amount stay together. Columns are `columns`' subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engines.embedded.picture import Quad

SAME_ROW = 0.55
OVERLAP = 0.35
LONG = 2.5
STEEPEST = 0.12
FEWEST_SLOPES = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A line of text in the straightened page: pixels, `index` is its place in the input."""

    index: int
    left: float
    right: float
    middle: float
    height: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def top(self) -> float:
        return self.middle - self.height / 2

    @property
    def bottom(self) -> float:
        return self.middle + self.height / 2


def straightened(quads: Sequence[Quad]) -> list[Box]:
    """The quads as level boxes: the page turned by its slant, and the slant's change undone.

    A page seen at an angle has lines that run together on one side: the slope then grows
    or falls from top to bottom.
    """
    if not quads:
        return []
    slant = _weighted_median(_slopes(quads))
    cosine, sine = np.cos(-slant), np.sin(-slant)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    moved = [np.asarray(quad @ turn.T, np.float64) for quad in quads]
    return [_box(index, quad) for index, quad in enumerate(_levelled(moved))]


def _box(index: int, quad: Quad) -> Box:
    height = (abs(quad[3, 1] - quad[0, 1]) + abs(quad[2, 1] - quad[1, 1])) / 2
    left, right = quad[:, 0].min(), quad[:, 0].max()
    return Box(index, float(left), float(right), float(quad[:, 1].mean()), float(height))


def _slopes(quads: Sequence[Quad]) -> list[tuple[float, float, float]]:
    """Angle in radians, length and height on the page of each long quad."""
    slopes = []
    for quad in quads:
        across = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
        down = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
        width, height = np.hypot(*across), np.hypot(*down)
        if width > LONG * height:
            angle = float(np.arctan2(across[1], across[0]))
            slopes.append((angle, float(width), float(quad[:, 1].mean())))
    return slopes


def _weighted_median(slopes: Sequence[tuple[float, float, float]]) -> float:
    if not slopes:
        return 0.0
    by_angle = sorted(slopes)
    lengths = np.cumsum([length for _, length, _ in by_angle])
    return by_angle[int(np.searchsorted(lengths, lengths[-1] / 2))][0]


def _levelled(quads: Sequence[Quad]) -> list[Quad]:
    """The quads moved up or down by what the slope at their height makes of their place."""
    slopes = [slope for slope in _slopes(quads) if abs(slope[0]) < STEEPEST]
    if len(slopes) < FEWEST_SLOPES:
        return list(quads)
    angles, lengths, heights = np.array(slopes).T
    growth, slope = np.polyfit(heights, angles, 1, w=np.sqrt(lengths))
    left = min(float(quad[:, 0].min()) for quad in quads)
    levelled = []
    for quad in quads:
        middle = quad.mean(axis=0)
        # At the left edge nothing moves; the slope is that of the row's height there.
        at = slope + growth * middle[1]
        lift = np.clip(at, -STEEPEST, STEEPEST) * (middle[0] - left)
        levelled.append(quad - np.array([0.0, lift]))
    return levelled


def in_rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes in rows from top to bottom, each row from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        row = _row_for(box, rows)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    rows.sort(key=lambda row: sum(box.middle for box in row) / len(row))
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _row_for(box: Box, rows: Sequence[list[Box]]) -> list[Box] | None:
    """The row at the height of a box, measured at the row's nearest neighbour.

    The neighbour, not the row's middle, because a page seen at an angle has rows that
    are level nowhere.
    """
    best: tuple[float, list[Box]] | None = None
    for row in rows:
        if any(_stand_above_each_other(box, other) for other in row):
            continue
        near = min(row, key=lambda other: _gap(box, other))
        offset = abs(near.middle - box.middle) / max(min(near.height, box.height), 1e-6)
        if offset < SAME_ROW and (best is None or offset < best[0]):
            best = (offset, row)
    return best[1] if best else None


def _stand_above_each_other(box: Box, other: Box) -> bool:
    shared = min(box.right, other.right) - max(box.left, other.left)
    return shared > OVERLAP * min(box.width, other.width)


def _gap(box: Box, other: Box) -> float:
    return max(0.0, max(box.left, other.left) - min(box.right, other.right))
