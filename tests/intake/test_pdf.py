"""PDF files as pages, through the child process."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.kinds import Kind
from ocr.intake.limits import Limits
from ocr.intake.prepare import PageImage, PageRefusal, prepare, unlock
from tests.intake import pdfs
from tests.intake.pictures import photo, saved


def pages(folder: Path, data: bytes, limits: Limits | None = None) -> list[PageImage | PageRefusal]:
    path = folder / "original"
    path.write_bytes(data)
    with prepare(path, Kind.PDF, folder, limits or Limits()) as preparation:
        found = list(preparation)
        assert preparation.total == len(found)
    return found


def one(folder: Path, data: bytes, limits: Limits | None = None) -> tuple[PageImage, Image.Image]:
    (found,) = pages(folder, data, limits)
    assert isinstance(found, PageImage)
    with Image.open(folder / found.file) as image:
        image.load()
    assert image.size == (found.width, found.height)
    return found, image


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        pages(folder, data, limits)
    return caught.value


def test_a_page_is_drawn_at_200_dpi(tmp_path: Path) -> None:
    page, image = one(tmp_path, pdfs.one_page((360, 180)))
    assert (page.width, page.height, page.dpi) == (1000, 500, 200)
    assert image.getpixel((5, 495)) == 0
    assert image.getpixel((995, 5)) == 255


def test_print_becomes_a_gray_png(tmp_path: Path) -> None:
    page, image = one(tmp_path, pdfs.one_page())
    assert (page.format, page.file, image.mode) == ("png", "0001.png", "L")


def test_a_page_with_a_photo_becomes_a_jpeg(tmp_path: Path) -> None:
    page, _image = one(tmp_path, saved(photo(300, 300), "PDF"))
    assert (page.format, page.file) == ("jpg", "0001.jpg")


@pytest.mark.parametrize(
    ("turn", "size", "black"),
    [(0, (556, 278), (5, 270)), (90, (278, 556), (5, 5)), (180, (556, 278), (550, 5))],
)
def test_the_rotation_of_a_page_is_honoured(
    tmp_path: Path, turn: int, size: tuple[int, int], black: tuple[int, int]
) -> None:
    page, image = one(tmp_path, pdfs.one_page(entries=b"/Rotate %d" % turn))
    assert (page.width, page.height) == size
    assert image.getpixel(black) == 0


def test_form_fields_are_drawn(tmp_path: Path) -> None:
    _page, image = one(tmp_path, pdfs.with_form_field())
    assert image.getpixel((100, 100)) == 255
    assert image.convert("L").getpixel((450, 100)) < 128


def test_an_enormous_page_is_drawn_small(tmp_path: Path) -> None:
    page, _image = one(tmp_path, pdfs.one_page((14_400, 14_400)), Limits(max_page_pixels=1_000_000))
    assert (page.width, page.height) == (1000, 1000)
    assert page.dpi == 5


def test_a_long_page_stays_within_the_longest_side(tmp_path: Path) -> None:
    page, _image = one(tmp_path, pdfs.one_page((14_400, 100)))
    assert 7990 <= page.width <= 8000


def test_a_page_too_thin_to_send_is_refused(tmp_path: Path) -> None:
    refusal = refused(tmp_path, pdfs.one_page((14_400, 12)))
    assert refusal.code == errors.IMAGE_TOO_SMALL
    assert refusal.params["min"] == 10


def test_ten_thousand_pages_are_refused_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    refusal = refused(tmp_path, pdfs.ten_thousand_pages())
    assert refusal.code == errors.TOO_MANY_PAGES
    assert refusal.params == {"pages": 10_000, "max": 500}
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdfs.without_pages(), errors.PDF_WITHOUT_PAGES),
        (b"%PDF-1.7 and nothing else", errors.PDF_UNREADABLE),
        (pdfs.one_page()[:150], errors.PDF_UNREADABLE),
        (pdfs.locked("geheim"), errors.PDF_LOCKED),
    ],
)
def test_files_without_a_page_to_show_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(tmp_path, data).code == code


def test_a_lock_for_changes_only_does_not_stop_reading(tmp_path: Path) -> None:
    _page, image = one(tmp_path, pdfs.locked(""))
    assert image.getpixel((5, 270)) == 0


def test_a_page_that_cannot_be_drawn_is_refused_alone(tmp_path: Path) -> None:
    first, second, third = pages(tmp_path, pdfs.with_missing_second_page())
    assert isinstance(first, PageImage)
    assert isinstance(second, PageRefusal)
    assert isinstance(third, PageImage)
    assert (second.number, second.code) == (2, errors.PDF_UNREADABLE)
    assert third.file == "0003.png"


@pytest.mark.slow
def test_a_page_without_end_is_refused_alone_after_its_time(tmp_path: Path) -> None:
    limits = Limits(page_seconds=2)
    first, second, third = pages(tmp_path, pdfs.with_endless_second_page(), limits)
    assert isinstance(first, PageImage)
    assert isinstance(second, PageRefusal)
    assert second.code == errors.PREPARE_TIMEOUT
    assert second.params == {"seconds": 2}
    assert isinstance(third, PageImage)


@pytest.mark.slow
def test_a_page_that_wants_all_memory_is_refused_alone(tmp_path: Path) -> None:
    limits = Limits(memory_bytes=256 * 2**20)
    first, second, third = pages(tmp_path, pdfs.with_endless_second_page(), limits)
    assert isinstance(second, PageRefusal)
    assert second.code == errors.PREPARE_OUT_OF_MEMORY
    assert isinstance(first, PageImage)
    assert isinstance(third, PageImage)


@pytest.mark.parametrize("password", ["geheim", "owner"])
def test_a_locked_file_opens_with_either_password(tmp_path: Path, password: str) -> None:
    locked, target = tmp_path / "locked", tmp_path / "unlocked"
    locked.write_bytes(pdfs.locked("geheim"))
    unlock(locked, target, password)
    assert b"/Encrypt" not in target.read_bytes()
    _page, image = one(tmp_path, target.read_bytes())
    assert image.getpixel((5, 270)) == 0


def test_a_password_of_odd_characters_is_wrong_and_no_accident(tmp_path: Path) -> None:
    (tmp_path / "locked").write_bytes(pdfs.locked("geheim"))
    for password in ("", "비밀번호", "\ud800", "x" * 100_000):
        with pytest.raises(Refusal) as caught:
            unlock(tmp_path / "locked", tmp_path / "unlocked", password)
        assert caught.value.code == errors.PDF_PASSWORD_WRONG


def test_a_wrong_password_is_told_and_shown_nowhere(tmp_path: Path) -> None:
    locked, target = tmp_path / "locked", tmp_path / "unlocked"
    locked.write_bytes(pdfs.locked("geheim"))
    with pytest.raises(Refusal) as caught:
        unlock(locked, target, "swordfish")
    assert caught.value.code == errors.PDF_PASSWORD_WRONG
    assert "swordfish" not in f"{caught.value!r} {caught.value.detail} {caught.value.params}"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["locked"]
