"""What a file is, by content."""

from __future__ import annotations

import io
import zipfile

import pytest

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.kinds import HEAD_BYTES, Kind, sniff
from tests.intake import pdfs
from tests.intake.heic import heic
from tests.intake.pictures import corner, saved


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/hwp+zip" if name == "mimetype" else "x")
    return out.getvalue()


def refused(head: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        sniff(head)
    return caught.value.code


@pytest.mark.parametrize(
    ("format_", "kind"),
    [
        ("JPEG", Kind.JPEG),
        ("PNG", Kind.PNG),
        ("TIFF", Kind.TIFF),
        ("WEBP", Kind.WEBP),
        ("GIF", Kind.GIF),
        ("BMP", Kind.BMP),
    ],
)
def test_it_knows_every_kind_of_picture(format_: str, kind: Kind) -> None:
    assert sniff(saved(corner(), format_)[:HEAD_BYTES]) is kind


def test_it_knows_big_tiff() -> None:
    assert sniff(saved(corner(), "TIFF", big_tiff=True)) is Kind.TIFF


def test_it_knows_heic() -> None:
    assert sniff(heic(32, 32, lambda x, y: 128)) is Kind.HEIC


def test_it_does_not_take_avif_for_heic() -> None:
    assert refused(saved(corner(), "AVIF")) == errors.FILE_UNSUPPORTED


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n" * 900])
def test_it_knows_a_pdf_even_with_something_before_it(before: bytes) -> None:
    assert sniff(before + pdfs.one_page()) is Kind.PDF


def test_it_does_not_look_for_a_pdf_deep_inside_a_text() -> None:
    assert refused(b"x" * 1100 + pdfs.one_page()) == errors.FILE_UNSUPPORTED


def test_a_picture_with_a_pdf_hidden_in_it_is_a_picture() -> None:
    assert sniff(b"GIF89a" + pdfs.one_page()) is Kind.GIF


def test_nothing_is_refused_as_empty() -> None:
    assert refused(b"") == errors.FILE_EMPTY


@pytest.mark.parametrize(
    "head",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"HWP Document File V3.00 \x1a\x01\x02",
        b"{\\rtf1\\ansi hello}",
        zipped("mimetype", "Contents/section0.xml"),
        zipped("[Content_Types].xml", "word/document.xml"),
        zipped("_rels/.rels", "xl/workbook.xml"),
        zipped("ppt/presentation.xml"),
    ],
)
def test_office_files_are_told_from_other_files(head: bytes) -> None:
    assert refused(head) == errors.FILE_IS_HANGUL_OR_WORD


@pytest.mark.parametrize(
    "head",
    [
        zipped("scan1.jpg", "scan2.jpg"),
        zipped(),
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"Rar!\x1a\x07\x01\x00",
        b"\x1f\x8b\x08\x00",
        b"scan.jpg" + bytes(249) + b"ustar",
    ],
)
def test_archives_are_told_from_other_files(head: bytes) -> None:
    assert refused(head) == errors.FILE_IS_ZIP


@pytest.mark.parametrize(
    "head", [b"hello", b"<html>", b"BM and more text, not a bitmap", b"\x00" * 40, b"RIFF....WAVE"]
)
def test_anything_else_is_unsupported(head: bytes) -> None:
    assert refused(head) == errors.FILE_UNSUPPORTED


def test_the_refusal_names_what_was_found_instead() -> None:
    with pytest.raises(Refusal) as caught:
        sniff(b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(100))
    assert caught.value.detail == "audio/mpeg"
