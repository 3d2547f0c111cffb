"""What a file may ask of this machine, in one frozen object that also travels to the child."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.intake import errors
from ocr.intake.errors import Refusal

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits for one file. Sides and pixels are counted in image pixels.

    `min_side` and `max_side` are CLOVA's (contract section 3: 10 to 8000, both included).
    """

    max_bytes: int = 50 * MIB
    """Size of the uploaded file."""
    max_pages: int = 500
    """Pages of a PDF or frames of a TIFF."""
    max_pixels: int = 200_000_000
    """Width times height that an image file may declare."""
    min_side: int = 10
    max_side: int = 8000
    dpi: int = 200
    """Resolution at which a PDF page is drawn, unless the next two limits lower it."""
    max_page_pixels: int = 40_000_000
    """Width times height of a drawn PDF page."""
    max_png_bytes: int = 20 * MIB
    """A page image that would be larger as PNG becomes a JPEG."""
    page_seconds: float = 60.0
    """Wall clock for one page."""
    file_seconds: float = 1800.0
    """Wall clock for all pages together, time in which nobody asked for a page not counted."""
    memory_bytes: int = 1536 * MIB
    """Address space of the child process."""
    max_written_bytes: int = 256 * MIB
    """The largest file that the child may write."""


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise Refusal(image_too_many_pixels or image_too_small) for a size in stored pixels."""
    params = {"width": width, "height": height}
    if width * height > limits.max_pixels:
        params["max"] = limits.max_pixels
        raise Refusal(errors.IMAGE_TOO_MANY_PIXELS, f"{width} x {height}", params)
    if min(width, height) < limits.min_side:
        params["min"] = limits.min_side
        raise Refusal(errors.IMAGE_TOO_SMALL, f"{width} x {height}", params)
