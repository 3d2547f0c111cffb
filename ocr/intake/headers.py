"""Width and height of an image file from its header alone.

Decodes no pixels and allocates none, so that it may run in a web process.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.kinds import Kind
from ocr.intake.readers import BROKEN, opened, unreadable

Size = tuple[int, int]

_META_BYTES = 1024 * 1024
_CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}


def image_size(file: BinaryIO, kind: Kind) -> Size:
    """Return (width, height) in pixels as stored, before any turning.

    Raises Refusal(image_unreadable) when the header is broken. Moves the file's position.
    """
    file.seek(0)
    try:
        width, height = _READERS.get(kind, _pillow_size)(file, kind)
    except BROKEN as error:
        raise unreadable(error) from error
    if width < 1 or height < 1:
        raise Refusal(errors.IMAGE_UNREADABLE, "header: no size")
    return width, height


def _pillow_size(file: BinaryIO, kind: Kind) -> Size:
    return opened(file, kind).size


def _gif_size(file: BinaryIO, _kind: Kind) -> Size:
    """The screen; Pillow would measure the first frame too, and warn by its global limit."""
    width, height = struct.unpack("<HH", file.read(10)[6:])
    return width, height


def _webp_size(file: BinaryIO, _kind: Kind) -> Size:
    """Pillow would hand the whole file to the decoder, which makes two canvases of its size."""
    head = file.read(30)
    name, data = head[12:16], head[20:]
    if name == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if name == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no WebP frame")


def _heic_size(file: BinaryIO, _kind: Kind) -> Size:
    """The largest `ispe` (ISO/IEC 23008-12, 6.5.3): the whole picture, not a tile or thumbnail."""
    sizes = list(_spatial_extents(memoryview(file.read(_META_BYTES))))
    if not sizes:
        raise ValueError("no ispe box")
    return max(sizes, key=lambda size: size[0] * size[1])


def _spatial_extents(data: memoryview) -> Iterator[Size]:
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + size if size else len(data)
        if end < at + 8:
            return
        if name == b"ispe" and end - at >= 20:
            yield struct.unpack_from(">II", data, at + 12)
        elif name in _CONTAINERS:
            yield from _spatial_extents(data[at + 8 + _CONTAINERS[name] : end])
        at = end


_READERS: dict[Kind, Callable[[BinaryIO, Kind], Size]] = {
    Kind.GIF: _gif_size,
    Kind.WEBP: _webp_size,
    Kind.HEIC: _heic_size,
}
