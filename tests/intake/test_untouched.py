"""Which files go on as they came."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin

from ocr.intake.kinds import Kind
from ocr.intake.untouched import jpeg_end, png_end, untouched
from tests.intake.pictures import chunk, corner, photo, png, saved

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def kept(data: bytes) -> bytes | None:
    jpeg = data.startswith(b"\xff\xd8")
    reader = JpegImagePlugin.JpegImageFile if jpeg else PngImagePlugin.PngImageFile
    image = reader(io.BytesIO(data))
    image.load()
    return untouched(data, image, Kind.JPEG if jpeg else Kind.PNG)


@pytest.mark.parametrize(
    "data",
    [
        saved(photo(), "JPEG"),
        saved(photo(), "JPEG", progressive=True),
        saved(photo().convert("L"), "JPEG"),
        saved(photo(), "JPEG", icc_profile=SRGB),
        saved(photo(), "JPEG", restart_marker_blocks=1),
        saved(photo(), "PNG"),
        saved(photo().convert("L"), "PNG"),
        saved(photo(), "PNG", icc_profile=SRGB),
    ],
)
def test_an_ordinary_picture_is_kept_byte_for_byte(data: bytes) -> None:
    assert kept(data) == data


@pytest.mark.parametrize(
    "data",
    [
        saved(photo().convert("CMYK"), "JPEG"),
        saved(photo(), "JPEG", icc_profile=LAB),
        saved(photo(), "JPEG", icc_profile=b"nonsense"),
        saved(photo(), "JPEG", comment=b"%PDF-1.7"),
        saved(photo().convert("RGBA"), "PNG"),
        saved(photo().convert("LA"), "PNG"),
        saved(photo().convert("P"), "PNG"),
        saved(photo().convert("1"), "PNG"),
        saved(photo(), "PNG", transparency=(0, 0, 0)),
        saved(photo(), "PNG", save_all=True, append_images=[corner(64, 64)]),
        saved(Image.new("I;16", (20, 20), 999), "PNG"),
        png(20, 20, depth=16, colour=2, row=bytes(120)),
        png(20, 20, depth=4, colour=0, row=bytes(10)),
    ],
)
def test_an_uncommon_picture_is_encoded_again(data: bytes) -> None:
    assert kept(data) is None


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_what_is_hidden_behind_the_picture_is_cut(format_: str) -> None:
    data = saved(photo(), format_)
    assert kept(data + b"PK\x03\x04 and a whole archive \xff\xd9") == data


def test_a_thumbnail_inside_a_jpeg_does_not_end_it() -> None:
    exif = b"Exif\0\0" + saved(corner(), "JPEG")
    data = saved(photo(), "JPEG", exif=exif)
    assert jpeg_end(data + b"tail") == len(data)


def test_without_an_end_all_bytes_are_the_picture() -> None:
    jpeg, whole = saved(photo(), "JPEG")[:-2], saved(photo(), "PNG")
    assert jpeg_end(jpeg) == len(jpeg)
    assert png_end(whole[:-12]) == len(whole) - 12
    assert png_end(whole[:-6] + chunk(b"IEND", b"")) <= len(whole) + 6
