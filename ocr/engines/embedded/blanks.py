"""Where the words of a strip end, told from the ink: both recognisers miss blanks at times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.script import is_hangul

INK_LEVEL = 140
WORD_GAP = 0.3 * HEIGHT
BESIDE_ONE = 0.45 * HEIGHT
TIMES_USUAL = 2.5
HARDLY = 0.08 * HEIGHT
CLEAR = 0.18 * HEIGHT
REACH = 0.5 * HEIGHT
MARGIN = 6.0
BEYOND = HEIGHT

Spot = tuple[str, float]
"""A character and the column of its middle."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """The gaps between a strip's ink, in columns; `usual` is the gap between its characters."""

    lefts: npt.NDArray[np.float64]
    rights: npt.NDArray[np.float64]
    usual: float = 0.0

    def widest(self, left: float, right: float) -> float:
        """The widest gap whose middle lies between two columns; 0 without any."""
        middles = (self.lefts + self.rights) / 2
        inside = (middles > left) & (middles < right)
        return float((self.rights - self.lefts)[inside].max(initial=0.0))

    def part(self, one: Spot, other: Spot) -> bool:
        """Whether two neighbouring characters are of different words.

        Two syllables are left to Tesseract, which knows Korean spacing; a 1 has much
        room around it in any case.
        """
        if is_hangul(one[0][-1]) and is_hangul(other[0][0]):
            return False
        least = BESIDE_ONE if "1" in (one[0], other[0]) else WORD_GAP
        return self.widest(one[1], other[1]) >= max(least, TIMES_USUAL * self.usual)

    def join(self, left: float, right: float) -> bool:
        """Whether two neighbouring characters, by their middles, all but touch."""
        return self.widest(left, right) < HARDLY

    def around(self, left: float, right: float, first: float, last: float) -> tuple[float, float]:
        """A word's columns moved to the clear gaps beside it, with a margin.

        `first` and `last` are the middles of its outer characters, which stay inside.
        """
        clear = self.rights - self.lefts >= CLEAR
        before = self.rights[clear & (self.rights <= first) & (left - self.rights < REACH)]
        after = self.lefts[clear & (self.lefts >= last) & (self.lefts - right < REACH)]
        if before.size:
            left = float(before[np.argmin(np.abs(before - left))])
        if after.size:
            right = float(after[np.argmin(np.abs(after - right))])
        return left - MARGIN, right + MARGIN


def blanks_of(grey: Pixels, middles: Sequence[float]) -> Blanks:
    """The gaps of a levelled strip; `middles` are the columns of its characters."""
    columns = (grey < INK_LEVEL).any(axis=0)
    # Nothing stands beyond the ends of the strip: the gaps there are as clear as any.
    ink = np.pad(np.pad(columns, BEYOND), 1, constant_values=True).astype(np.int8)
    steps = np.diff(ink)
    lefts = np.flatnonzero(steps < 0).astype(np.float64) - BEYOND
    rights = np.flatnonzero(steps > 0).astype(np.float64) - BEYOND
    found = Blanks(lefts, rights)
    gaps = [found.widest(left, right) for left, right in pairwise(middles)]
    return Blanks(lefts, rights, float(np.median(gaps))) if gaps else found
