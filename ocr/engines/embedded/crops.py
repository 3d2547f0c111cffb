"""Cuts one line out of the picture and lays it flat."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines.embedded.enlarging import enlarged
from ocr.engines.embedded.picture import Pixels, Quad

HEIGHT = 48
MARGIN = 0.05
TINY = 4.0
ENLARGE = 4


@dataclass(frozen=True, slots=True)
class Strip:
    """A line laid flat: `HEIGHT` pixels high, with the way back into the picture."""

    pixels: Pixels
    to_picture: npt.NDArray[np.float64]

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    def quad(self, left: float, right: float) -> Quad:
        """The part of the strip between two of its columns, in the picture's pixels."""
        left, right = max(0.0, left), min(float(self.width), right)
        corners = np.array(
            [[left, 0, 1], [right, 0, 1], [right, HEIGHT, 1], [left, HEIGHT, 1]], np.float64
        )
        moved = corners @ self.to_picture.T
        return np.asarray(moved[:, :2] / moved[:, 2:], np.float64)

    def upside_down(self) -> Strip:
        """The same strip turned by 180 degrees."""
        turn = np.array([[-1, 0, self.width], [0, -1, HEIGHT], [0, 0, 1]], np.float64)
        flipped = np.ascontiguousarray(self.pixels[::-1, ::-1])
        return Strip(flipped, self.to_picture @ turn)


def cut(picture: Pixels, quad: Quad) -> Strip:
    """Lay the inside of a quad flat, with a margin of 5 % of its height; tiny lines without."""
    across, down = _sides(quad)
    width, height = float(np.hypot(*across)), float(np.hypot(*down))
    margin = 0.0 if height * TINY < HEIGHT else MARGIN
    beside = across / max(width, 1e-6) * margin * height
    above = down / max(height, 1e-6) * 0.6 * margin * height
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64)
    wider = quad + signs[:, :1] * beside + signs[:, 1:] * above
    scale = HEIGHT / max(height * (1 + 1.2 * margin), 1e-6)
    columns = max(8, round((width + 2 * margin * height) * scale))
    target = np.array([[0, 0], [columns, 0], [columns, HEIGHT], [0, HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(wider.astype(np.float32), target)
    pixels = _flattened(picture, np.asarray(matrix, np.float64), columns, scale)
    return Strip(pixels, np.asarray(np.linalg.inv(matrix), np.float64))


def _sides(quad: Quad) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The vectors along the reading direction and down, each as long as the longer side."""
    tops, sides = quad[[1, 2]] - quad[[0, 3]], quad[[3, 2]] - quad[[0, 1]]
    return _longest(tops), _longest(sides)


def _longest(sides: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    middle = sides.mean(axis=0)
    length = float(np.hypot(sides[:, 0], sides[:, 1]).max())
    return np.asarray(middle / max(float(np.hypot(*middle)), 1e-6) * length, np.float64)


def _flattened(
    picture: Pixels, matrix: npt.NDArray[np.float64], columns: int, scale: float
) -> Pixels:
    how = cv2.INTER_CUBIC if scale >= 0.75 else cv2.INTER_AREA
    if scale < 0.5:
        # Large lettering is reduced first: the warp looks at too few pixels and would alias.
        picture, matrix = _closer(picture, matrix, columns, 2 * scale)
        how = cv2.INTER_LINEAR
    elif scale > TINY:
        picture, matrix = _closer(picture, matrix, columns, ENLARGE)
    flat = cv2.warpPerspective(
        picture, matrix, (columns, HEIGHT), flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _closer(
    picture: Pixels, matrix: npt.NDArray[np.float64], columns: int, factor: float
) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """Only the part of the picture that the strip shows, resized, and the matrix for it."""
    back = np.linalg.inv(matrix)
    corners = np.array([[0, 0, 1], [columns, 0, 1], [columns, HEIGHT, 1], [0, HEIGHT, 1]])
    moved = corners @ back.T
    places = moved[:, :2] / moved[:, 2:]
    height, width = picture.shape[:2]
    left, top = (np.floor(places.min(axis=0)) - 2).astype(int).clip(0, (width - 1, height - 1))
    right, bottom = (np.ceil(places.max(axis=0)) + 2).astype(int).clip(1, (width, height))
    part = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    if factor < 1:
        resized = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    else:
        resized = enlarged(part, int(factor))
    fx, fy = resized.shape[1] / part.shape[1], resized.shape[0] / part.shape[0]
    # Pixels are squares: their middles lie half a pixel from their corners.
    shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)
    move = np.array([[1 / fx, 0, left], [0, 1 / fy, top], [0, 0, 1]], np.float64)
    move = np.linalg.inv(shift) @ move @ shift
    return np.asarray(resized, np.uint8), np.asarray(matrix @ move, np.float64)
