"""Reads flat strips with PP-OCRv6: Han, kana, Latin letters, digits and signs, no Hangul."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.network import Network
from ocr.engines.embedded.picture import Pixels

NARROWEST = 48
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
        """The glyphs of each strip from left to right, blanks among them.

        One strip at a time: on a processor a batch is no faster, and its shorter strips
        would be padded.
        """
        return [self._read(strip) for strip in strips]

    def _read(self, strip: Pixels) -> list[Glyph]:
        width = max(1, math.ceil(HEIGHT * strip.shape[1] / strip.shape[0]))
        values = np.zeros((1, 3, HEIGHT, max(NARROWEST, width)), np.float32)
        shown = cv2.resize(strip, (width, HEIGHT)).astype(np.float32) / 127.5 - 1
        values[0, :, :, :width] = shown.transpose(2, 0, 1)
        likely = self._network(values)[0]
        scale = values.shape[3] / likely.shape[0] * strip.shape[1] / width
        return self._glyphs(likely.argmax(axis=1), likely.max(axis=1), scale)

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
