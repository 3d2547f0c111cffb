"""A page image turned by a quarter, a half or three quarters.

Runs in the child process only.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from ocr.intake import pixels
from ocr.intake.drawn import Drawn
from ocr.intake.kinds import HEAD_BYTES, Kind, sniff
from ocr.intake.limits import check_size
from ocr.intake.readers import BROKEN, opened, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from ocr.intake.limits import Limits

_QUALITY = 95
_CLOCKWISE = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def turned(path: Path, degrees: int, limits: Limits) -> Drawn:
    """Turn a page image clockwise by 90, 180 or 270 degrees; PNG stays PNG, the rest is JPEG.

    Raises Refusal(image_unreadable) or what check_size raises.
    """
    try:
        return _turned(path, degrees, limits)
    except BROKEN as error:
        raise unreadable(error) from error


def _turned(path: Path, degrees: int, limits: Limits) -> Drawn:
    data = path.read_bytes()
    kind = sniff(data[:HEAD_BYTES])
    image = opened(io.BytesIO(data), kind)
    check_size(image.width, image.height, limits)
    image.load()
    page = pixels.plain(image, pixels.fitting_size(image.width, image.height, limits))
    page = page.transpose(_CLOCKWISE[degrees])
    as_png = kind is Kind.PNG
    new = pixels.encoded(page, as_png=as_png, dpi=None, quality=_QUALITY)
    return Drawn(page, new, "png" if as_png else "jpg", None)
