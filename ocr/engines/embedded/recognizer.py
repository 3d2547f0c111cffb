"""Reads flat strips with PP-OCRv6: Han, kana, Latin letters, digits and signs, no Hangul."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.network import Network
from ocr.engines.embedded.picture import Pixels

WIDEST_BATCH = 2400
LARGEST_BATCH = 8
NARROWEST = 64
SAME_LOOK = {"￥": "¥", "￦": "₩"}
"""Wide signs that look as the usual ones do; which of them was meant cannot be seen."""


class Glyph(NamedTuple):
    """One character as read: how sure (0 to 1), and its middle in the strip's columns."""

    char: str
    confidence: float
    x: float


class Recognizer:
    """PP-OCRv6's recogniser on one model file."""

    def __init__(self, model: Path, threads: int) -> None:
        self._network = Network(model, threads)
        listed = self._network.note("character").splitlines()
        chars = ["", *listed, *([] if listed[-1] == " " else [" "])]
        self._chars = [SAME_LOOK.get(char, char) for char in chars]

    def read(self, strips: Sequence[Pixels]) -> list[list[Glyph]]:
        """The glyphs of each strip from left to right, blanks among them."""
        found: list[list[Glyph]] = [[] for _ in strips]
        for batch in _batches([strip.shape[1] / strip.shape[0] for strip in strips]):
            for index, glyphs in zip(batch, self._read([strips[i] for i in batch]), strict=True):
                found[index] = glyphs
        return found

    def _read(self, strips: list[Pixels]) -> Iterator[list[Glyph]]:
        widths = [max(1, math.ceil(HEIGHT * s.shape[1] / s.shape[0])) for s in strips]
        wide = max(NARROWEST, *widths)
        values = np.zeros((len(strips), 3, HEIGHT, wide), np.float32)
        for row, strip, width in zip(values, strips, widths, strict=True):
            shown = cv2.resize(strip, (width, HEIGHT)).astype(np.float32) / 127.5 - 1
            row[:, :, :width] = shown.transpose(2, 0, 1)
        likely = self._network(values)
        classes, sure = likely.argmax(axis=2), likely.max(axis=2)
        for row, strip in enumerate(strips):
            scale = wide / likely.shape[1] * strip.shape[1] / widths[row]
            yield self._glyphs(classes[row], sure[row], scale)

    def _glyphs(
        self, classes: npt.NDArray[np.int64], sure: npt.NDArray[np.float32], scale: float
    ) -> list[Glyph]:
        """CTC: equal neighbours are one character, class 0 is a pause."""
        glyphs: list[Glyph] = []
        last = 0
        for step in np.flatnonzero(classes):
            kind, confidence = int(classes[step]), float(sure[step])
            if glyphs and kind == last and classes[step - 1] == kind:
                before = glyphs[-1]
                glyphs[-1] = before._replace(confidence=max(before.confidence, confidence))
            else:
                glyphs.append(Glyph(self._chars[kind], confidence, (step + 0.5) * scale))
            last = kind
        return glyphs


def _batches(ratios: list[float]) -> Iterator[list[int]]:
    """Strips of like width together, bounded in width: each step has 18,710 classes."""
    order = sorted(range(len(ratios)), key=ratios.__getitem__)
    batch: list[int] = []
    for index in order:
        full = (len(batch) + 1) * HEIGHT * ratios[index] > WIDEST_BATCH
        if batch and (full or len(batch) == LARGEST_BATCH):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
