"""Pillow's readers, one for each kind of picture, loaded when first needed.

A reader is called by its kind and no other is tried: `Image.open` would ask them all, and warn
through global state. Opening reads a header and decodes no pixels.
"""

from __future__ import annotations

import importlib
import struct
from typing import BinaryIO

from PIL import Image
from PIL.ImageFile import ImageFile

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.kinds import Kind

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    AssertionError,
    struct.error,
    Warning,
    Image.DecompressionBombError,
)
"""What decoders have been seen to raise for broken files; warnings where these are made errors."""

_READERS = {
    Kind.JPEG: ("PIL.JpegImagePlugin", "JpegImageFile"),
    Kind.PNG: ("PIL.PngImagePlugin", "PngImageFile"),
    Kind.TIFF: ("PIL.TiffImagePlugin", "TiffImageFile"),
    Kind.GIF: ("PIL.GifImagePlugin", "GifImageFile"),
    Kind.BMP: ("PIL.BmpImagePlugin", "BmpImageFile"),
    Kind.WEBP: ("PIL.WebPImagePlugin", "WebPImageFile"),
    Kind.HEIC: ("pi_heif", "HeifImageFile"),
}


def opened(file: BinaryIO, kind: Kind) -> ImageFile:
    """Open a picture of a known kind. Raises Refusal(image_unreadable)."""
    module, name = _READERS[kind]
    reader = getattr(importlib.import_module(module), name)
    try:
        image: ImageFile = reader(file)
    except BROKEN as error:
        raise unreadable(error) from error
    return image


def unreadable(error: BaseException) -> Refusal:
    """The Refusal for what a decoder raised."""
    return Refusal(errors.IMAGE_UNREADABLE, repr(error)[:500])
