"""Draws small pages with known text for the tests of the embedded engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr.engines.base import Source

GOTHIC = Path("/usr/share/fonts/truetype/nanum/NanumGothic.ttf")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TESSDATA = Path(__file__).parents[3] / "static" / "vendor" / "tessdata"

Line = tuple[float, float, str]
"""Left edge, top edge, text."""


def font(size: int = 26, path: Path = GOTHIC) -> ImageFont.FreeTypeFont:
    """A font of Debian's fonts-nanum or fonts-noto-cjk; raises `OSError` without it."""
    return ImageFont.truetype(str(path), size)


def drawn(
    lines: Sequence[Line],
    size: tuple[int, int] = (720, 240),
    face: ImageFont.FreeTypeFont | None = None,
) -> Image.Image:
    """Black text on white."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for x, y, text in lines:
        pen.text((x, y), text, font=face or font(), fill="black")
    return image


def saved(image: Image.Image, folder: Path, name: str = "page") -> Source:
    path = folder / f"{name}.png"
    image.save(path)
    return Source(path, "png", image.width, image.height, name)
