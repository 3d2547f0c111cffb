"""Where the words of a strip end, told from the ink: both recognisers miss blanks at times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.script import has_hangul, is_hangul

INK_LEVEL = 140
WORD_GAP = 0.24 * HEIGHT
BESIDE_ROOMY = 0.42 * HEIGHT
ROOMY = frozenset("1lIij.,:;'|-*¥")
TIMES_USUAL = 1.7
HARDLY = 0.08 * HEIGHT
HARDLY_ROOMY = 0.12 * HEIGHT
BEYOND = HEIGHT
MARGIN = 6
NARROWEST = 8

Spot = tuple[str, float]
"""A character and the column of its middle."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """The gaps between a strip's ink, in columns; `usual` is the gap between its characters."""

    lefts: npt.NDArray[np.float64]
    rights: npt.NDArray[np.float64]
    width: int
    usual: float = 0.0

    def widest(self, left: float, right: float) -> float:
        """The widest gap whose middle lies between two columns; 0 without any."""
        middles = (self.lefts + self.rights) / 2
        inside = (middles > left) & (middles < right)
        return float((self.rights - self.lefts)[inside].max(initial=0.0))

    def part(self, one: Spot, other: Spot) -> bool:
        """Whether two neighbouring characters are of different words.

        Two syllables are left to Tesseract, which knows Korean spacing; narrow characters
        have much room around them in any case.
        """
        if is_hangul(one[0][-1]) and is_hangul(other[0][0]):
            return False
        least = BESIDE_ROOMY if _is_roomy(one, other) else WORD_GAP
        return self.widest(one[1], other[1]) >= max(least, TIMES_USUAL * self.usual)

    def join(self, one: Spot, other: Spot) -> bool:
        """Whether two neighbouring characters stand too close for a blank between them."""
        in_number = _is_roomy(one, other) and not has_hangul(one[0] + other[0])
        return self.widest(one[1], other[1]) < (HARDLY_ROOMY if in_number else HARDLY)

    def between(self, left: float, right: float) -> tuple[float, float]:
        """The widest gap whose middle lies between two columns; without any, their middle."""
        middles = (self.lefts + self.rights) / 2
        inside = np.flatnonzero((middles > left) & (middles < right))
        if not inside.size:
            return (left + right) / 2, (left + right) / 2
        widest = inside[np.argmax((self.rights - self.lefts)[inside])]
        return float(self.lefts[widest]), float(self.rights[widest])

    def columns(self, left: float, right: float) -> tuple[int, int]:
        """Columns of the strip with a margin around, a few at least, to cut out."""
        start = min(max(0, int(left - MARGIN)), self.width - NARROWEST)
        return start, min(self.width, max(int(right + MARGIN) + 1, start + NARROWEST))

    def before(self, column: float) -> float:
        """Where the ink begins that stands before a column."""
        return max(0.0, min(column, self.between(-BEYOND, column)[1]))

    def after(self, column: float) -> float:
        """Where the ink ends that stands after a column."""
        return min(float(self.width), max(column, self.between(column, self.width + BEYOND)[0]))


def _is_roomy(one: Spot, other: Spot) -> bool:
    return one[0][-1] in ROOMY or other[0][0] in ROOMY


def blanks_of(grey: Pixels, middles: Sequence[float]) -> Blanks:
    """The gaps of a levelled strip; `middles` are the columns of its characters."""
    columns = (grey < INK_LEVEL).any(axis=0)
    # Nothing stands beyond the ends of the strip: the gaps there are as clear as any.
    ink = np.pad(np.pad(columns, BEYOND), 1, constant_values=True).astype(np.int8)
    steps = np.diff(ink)
    lefts = np.flatnonzero(steps < 0).astype(np.float64) - BEYOND
    rights = np.flatnonzero(steps > 0).astype(np.float64) - BEYOND
    found = Blanks(lefts, rights, grey.shape[1])
    gaps = [found.widest(left, right) for left, right in pairwise(middles)]
    return replace(found, usual=float(np.median(gaps))) if gaps else found
