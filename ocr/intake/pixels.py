"""One opened picture becomes upright, 8-bit gray or sRGB without alpha, within the limits.

Runs in the child process only: everything here decodes what strangers sent.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from ocr.intake import errors
from ocr.intake.colour import without_profile
from ocr.intake.errors import Refusal
from ocr.intake.readers import BROKEN

if TYPE_CHECKING:
    from ocr.intake.limits import Limits

Size = tuple[int, int]
Span = tuple[float, float]

WHOLE_AT_ONCE = 64_000_000
"""Pixels up to which a picture that must shrink is converted in one piece."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_BANDS = 16
_SAMPLE_SIDE = 512
_LINE_ART_COLOURS = 16
_LINE_ART_SHARE = 0.85


def orientation(image: Image.Image) -> int:
    """The EXIF orientation of a loaded picture, 1 to 8; 1 where EXIF says nonsense or is broken.

    A PNG that is not loaded yet would load here, and its faults be taken for those of its EXIF.
    """
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return value if value in _TURNS else 1


def upright(image: Image.Image, turned: int) -> Image.Image:
    """Turn a picture the way its EXIF orientation asks for."""
    return image.transpose(_TURNS[turned]) if turned in _TURNS else image


def fitting_size(width: int, height: int, limits: Limits) -> Size:
    """The size scaled down so that no side passes `max_side`.

    Raises Refusal(image_too_small) when a side then is below `min_side`: a strip too long to send.
    """
    scale = min(1.0, limits.max_side / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if min(size) < limits.min_side:
        params = {"width": width, "height": height, "min": limits.min_side}
        raise Refusal(errors.IMAGE_TOO_SMALL, f"{width} x {height} scaled to {size}", params)
    return size


def plain(image: Image.Image, size: Size) -> Image.Image:
    """Return a picture of mode L or RGB in sRGB, on white, of exactly `size` pixels.

    A large picture is converted in bands, so that beside the source only the outcome and one band
    are in memory.
    """
    span = _span(image)
    if image.size == size:
        return flat(image, span)
    if image.width * image.height <= WHOLE_AT_ONCE:
        return flat(image, span).resize(size, Image.Resampling.LANCZOS)
    return _in_bands(image, size, span)


def flat(image: Image.Image, span: Span | None = None) -> Image.Image:
    """Return the picture as L or RGB: 16 bits to 8, alpha on white, other colour spaces to sRGB."""
    profile = image.info.get("icc_profile")
    image = _eight_bits(image, span)
    if image.has_transparency_data:
        image = _on_white(image)
    return without_profile(image, profile)


def is_line_art(image: Image.Image) -> bool:
    """Whether few colours cover most of an L or RGB picture: print and drawings, not photos."""
    side = _SAMPLE_SIDE
    size = min(side, image.width), min(side, image.height)
    sample = image.resize(size, Image.Resampling.NEAREST)
    colours = sample.getcolors(side * side) or []
    common = sorted((count for count, _colour in colours), reverse=True)[:_LINE_ART_COLOURS]
    return sum(common) >= _LINE_ART_SHARE * size[0] * size[1]


def gray_if_colourless(image: Image.Image) -> Image.Image:
    """Return an L picture when all three channels of an RGB one are equal."""
    if image.mode != "RGB":
        return image
    red, green, blue = image.split()
    for other in (green, blue):
        if ImageChops.difference(red, other).getbbox() is not None:
            return image
    return red


def encoded(image: Image.Image, *, as_png: bool, dpi: int | None, quality: int = 92) -> bytes:
    """Return the bytes of a PNG or a JPEG (4:4:4) without any metadata but the resolution."""
    extra = {"dpi": (dpi, dpi)} if dpi else {}
    out = io.BytesIO()
    if as_png:
        image.save(out, "PNG", **extra)
    else:
        image.save(out, "JPEG", quality=quality, subsampling=0, **extra)
    return out.getvalue()


def thumbnail(image: Image.Image, box: Size) -> bytes:
    """Return a WebP that fits into `box` (width, height); small pictures keep their size."""
    from PIL import WebPImagePlugin  # noqa: F401 - else Pillow loads all its formats

    scale = min(1.0, box[0] / image.width, box[1] / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    small = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    out = io.BytesIO()
    small.convert("RGB").save(out, "WEBP", quality=75, method=2)
    return out.getvalue()


def _span(image: Image.Image) -> Span | None:
    """Darkest and lightest value of a picture whose scale is not known from its mode."""
    if image.mode not in ("I", "F"):
        return None
    low, high = image.getextrema()
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return None
    return (float(low), float(high)) if math.isfinite(low) and math.isfinite(high) else (0.0, 1.0)


def _eight_bits(image: Image.Image, span: Span | None) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode not in ("I", "F"):
        return image
    low, high = span or (0.0, 255.0)
    scale = 255.0 / ((high - low) or 1.0)
    return image.point(lambda value: value * scale + -low * scale).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA")
    gray = Image.new("RGB", image.size, "white")
    gray.paste(image, mask=image.getchannel("A"))
    return gray


def _in_bands(image: Image.Image, size: Size, span: Span | None) -> Image.Image:
    scale = image.height / size[1]
    rows = math.ceil(size[1] / _BANDS)
    whole: Image.Image | None = None
    for top in range(0, size[1], rows):
        bottom = min(size[1], top + rows)
        first, last = math.floor(top * scale), min(image.height, math.ceil(bottom * scale))
        band = flat(image.crop((0, first, image.width, last)), span)
        box = (
            0.0,
            top * scale - first,
            float(band.width),
            min(bottom * scale - first, last - first),
        )
        part = band.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box=box)
        whole = whole or Image.new(part.mode, size)
        whole.paste(part, (0, top))
    assert whole is not None
    return whole
