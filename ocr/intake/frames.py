"""Image files as pages: one for most kinds, one a frame for TIFF.

Runs in the child process only.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

from PIL import Image

from ocr.intake import errors, pixels
from ocr.intake.drawn import Drawn
from ocr.intake.errors import Refusal
from ocr.intake.headers import image_size
from ocr.intake.kinds import Kind
from ocr.intake.limits import check_size
from ocr.intake.readers import BROKEN, opened, unreadable
from ocr.intake.untouched import untouched

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFile import ImageFile

    from ocr.intake.limits import Limits

_SUBFILE_TYPE = 254
_NOT_A_PAGE = 1 | 4
"""Bits of NewSubfileType: a smaller copy of another frame, a transparency mask."""


class Frames:
    """The pages of one image file; `total` is known when it is made."""

    def __init__(self, path: Path, kind: Kind, limits: Limits):
        """Raise Refusal(image_unreadable, too_many_pages) or what check_size raises."""
        self._data = path.read_bytes()
        self._kind = kind
        self._limits = limits
        file = io.BytesIO(self._data)
        check_size(*image_size(file, kind), limits)
        # Pillow's own guard stays on, at this limit; the module is the child's alone.
        Image.MAX_IMAGE_PIXELS = limits.max_pixels
        file.seek(0)
        self._image = opened(file, kind)
        # A file of several HEIC pictures opens at the one meant to be seen.
        self._frames = self._pages() if kind is Kind.TIFF else [self._image.tell()]
        self.total = len(self._frames)

    def page(self, number: int) -> Drawn:
        """Draw page `number`, counted from 1. Raises Refusal for this page."""
        try:
            self._image.seek(self._frames[number - 1])
            return self._drawn()
        except BROKEN as error:
            raise unreadable(error) from error

    def _pages(self) -> list[int]:
        """The frames that are pages; a broken one counts, what comes after it cannot be found."""
        kept: list[int] = []
        frame = 0
        while True:
            try:
                self._image.seek(frame)
                if not self._tag(_SUBFILE_TYPE) & _NOT_A_PAGE:
                    kept.append(frame)
            except EOFError:
                break
            except BROKEN:
                kept.append(frame)
                break
            frame += 1
            self._check_number(frame)
        return kept or [0]

    def _check_number(self, frames: int) -> None:
        most = self._limits.max_pages
        if frames > most:
            params = {"pages": frames, "max": most}
            raise Refusal(errors.TOO_MANY_PAGES, f"more than {most} frames", params)

    def _tag(self, tag: int) -> int:
        value = getattr(self._image, "tag_v2", {}).get(tag, 0)
        return value if isinstance(value, int) else 0

    def _drawn(self) -> Drawn:
        image, limits = self._image, self._limits
        check_size(image.width, image.height, limits)
        stored = max(image.size)
        _draft(image, limits)
        image.load()
        # Pillow turns a TIFF by itself while it loads.
        turned = 1 if self._kind is Kind.TIFF else pixels.orientation(image)
        dpi = _resolution(image)
        if turned == 1 and stored <= limits.max_side:
            same = untouched(self._data, image, self._kind)
            if same is not None:
                return Drawn(image, same, "png" if self._kind is Kind.PNG else "jpg", dpi)
        size = pixels.fitting_size(image.width, image.height, limits)
        page = pixels.upright(pixels.plain(image, size), turned)
        scaled = round(dpi * max(size) / stored) if dpi else None
        return Drawn.encoded(page, dpi=scaled, limits=limits)


def _draft(image: ImageFile, limits: Limits) -> None:
    """Let a JPEG decoder shrink by 2, 4 or 8: the memory for the full picture is never taken."""
    factor = math.ceil(max(image.size) / limits.max_side)
    if factor > 1 and image.format == "JPEG":
        power = 1 << (factor - 1).bit_length()
        image.draft(None, (image.width // power, image.height // power))


def _resolution(image: Image.Image) -> int | None:
    """Pixels per inch when the file says something believable."""
    dpi = image.info.get("dpi")
    try:
        value = float(dpi[0]) if dpi else 0.0
    except BROKEN:
        return None
    # Lower values are what programs write that do not know.
    return round(value) if 100 <= value <= 2400 else None
