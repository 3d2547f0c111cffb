"""Makes tiny letters larger and sharper than plain interpolation does."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engines.embedded.picture import Pixels

ROUNDS = 6
SHARPEN = 1.3
SOFTEN = 0.8


def enlarged(pixels: Pixels, factor: int) -> Pixels:
    """The picture `factor` times as large.

    Sharpened step by step, each time corrected so that reducing it gives the small
    picture back (iterative back-projection).
    """
    small = pixels.astype(np.float32)
    height, width = small.shape[:2]
    size = (width * factor, height * factor)
    large = cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)
    for _ in range(ROUNDS):
        blurred = cv2.GaussianBlur(large, (0, 0), 0.75 * factor)
        large = np.clip(blurred + (large - blurred) * SHARPEN, 0, 255)
        missed = small - cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
        large = np.add(large, cv2.resize(missed, size, interpolation=cv2.INTER_CUBIC))
        large = cv2.GaussianBlur(np.clip(large, 0, 255), (0, 0), SOFTEN)
    return np.asarray(large, np.uint8)
