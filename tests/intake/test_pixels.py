"""Pictures become upright, plain and small."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from ocr.intake import pixels
from ocr.intake.limits import Limits
from tests.intake.pictures import corner, photo


def furthest(one: Image.Image, other: Image.Image) -> int:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(high for _low, high in difference.getextrema())


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "I"])
def test_bands_give_what_one_piece_gives(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    smooth = Image.radial_gradient("L").resize((500, 700), Image.Resampling.BICUBIC)
    image = smooth.convert(mode)
    whole = pixels.plain(image, (215, 301))
    monkeypatch.setattr(pixels, "WHOLE_AT_ONCE", 1000)
    banded = pixels.plain(image, (215, 301))
    assert banded.size == (215, 301)
    assert banded.mode == whole.mode
    assert furthest(whole, banded) <= 6


def test_the_last_band_reaches_the_last_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "WHOLE_AT_ONCE", 1)
    image = Image.new("L", (100, 103), 200)
    assert pixels.plain(image, (97, 99)).getextrema() == (200, 200)


def test_gray_in_colour_becomes_gray() -> None:
    assert pixels.gray_if_colourless(corner()).mode == "L"


def test_one_coloured_pixel_keeps_the_colour() -> None:
    image = corner()
    image.putpixel((59, 39), (255, 255, 250))
    assert pixels.gray_if_colourless(image).mode == "RGB"


def test_print_is_line_art_and_a_photo_is_not() -> None:
    assert pixels.is_line_art(corner(2000, 1500))
    assert not pixels.is_line_art(photo(300, 300))


def test_print_with_a_large_photo_is_no_line_art() -> None:
    page = Image.new("RGB", (400, 400), "white")
    page.paste(photo(200, 200), (0, 0))
    assert not pixels.is_line_art(page)


@pytest.mark.parametrize(
    ("size", "fits"),
    [
        ((8000, 8000), (8000, 8000)),
        ((8001, 4000), (8000, 4000)),
        ((16000, 100), (8000, 50)),
        ((100, 16000), (50, 8000)),
        ((10, 10), (10, 10)),
    ],
)
def test_sizes_fit_into_the_limits(size: tuple[int, int], fits: tuple[int, int]) -> None:
    assert pixels.fitting_size(*size, Limits()) == fits


def test_a_thumbnail_fits_into_its_box() -> None:
    for size, small in (((1000, 1000), (224, 224)), ((100, 3200), (10, 320)), ((50, 40), (50, 40))):
        made = Image.open(io.BytesIO(pixels.thumbnail(Image.new("L", size), (224, 320))))
        assert (made.format, made.size) == ("WEBP", small)
