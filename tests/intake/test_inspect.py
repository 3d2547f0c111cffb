"""The first look at an uploaded file."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.inspect import Inspection, inspect
from ocr.intake.kinds import Kind
from ocr.intake.limits import Limits
from tests.intake import pdfs
from tests.intake.pictures import corner, png, saved

ROOT = Path(__file__).resolve().parents[2]


def refusal(data: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        inspect(io.BytesIO(data), limits or Limits())
    return caught.value


def test_it_tells_kind_size_hash_and_pixels() -> None:
    data = saved(corner(60, 40), "PNG")
    found = inspect(io.BytesIO(data), Limits())
    assert found == Inspection(Kind.PNG, len(data), hashlib.sha256(data).hexdigest(), 60, 40)


def test_it_takes_a_path_and_goes_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(corner(), "PNG"))
    assert inspect(path, Limits()).kind is Kind.PNG


def test_it_leaves_a_given_file_at_its_beginning() -> None:
    file = io.BytesIO(saved(corner(), "JPEG"))
    file.seek(7)
    inspect(file, Limits())
    assert file.tell() == 0


def test_it_does_not_open_a_pdf() -> None:
    found = inspect(io.BytesIO(b"%PDF-1.7 and nothing else"), Limits())
    assert (found.kind, found.width, found.height) == (Kind.PDF, None, None)


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"").code == errors.FILE_EMPTY


def test_a_text_file_named_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("Dear all,\n")
    with pytest.raises(Refusal) as caught:
        inspect(path, Limits())
    assert caught.value.code == errors.FILE_UNSUPPORTED


def test_a_file_over_the_limit_is_refused_with_both_numbers() -> None:
    refused = refusal(pdfs.one_page() + bytes(3000), Limits(max_bytes=1000))
    assert refused.code == errors.FILE_TOO_LARGE
    assert refused.params == {"size": len(pdfs.one_page()) + 3000, "max": 1000}


def test_a_file_at_the_limit_is_taken() -> None:
    data = pdfs.one_page()
    assert inspect(io.BytesIO(data), Limits(max_bytes=len(data))).size == len(data)


def test_a_pixel_bomb_is_refused_by_its_header() -> None:
    refused = refusal(png(60_000, 60_000, depth=1, colour=0, row=bytes(7500), rows=10))
    assert refused.code == errors.IMAGE_TOO_MANY_PIXELS
    assert refused.params == {"width": 60_000, "height": 60_000, "max": 200_000_000}


def test_a_gif_bomb_is_refused_with_its_size() -> None:
    data = bytearray(saved(corner(), "GIF"))
    data[6:10] = b"\xff\xff\xff\xff"
    refused = refusal(bytes(data))
    assert refused.code == errors.IMAGE_TOO_MANY_PIXELS
    assert refused.params["width"] == 65_535


@pytest.mark.parametrize("size", [(9, 500), (500, 9)])
def test_a_picture_thinner_than_ten_pixels_is_refused(size: tuple[int, int]) -> None:
    refused = refusal(saved(corner(*size), "PNG"))
    assert refused.code == errors.IMAGE_TOO_SMALL
    assert refused.params == {"width": size[0], "height": size[1], "min": 10}


def test_a_picture_of_ten_pixels_is_taken() -> None:
    assert inspect(io.BytesIO(saved(corner(10, 10), "PNG")), Limits()).width == 10


def test_it_loads_no_decoder_of_other_peoples_files() -> None:
    code = (
        "import sys, ocr.intake.inspect, ocr.intake.prepare;"
        "print([m for m in ('pypdfium2', 'pi_heif', 'numpy', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
