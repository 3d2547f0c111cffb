"""Small image files for tests, whole and broken, as bytes."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def corner(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A white picture whose top left quarter is black: shows how it was turned."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill="black")
    return image.convert(mode)


def photo(width: int = 64, height: int = 64) -> Image.Image:
    """Many colours, as a camera gives them."""
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def turned_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How an upright picture is turned before it is stored with an orientation."""


def stored(image: Image.Image, orientation: int) -> Image.Image:
    turn = STORED_AS[orientation]
    return image if turn is None else image.transpose(turn)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *, depth: int, colour: int, row: bytes, rows: int = -1) -> bytes:
    """A PNG of equal rows; `rows` fewer than `height` makes a lie."""
    packer = zlib.compressobj(9)
    line = b"\0" + row
    packed = b"".join(packer.compress(line) for _ in range(height if rows < 0 else rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
        + chunk(b"IDAT", packed + packer.flush())
        + chunk(b"IEND", b"")
    )


def tiff(*frames: Image.Image, **options: Any) -> bytes:
    first, *others = frames
    return saved(first, "TIFF", save_all=True, append_images=others, **options)


def tiff_with_broken_second_frame() -> bytes:
    """Two frames; the strip of the second lies behind the end of the file."""
    data = bytearray(tiff(corner(), corner()))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + 12 * entries)[0]
    for i in range(struct.unpack_from("<H", data, second)[0]):
        at = second + 2 + 12 * i
        if struct.unpack_from("<H", data, at)[0] == 273:
            struct.pack_into("<I", data, at + 8, len(data) + 1000)
    return bytes(data)
