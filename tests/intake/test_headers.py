"""Sizes from headers."""

from __future__ import annotations

import io
import struct

import pytest

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.headers import image_size
from ocr.intake.kinds import Kind, sniff
from tests.intake.heic import heic
from tests.intake.pictures import corner, png, saved


def size(data: bytes) -> tuple[int, int]:
    return image_size(io.BytesIO(data), sniff(data))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_the_size_is_read_from_every_kind(format_: str) -> None:
    assert size(saved(corner(61, 43), format_)) == (61, 43)


def test_the_size_is_read_from_each_sort_of_webp() -> None:
    plain, clear = corner(61, 43), corner(61, 43).convert("RGBA")
    clear.putpixel((60, 42), (0, 0, 0, 0))
    assert size(saved(plain, "WEBP", lossless=True)) == (61, 43)
    assert size(saved(clear, "WEBP")) == (61, 43)
    assert size(saved(plain, "WEBP", save_all=True, append_images=[corner(61, 43, "L")])) == (
        61,
        43,
    )


def test_the_size_is_read_from_heic() -> None:
    assert size(heic(64, 32, lambda x, y: 0)) == (64, 32)


def test_only_the_header_is_read() -> None:
    whole = png(5000, 5000, depth=8, colour=0, row=bytes(5000))
    assert size(whole[:60]) == (5000, 5000)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.JPEG, b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        (Kind.PNG, b"\x89PNG\r\n\x1a\n"),
        (Kind.TIFF, b"II*\x00\xff\xff\xff\x00"),
        (Kind.GIF, b"GIF89a"),
        (Kind.BMP, b"BM" + bytes(12) + struct.pack("<I", 40)),
        (Kind.WEBP, b"RIFF\x00\x00\x00\x00WEBPjunk"),
        (Kind.HEIC, b"\x00\x00\x00\x10ftypheic\x00\x00\x00\x00"),
        (Kind.HEIC, b"\x00\x00\x00\x10ftypheic\x00\x00\x00\x00" + b"\x00\x00\x00\x04meta"),
        (Kind.PNG, png(0, 5, depth=8, colour=0, row=b"")),
    ],
)
def test_a_broken_header_is_refused(kind: Kind, data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        image_size(io.BytesIO(data), kind)
    assert caught.value.code == errors.IMAGE_UNREADABLE


def test_boxes_in_boxes_do_not_go_on_for_ever() -> None:
    inner = b""
    for _ in range(2000):
        inner = struct.pack(">I4s", 8 + len(inner), b"iprp") + inner
    with pytest.raises(Refusal):
        image_size(io.BytesIO(b"\x00\x00\x00\x10ftypheic\x00\x00\x00\x00" + inner), Kind.HEIC)
