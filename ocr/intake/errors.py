"""Why a file was not taken.

    IntakeError
    ├── Refusal       the file is at fault; trying again gives the same answer
    └── Unavailable   the machine is at fault (disk full, no process); trying again can help

This module knows no sentences for people: a code and numbers leave here, words are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

FILE_EMPTY = "file_empty"
FILE_TOO_LARGE = "file_too_large"
FILE_UNSUPPORTED = "file_unsupported"
FILE_IS_HANGUL_OR_WORD = "file_is_hangul_or_word"
FILE_IS_ZIP = "file_is_zip"
IMAGE_UNREADABLE = "image_unreadable"
IMAGE_TOO_SMALL = "image_too_small"
IMAGE_TOO_MANY_PIXELS = "image_too_many_pixels"
PDF_UNREADABLE = "pdf_unreadable"
PDF_LOCKED = "pdf_locked"
PDF_PASSWORD_WRONG = "pdf_password_wrong"  # noqa: S105 - the name of a reason, not a password
PDF_WITHOUT_PAGES = "pdf_without_pages"
TOO_MANY_PAGES = "too_many_pages"
PREPARE_TIMEOUT = "prepare_timeout"
PREPARE_OUT_OF_MEMORY = "prepare_out_of_memory"

CODES = frozenset(
    {
        FILE_EMPTY,
        FILE_TOO_LARGE,
        FILE_UNSUPPORTED,
        FILE_IS_HANGUL_OR_WORD,
        FILE_IS_ZIP,
        IMAGE_UNREADABLE,
        IMAGE_TOO_SMALL,
        IMAGE_TOO_MANY_PIXELS,
        PDF_UNREADABLE,
        PDF_LOCKED,
        PDF_PASSWORD_WRONG,
        PDF_WITHOUT_PAGES,
        TOO_MANY_PAGES,
        PREPARE_TIMEOUT,
        PREPARE_OUT_OF_MEMORY,
    }
)

Params = dict[str, int]


class IntakeError(Exception):
    """Anything that stops a file at the door."""


class Refusal(IntakeError):
    """The file cannot be taken as it is.

    `code` is one of CODES, `params` holds the numbers that a sentence for it needs (`size`, `max`,
    `width`, `height`, `pages`, `min`, `seconds`), `detail` is technical and for logs only.
    """

    def __init__(self, code: str, detail: str = "", params: Mapping[str, int] | None = None):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.params: Params = dict(params or {})


class Unavailable(IntakeError):
    """The file could not be looked at; nothing is known about it and it may be tried again."""
