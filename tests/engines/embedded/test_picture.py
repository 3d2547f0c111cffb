from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.engines.embedded import detector
from ocr.engines.embedded.cleaning import levelled, rules
from ocr.engines.embedded.crops import HEIGHT, cut
from ocr.engines.embedded.enlarging import enlarged
from ocr.engines.embedded.picture import load, turned, turned_back
from tests.engines.embedded.drawing import drawn


def corners(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (4, 3), (0, 0, 0, 0))
    image.save(tmp_path / "page.png")
    assert (load(tmp_path / "page.png") == 255).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_three_channels(tmp_path: Path, mode: str) -> None:
    kind = "tiff" if mode == "CMYK" else "png"
    made = (
        Image.new("I;16", (6, 4), 65535)
        if mode == "I;16"
        else Image.new("RGB", (6, 4), "white").convert(mode)
    )
    made.save(tmp_path / f"page.{kind}")
    pixels = load(tmp_path / f"page.{kind}")
    assert pixels.shape == (4, 6, 3)
    assert pixels.min() >= 250


def test_colours_are_blue_green_red(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2), (255, 0, 10)).save(tmp_path / "page.png")
    assert load(tmp_path / "page.png")[0, 0].tolist() == [10, 0, 255]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_quad_of_the_turned_picture_finds_its_way_back(degrees: int) -> None:
    picture = np.zeros((60, 100, 3), np.uint8)
    picture[10:20, 30:70] = 255
    page = turned(picture, degrees)
    rows, columns = np.nonzero(page[:, :, 0])
    quad = corners(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    back = turned_back(quad, degrees, 100, 60)
    assert back.min(axis=0).tolist() == [30, 10]
    assert back.max(axis=0).tolist() == [70, 20]
    (ax, ay), (bx, by) = back[1] - back[0], back[2] - back[1]
    assert ax * by - ay * bx > 0


def test_a_strip_is_flat_and_knows_its_way_back() -> None:
    picture = np.full((200, 400, 3), 255, np.uint8)
    strip = cut(picture, corners(50, 60, 350, 90))
    assert strip.pixels.shape[0] == HEIGHT
    back = strip.quad(0, strip.width)
    assert np.allclose(back, corners(48.5, 59, 351.5, 91), atol=1.5)


@pytest.mark.parametrize("quad", [(0, 0, 1, 1), (-5, -5, 3, 3), (390, 190, 420, 215), (5, 5, 5, 5)])
def test_a_quad_at_the_rim_or_without_extent_is_no_error(quad: tuple[float, ...]) -> None:
    picture = np.full((200, 400, 3), 255, np.uint8)
    assert cut(picture, corners(*quad)).pixels.shape[0] == HEIGHT


def test_levelling_evens_out_a_shadow() -> None:
    page = np.asarray(drawn([(20, 8, "그늘 속으로 들어가는 긴 줄")], (480, HEIGHT)))[:, :, ::-1]
    shade = np.linspace(1.0, 0.4, 480)[None, :, None]
    grey = levelled((page * shade).astype(np.uint8))
    right = grey[:, 300:400]
    assert np.percentile(right, 90) > 225
    assert right.min() < 60


def test_rules_are_found_and_letters_are_not() -> None:
    page = np.array(drawn([(40, 10, "이리 비키기")], (300, HEIGHT)))
    assert rules(levelled(page)) is None
    page[:, 200:203] = 0
    mask = rules(levelled(page))
    assert mask is not None
    assert mask[:, 201].all()
    assert not mask[:, 30:190].any()


def test_an_enlarged_picture_gives_the_small_one_back_when_reduced() -> None:
    small = np.asarray(drawn([(5, 2, "가나다 abc")], (120, 34)).resize((60, 17)))
    large = enlarged(small, 4)
    assert large.shape == (68, 240, 3)
    again = np.asarray(Image.fromarray(large).resize((60, 17), Image.Resampling.BOX))
    assert np.abs(again.astype(int) - small).mean() < 6


def test_bands_cover_a_long_page_and_share_no_line() -> None:
    bands = list(detector._bands(6000, 736))
    assert bands[0].top == 0
    assert bands[-1].bottom == 6000
    for band, following in itertools.pairwise(bands):
        assert band.last == following.first
        assert following.top < band.last - 32
        assert band.bottom > band.last + 32


@pytest.mark.parametrize(
    ("size", "scale"), [((960, 700), 736 / 700), ((300, 300), 2.0), ((2480, 3508), 1280 / 3508)]
)
def test_the_usual_scale_suits_the_page(size: tuple[int, int], scale: float) -> None:
    assert detector.usual_scale(*size) == pytest.approx(scale)


def test_a_long_receipt_is_not_made_tiny() -> None:
    assert detector.usual_scale(600, 4000) > 2 * 1280 / 4000
