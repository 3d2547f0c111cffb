"""A page that is drawn and encoded, on its way to the folder.

Runs in the child process only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocr.intake import pixels

if TYPE_CHECKING:
    from PIL import Image

    from ocr.intake.limits import Limits


@dataclass(frozen=True)
class Drawn:
    """`image` has the pixels of `data`; `format` is jpg or png; `dpi` None when not known."""

    image: Image.Image
    data: bytes
    format: str
    dpi: int | None

    @classmethod
    def encoded(cls, image: Image.Image, *, dpi: int | None, limits: Limits) -> Drawn:
        """Encode an L or RGB picture: line art as PNG, photos as JPEG."""
        image = pixels.gray_if_colourless(image)
        if pixels.is_line_art(image):
            data = pixels.encoded(image, as_png=True, dpi=dpi)
            if len(data) <= limits.max_png_bytes:
                return cls(image, data, "png", dpi)
        return cls(image, pixels.encoded(image, as_png=False, dpi=dpi), "jpg", dpi)
