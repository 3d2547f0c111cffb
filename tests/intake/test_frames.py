"""Image files as upright pages; the code of the child, run here."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms

from ocr.intake import errors
from ocr.intake.drawn import Drawn
from ocr.intake.errors import Refusal
from ocr.intake.frames import Frames
from ocr.intake.kinds import HEAD_BYTES, sniff
from ocr.intake.limits import Limits
from tests.intake.heic import heic
from tests.intake.pictures import (
    corner,
    photo,
    png,
    saved,
    stored,
    tiff,
    tiff_with_broken_second_frame,
    turned_exif,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "original"


def frames(path: Path, data: bytes, limits: Limits | None = None) -> Frames:
    path.write_bytes(data)
    return Frames(path, sniff(data[:HEAD_BYTES]), limits or Limits())


def drawn(path: Path, data: bytes, limits: Limits | None = None) -> Drawn:
    page = frames(path, data, limits).page(1)
    decoded = Image.open(io.BytesIO(page.data))
    decoded.load()
    assert decoded.size == page.image.size
    assert decoded.mode in ("L", "RGB")
    assert decoded.format == {"jpg": "JPEG", "png": "PNG"}[page.format]
    return page


def looks_like(image: Image.Image, wanted: Image.Image, tolerance: int = 8) -> bool:
    if image.size != wanted.size:
        return False
    difference = ImageChops.difference(image.convert("RGB"), wanted.convert("RGB"))
    return max(high for _low, high in difference.getextrema()) <= tolerance


def code_of(path: Path, data: bytes, limits: Limits | None = None, page: int = 1) -> str:
    with pytest.raises(Refusal) as caught:
        frames(path, data, limits).page(page)
    return caught.value.code


def test_an_upright_jpeg_is_kept_byte_for_byte(path: Path) -> None:
    data = saved(photo(), "JPEG", dpi=(300, 300))
    page = drawn(path, data)
    assert (page.data, page.format, page.dpi) == (data, "jpg", 300)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_turned_as_its_exif_says(path: Path, orientation: int) -> None:
    data = saved(stored(corner(64, 32), orientation), "JPEG", exif=turned_exif(orientation))
    page = drawn(path, data)
    assert looks_like(page.image, corner(64, 32))
    assert (page.data == data) is (orientation == 1)
    assert Image.open(io.BytesIO(page.data)).getexif().get(0x0112) in (None, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_", ["PNG", "TIFF", "WEBP"])
def test_other_kinds_are_turned_too(path: Path, format_: str, orientation: int) -> None:
    options = {"lossless": True} if format_ == "WEBP" else {}
    turned = stored(corner(64, 32), orientation)
    data = saved(turned, format_, exif=turned_exif(orientation), **options)
    assert looks_like(drawn(path, data).image, corner(64, 32))


@pytest.mark.parametrize("turns", range(4))
def test_heic_is_decoded_and_turned(path: Path, turns: int) -> None:
    source = Image.new("L", (96, 64), 235)
    source.paste(16, (0, 0, 48, 32))
    data = heic(96, 64, lambda x, y: source.getpixel((x, y)), quarter_turns=turns)
    wanted = corner(96, 64).rotate(90 * turns, expand=True)
    assert looks_like(drawn(path, data).image, wanted)


def test_a_nonsense_orientation_changes_nothing(path: Path) -> None:
    data = saved(corner(64, 32), "JPEG", exif=turned_exif(77))
    assert drawn(path, data).data == data


def test_cmyk_becomes_rgb(path: Path) -> None:
    page = drawn(path, saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", quality=95))
    red, green, blue = page.image.convert("RGB").getpixel((20, 20))
    assert red > 200
    assert max(green, blue) < 70


def test_a_colour_profile_is_applied(path: Path) -> None:
    lab = Image.new("LAB", (40, 40), (128, 128, 128))
    page = drawn(path, saved(lab, "TIFF"))
    assert 100 < page.image.getpixel((5, 5)) < 140


def test_a_profile_that_does_not_fit_is_passed_over(path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    page = drawn(path, saved(corner(64, 32), "JPEG", icc_profile=lab))
    assert looks_like(page.image, corner(64, 32))


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_is_laid_on_white(path: Path, mode: str) -> None:
    clear = corner().convert(mode)
    clear.putalpha(Image.new("L", clear.size, 0))
    assert drawn(path, saved(clear, "PNG")).image.convert("L").getextrema() == (255, 255)


def test_a_transparent_palette_colour_is_white(path: Path) -> None:
    image = corner().convert("P")
    black = image.getpixel((0, 0))
    page = drawn(path, saved(image, "PNG", transparency=black))
    assert page.image.convert("L").getextrema() == (255, 255)


def test_sixteen_bits_are_scaled_and_not_cut(path: Path) -> None:
    gray = Image.new("I;16", (40, 40), 0x8000)
    for data in (saved(gray, "PNG"), saved(gray, "TIFF")):
        assert drawn(path, data).image.getpixel((5, 5)) == 0x80


def test_sixteen_bit_colour_is_scaled(path: Path) -> None:
    page = drawn(path, png(20, 20, depth=16, colour=2, row=b"\x80\x00" * 60))
    assert page.image.getpixel((5, 5)) == 0x80


@pytest.mark.parametrize("mode", ["I", "F"])
def test_open_ended_values_are_spread_over_eight_bits(path: Path, mode: str) -> None:
    image = corner().convert("L").convert(mode).point(lambda value: value * 100 + 7)
    assert looks_like(drawn(path, saved(image, "TIFF")).image, corner())


@pytest.mark.parametrize("mode", ["1", "P", "L"])
@pytest.mark.parametrize("format_", ["GIF", "BMP", "TIFF"])
def test_line_art_becomes_a_gray_png(path: Path, format_: str, mode: str) -> None:
    page = drawn(path, saved(corner().convert(mode), format_))
    assert (page.format, page.image.mode) == ("png", "L")
    assert looks_like(page.image, corner())


def test_photos_become_jpeg(path: Path) -> None:
    page = drawn(path, saved(photo(), "TIFF"))
    assert (page.format, page.image.mode) == ("jpg", "RGB")


def test_line_art_that_is_too_large_as_png_becomes_jpeg(path: Path) -> None:
    assert drawn(path, saved(corner(), "BMP"), Limits(max_png_bytes=50)).format == "jpg"


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_taken(path: Path, format_: str) -> None:
    options = {} if format_ != "WEBP" else {"lossless": True}
    moving = [Image.new("RGB", (60, 40), "red")]
    data = saved(corner(), format_, save_all=True, append_images=moving, **options)
    pages = frames(path, data)
    assert pages.total == 1
    assert looks_like(pages.page(1).image, corner())


def test_each_frame_of_a_tiff_is_a_page(path: Path) -> None:
    pages = frames(path, tiff(corner(), photo(), corner(30, 20)))
    assert [pages.page(n).image.size for n in (1, 2, 3)] == [(60, 40), (64, 64), (30, 20)]
    assert pages.page(1).image.size == (60, 40)


def test_a_preview_inside_a_tiff_is_no_page(path: Path) -> None:
    preview = corner(30, 20)
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    pages = frames(path, tiff(preview, corner(), corner(40, 40)))
    assert [pages.page(n).image.size for n in range(1, pages.total + 1)] == [(60, 40), (40, 40)]


def test_a_tiff_of_a_preview_alone_is_a_page(path: Path) -> None:
    assert frames(path, saved(corner(), "TIFF", tiffinfo={254: 1})).total == 1


def test_a_broken_frame_is_refused_alone(path: Path) -> None:
    pages = frames(path, tiff_with_broken_second_frame())
    assert pages.total == 2
    assert looks_like(pages.page(1).image, corner())
    with pytest.raises(Refusal) as caught:
        pages.page(2)
    assert caught.value.code == errors.IMAGE_UNREADABLE


def test_too_many_frames_are_refused_before_any_is_decoded(path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        frames(path, tiff(*[corner(20, 20)] * 5), Limits(max_pages=3))
    assert caught.value.code == errors.TOO_MANY_PAGES
    assert caught.value.params == {"pages": 4, "max": 3}


def test_a_frame_chain_that_bites_its_tail_ends(path: Path) -> None:
    data = bytearray(tiff(corner(20, 20)))
    first = int.from_bytes(data[4:8], "little")
    after = first + 2 + 12 * int.from_bytes(data[first : first + 2], "little")
    data[after : after + 4] = data[4:8]
    assert frames(path, bytes(data)).total <= Limits().max_pages


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP"])
def test_half_a_picture_is_refused(path: Path, format_: str) -> None:
    options = {"compression": "tiff_lzw"} if format_ == "TIFF" else {}
    data = saved(photo(200, 200), format_, **options)
    assert code_of(path, data[: len(data) // 2]) == errors.IMAGE_UNREADABLE


def test_half_a_heic_is_refused(path: Path) -> None:
    data = heic(64, 64, lambda x, y: 128)
    assert code_of(path, data[: len(data) // 2]) == errors.IMAGE_UNREADABLE


def test_a_wrong_checksum_is_refused(path: Path) -> None:
    data = bytearray(saved(photo(), "PNG"))
    data[-20] ^= 0xFF
    assert code_of(path, bytes(data)) == errors.IMAGE_UNREADABLE


def test_a_large_picture_is_scaled_down(path: Path) -> None:
    page = drawn(path, saved(photo(400, 200), "PNG", dpi=(300, 300)), Limits(max_side=200))
    assert (page.image.size, page.dpi) == ((200, 100), 150)


def test_a_large_jpeg_is_decoded_small(path: Path) -> None:
    page = drawn(path, saved(corner(400, 200), "JPEG"), Limits(max_side=100))
    assert looks_like(page.image, corner(100, 50), 40)


def test_a_large_jpeg_is_never_passed_on_as_it_came(path: Path) -> None:
    data = saved(photo(160, 160), "JPEG")
    assert drawn(path, data, Limits(max_side=100)).data != data


def test_a_picture_at_the_limit_is_not_touched(path: Path) -> None:
    data = saved(photo(100, 50), "PNG")
    assert drawn(path, data, Limits(max_side=100)).data == data


def test_a_strip_too_long_to_send_is_refused(path: Path) -> None:
    data = saved(corner(2000, 15), "PNG")
    assert drawn(path, data).image.size == (2000, 15)
    assert code_of(path, data, Limits(max_side=1000)) == errors.IMAGE_TOO_SMALL


def test_each_frame_is_measured_before_it_is_decoded(path: Path) -> None:
    data = tiff(corner(20, 20), corner(300, 300))
    assert code_of(path, data, Limits(max_pixels=10_000), page=2) == errors.IMAGE_TOO_MANY_PIXELS
