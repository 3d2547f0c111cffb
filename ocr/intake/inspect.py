"""A first look at an uploaded file, cheap and safe enough for a web process.

Streams the file once and reads headers; decodes no pixels and opens no PDF.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ocr.intake import errors
from ocr.intake.errors import Refusal
from ocr.intake.headers import image_size
from ocr.intake.kinds import HEAD_BYTES, Kind, sniff
from ocr.intake.limits import Limits, check_size
from ocr.intake.names import normalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Inspection", "inspect", "normalize_name"]

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Inspection:
    """What is known about a file before it is prepared.

    `size` is in bytes; `width` and `height` are pixels as stored, None for a PDF.
    """

    kind: Kind
    size: int
    sha256: str
    width: int | None
    height: int | None


def inspect(file: BinaryIO | Path, limits: Limits) -> Inspection:
    """Look at a file from its beginning; a given file object is left at its beginning again.

    Raises Refusal: file_empty, file_too_large, file_unsupported, file_is_hangul_or_word,
    file_is_zip, image_unreadable, image_too_small, image_too_many_pixels.
    """
    with _opened(file) as opened:
        kind = sniff(opened.read(HEAD_BYTES))
        size, sha256 = _measured(opened, limits.max_bytes)
        if kind is Kind.PDF:
            return Inspection(kind, size, sha256, None, None)
        width, height = image_size(opened, kind)
        check_size(width, height, limits)
        return Inspection(kind, size, sha256, width, height)


@contextmanager
def _opened(file: BinaryIO | Path) -> Iterator[BinaryIO]:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            yield opened
        return
    file.seek(0)
    try:
        yield file
    finally:
        file.seek(0)


def _measured(file: BinaryIO, max_bytes: int) -> tuple[int, str]:
    """Count and hash in pieces, and stop at the limit."""
    file.seek(0)
    digest = hashlib.sha256()
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            params = {"size": _whole_size(file), "max": max_bytes}
            raise Refusal(errors.FILE_TOO_LARGE, f"over {max_bytes} bytes", params)
        digest.update(chunk)
    return size, digest.hexdigest()


def _whole_size(file: BinaryIO) -> int:
    file.seek(0, 2)
    return file.tell()
