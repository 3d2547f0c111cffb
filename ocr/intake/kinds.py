"""What a file is, told from its first bytes and never from its name.

Knows no limits and opens nothing.
"""

from __future__ import annotations

from enum import StrEnum

from ocr.intake import errors
from ocr.intake.errors import Refusal

HEAD_BYTES = 8192
"""How much of a file `sniff` wants to see."""

PDF_HEADER_WITHIN = 1024
"""PDF readers look for `%PDF-` in this many first bytes."""


class Kind(StrEnum):
    """A kind of file that is taken."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    HEIC = "heic"
    GIF = "gif"
    BMP = "bmp"
    PDF = "pdf"


_MAGIC = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})
_OFFICE_MAGIC = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE2: HWP 5, DOC, XLS, PPT
    b"HWP Document File",
    b"{\\rtf",
)
_OFFICE_ENTRIES = (
    b"application/hwp+zip",
    b"application/vnd.oasis.opendocument",
    b"application/vnd.sun.xml",
    b"[Content_Types].xml",
    b"Contents/content.hpf",
    b"Contents/header.xml",
    b"_rels/.rels",
    b"word/",
    b"xl/",
    b"ppt/",
)
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVE_MAGIC = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"ALZ\x01",
    b"EGGA",
)


def sniff(head: bytes) -> Kind:
    """Tell the kind from the first HEAD_BYTES of a file (fewer when the file is shorter).

    Raises Refusal: file_empty, file_is_hangul_or_word, file_is_zip or file_unsupported.
    """
    if not head:
        raise Refusal(errors.FILE_EMPTY, params={"size": 0})
    kind = _image_kind(head)
    if kind is not None:
        return kind
    _refuse_known_strangers(head)
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return Kind.PDF
    # Only here: the child starts with this module, and most files are known by now.
    import filetype

    raise Refusal(errors.FILE_UNSUPPORTED, filetype.guess_mime(head) or "unknown content")


def _image_kind(head: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and _has_heic_brand(head):
        return Kind.HEIC
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return Kind.BMP
    return None


def _has_heic_brand(head: bytes) -> bool:
    """AVIF pictures share the container and the brand mif1, but not the codec."""
    if head[8:12] in (b"avif", b"avis"):
        return False
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12], *(head[i : i + 4] for i in range(16, size, 4))}
    return bool(brands & _HEIC_BRANDS) and not brands & {b"avif", b"avis"}


def _refuse_known_strangers(head: bytes) -> None:
    if head.startswith(_OFFICE_MAGIC):
        raise Refusal(errors.FILE_IS_HANGUL_OR_WORD, "office file")
    if head.startswith(_ZIP_MAGIC):
        if any(entry in head for entry in _OFFICE_ENTRIES):
            raise Refusal(errors.FILE_IS_HANGUL_OR_WORD, "office file in a zip")
        raise Refusal(errors.FILE_IS_ZIP, "zip")
    if head.startswith(_ARCHIVE_MAGIC) or head[257:262] == b"ustar":
        raise Refusal(errors.FILE_IS_ZIP, "archive")
