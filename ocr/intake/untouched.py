"""Which image files may go on exactly as they were uploaded, and where their picture ends.

Bytes after the end of the picture (a second file hidden there, a phone's private trailer) are cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocr.intake.colour import is_harmless
from ocr.intake.kinds import PDF_HEADER_WITHIN, Kind

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_END_OF_IMAGE = 0xD9
_PNG_START = 8
_PNG_DEPTH, _PNG_COLOUR = 24, 25
_PNG_GRAY_AND_RGB = (0, 2)


def untouched(data: bytes, image: ImageFile, kind: Kind) -> bytes | None:
    """Return the picture's own bytes when a decoded, upright, fitting JPEG or PNG needs no change.

    None when it must be encoded again: palette, alpha, 16 bits, CMYK, an uncommon colour profile,
    an animation, or a PDF in its first bytes.
    """
    if image.mode not in ("L", "RGB") or "transparency" in image.info:
        return None
    if b"%PDF-" in data[:PDF_HEADER_WITHIN] or not is_harmless(image.info.get("icc_profile")):
        return None
    if kind is Kind.JPEG:
        return data[: jpeg_end(data)]
    if kind is Kind.PNG and _is_simple_png(data, image):
        return data[: png_end(data)]
    return None


def jpeg_end(data: bytes) -> int:
    """The offset just after the end-of-image marker; the length of `data` when there is none."""
    at = 2
    while match := _JPEG_MARKER.search(data, at):
        marker = data[match.start() + 1]
        if marker == _END_OF_IMAGE:
            return match.end()
        length = int.from_bytes(data[match.end() : match.end() + 2], "big")
        at = match.end() + (length if marker not in (0x01, 0xD8) else 0)
    return len(data)


def png_end(data: bytes) -> int:
    """The offset just after the IEND chunk; the length of `data` when there is none."""
    at = _PNG_START
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IEND":
            return min(end, len(data))
        at = end
    return len(data)


def _is_simple_png(data: bytes, image: ImageFile) -> bool:
    if data[_PNG_DEPTH] != 8 or data[_PNG_COLOUR] not in _PNG_GRAY_AND_RGB:
        return False
    return not getattr(image, "is_animated", False)
