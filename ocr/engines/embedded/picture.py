"""One page image as an array of pixels; knows nothing of what is written on it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Quad = npt.NDArray[np.float64]
"""Four corners (x, y) in pixels, clockwise, the first where reading starts; shape (4, 2)."""

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def load(path: Path) -> Pixels:
    """The image's pixels, height x width x 3, blue-green-red, transparency on white.

    The file is upright already (`Source`), so its EXIF orientation is left alone.
    Raises `OSError` when it is no image.
    """
    with Image.open(path) as image:
        colours = np.asarray(_on_white(image).convert("RGB"))
    return np.ascontiguousarray(colours[:, :, ::-1])


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode not in ("RGBA", "LA", "PA", "P") and "transparency" not in image.info:
        return image
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)


def turned(picture: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 0:
        return picture
    return np.asarray(cv2.rotate(picture, TURNS[degrees]), np.uint8)


def turned_back(quad: Quad, degrees: int, width: int, height: int) -> Quad:
    """A quad of the turned picture in the frame of the picture before (`width` x `height`).

    The order of the corners stays, so the first is still where reading starts.
    """
    x, y = quad[:, 0], quad[:, 1]
    if degrees == 90:
        return np.stack([y, height - x], axis=1)
    if degrees == 180:
        return np.stack([width - x, height - y], axis=1)
    if degrees == 270:
        return np.stack([width - y, x], axis=1)
    return quad
