"""Spoils a clean drawn page the way scanners, mail and phones do; corners move along.

Each variant takes a page (height x width x 3, uint8) and gives the spoilt page and the
homography that leads from the clean page's pixels to the spoilt page's.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]
Spoilt = tuple[Pixels, Matrix]


def clean(page: Pixels, chance: random.Random) -> Spoilt:
    return page, np.eye(3)


def rot(page: Pixels, chance: random.Random) -> Spoilt:
    """Slanted by 1.5 to 3 degrees, as a sheet that was fed askew."""
    angle = np.radians(chance.choice((-1, 1)) * chance.uniform(1.5, 3.0))
    height, width = page.shape[:2]
    cosine, sine = np.cos(angle), np.sin(angle)
    new_width = int(width * cosine + height * abs(sine))
    new_height = int(height * cosine + width * abs(sine))
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    shift = np.eye(3)
    shift[:2, 2] = np.array([new_width, new_height]) / 2 - turn[:2, :2] @ [width / 2, height / 2]
    return _warped(page, shift @ turn, (new_width, new_height)), shift @ turn


def small(page: Pixels, chance: random.Random) -> Spoilt:
    """Half as large: letters of about 13 pixels."""
    size = (page.shape[1] // 2, page.shape[0] // 2)
    scale = np.diag([size[0] / page.shape[1], size[1] / page.shape[0], 1.0])
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def noisejpg(page: Pixels, chance: random.Random) -> Spoilt:
    """Grain and a hard JPEG."""
    return _jpeg(_grainy(page, 14.0, chance), chance.randint(30, 45)), np.eye(3)


def photo(page: Pixels, chance: random.Random) -> Spoilt:
    """On a table, seen at an angle, unevenly lit, a little soft and grainy."""
    height, width = page.shape[:2]
    margin = 70
    reach = 0.05 * min(width, height)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = (
        corners
        + margin
        + np.array([[chance.uniform(-reach, reach) for _ in range(2)] for _ in range(4)])
    )
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, moved.astype(np.float32)), np.float64)
    size = (width + 2 * margin, height + 2 * margin)
    sheet = _warped(page, matrix, size, _table(size, chance))
    lit = sheet.astype(np.float32) * _light(size, chance)[:, :, None]
    soft = cv2.GaussianBlur(lit.clip(0, 255).astype(np.uint8), (0, 0), chance.uniform(0.7, 1.1))
    return _jpeg(_grainy(np.asarray(soft, np.uint8), 6.0, chance), 70), matrix


def turned(degrees: int) -> Callable[[Pixels, random.Random], Spoilt]:
    """A clean page turned clockwise by 90, 180 or 270 degrees."""

    def turn(page: Pixels, chance: random.Random) -> Spoilt:
        height, width = page.shape[:2]
        matrices = {
            90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
            180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        }
        pixels = np.ascontiguousarray(np.rot90(page, -degrees // 90))
        return pixels, np.array(matrices[degrees], np.float64)

    return turn


VARIANTS: dict[str, Callable[[Pixels, random.Random], Spoilt]] = {
    "clean": clean,
    "rot": rot,
    "small": small,
    "noisejpg": noisejpg,
    "photo": photo,
    "turn90": turned(90),
    "turn180": turned(180),
    "turn270": turned(270),
}


def _warped(
    page: Pixels, matrix: Matrix, size: tuple[int, int], under: Pixels | None = None
) -> Pixels:
    white = (255, 255, 255)
    flat = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=white)
    if under is None:
        return np.asarray(flat, np.uint8)
    inside = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, size)
    share = inside[:, :, None].astype(np.float32) / 255
    return np.asarray(flat * share + under * (1 - share), np.uint8)


def _table(size: tuple[int, int], chance: random.Random) -> Pixels:
    """Dark wood: a base colour with level streaks."""
    width, height = size
    base = np.array([chance.randint(25, 60), chance.randint(40, 80), chance.randint(60, 110)])
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 8, (height, 1, 1))
    return (np.ones((height, width, 3)) * base + noise).clip(0, 255).astype(np.uint8)


def _light(size: tuple[int, int], chance: random.Random) -> npt.NDArray[np.float32]:
    """Brightness falling off from one corner to the other."""
    width, height = size
    across = np.linspace(0, chance.uniform(-0.25, 0.25), width)
    down = np.linspace(0, chance.uniform(-0.25, 0.25), height)
    light = chance.uniform(0.8, 0.95) + across[None, :] + down[:, None]
    return light.clip(0.35, 1.1).astype(np.float32)


def _grainy(page: Pixels, strength: float, chance: random.Random) -> Pixels:
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, strength, page.shape)
    return (page + noise).clip(0, 255).astype(np.uint8)


def _jpeg(page: Pixels, quality: int) -> Pixels:
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
