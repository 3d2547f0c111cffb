"""Where words stand on a page that may be skewed or turned.

Works in pixels of the image's frame, turned so that reading runs along x.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.results.model import BoundingPoly


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in the turned frame: it runs from `start` to `end` at height `centre`."""

    start: float
    end: float
    centre: float
    height: float

    def beside(self, other: Placed) -> bool:
        """Is the other word on the same visual row: centres within half the text height?"""
        return self.distance(other) <= (self.height + other.height) / 4

    def distance(self, other: Placed) -> float:
        return abs(self.centre - other.centre)


def place(polys: Sequence[BoundingPoly]) -> list[Placed]:
    """Place words in the frame turned by the page's own reading angle."""
    sides = [_sides(poly) for poly in polys]
    angle = _reading_angle(sides)
    cos, sin = math.cos(angle), math.sin(angle)
    return [_placed(side, poly, cos, sin) for side, poly in zip(sides, polys, strict=True)]


_Sides = tuple[float, float, float, float]


def _sides(poly: BoundingPoly) -> _Sides:
    """The middles of the side where reading starts and of the side where it ends."""
    if len(poly.vertices) < 4:
        middle = (poly.top + poly.bottom) / 2
        return poly.left, middle, poly.right, middle
    first, second, third, fourth = poly.vertices[:4]
    return (
        (first.x + fourth.x) / 2,
        (first.y + fourth.y) / 2,
        (second.x + third.x) / 2,
        (second.y + third.y) / 2,
    )


def _reading_angle(sides: Sequence[_Sides]) -> float:
    """The median angle of all words, long words counting more, in radians."""
    weighed = sorted(
        (math.atan2(y1 - y0, x1 - x0), math.hypot(x1 - x0, y1 - y0)) for x0, y0, x1, y1 in sides
    )
    half = sum(weight for _, weight in weighed) / 2
    for angle, weight in weighed:
        half -= weight
        if half <= 0:
            return angle
    return 0.0


def _placed(side: _Sides, poly: BoundingPoly, cos: float, sin: float) -> Placed:
    x0, y0, x1, y1 = side
    height = poly.height
    if len(poly.vertices) >= 4:
        first, second, third, fourth = poly.vertices[:4]
        near = math.hypot(fourth.x - first.x, fourth.y - first.y)
        far = math.hypot(third.x - second.x, third.y - second.y)
        height = (near + far) / 2
    return Placed(
        start=x0 * cos + y0 * sin,
        end=x1 * cos + y1 * sin,
        centre=((y0 + y1) * cos - (x0 + x1) * sin) / 2,
        height=height,
    )
