"""File names as people gave them, made safe to keep, to search and to show.

Knows nothing about what the file holds.
"""

from __future__ import annotations

import unicodedata

MAX_NAME = 255
"""Characters that a kept name has at most."""

MAX_EXTENSION = 16
"""A longer ending, dot included, is not taken for an extension."""

_FALLBACK = "file"
_LINE_AND_BIDI = frozenset("\u2028\u2029\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\ufeff") | {
    chr(code) for code in range(0x2066, 0x206A)
}


def normalize_name(name: str) -> str:
    """Return the name without folders, in NFC, free of control and bidi characters.

    Never empty, at most MAX_NAME characters; what is too long is cut before the extension.
    """
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", base) if _is_kept(c))
    kept = " ".join(kept.split())
    if not kept.strip(". "):
        return _FALLBACK
    return _shortened(kept)


def _is_kept(character: str) -> bool:
    if character in _LINE_AND_BIDI:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


def _shortened(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) >= MAX_EXTENSION:
        return name[:MAX_NAME].rstrip()
    room = MAX_NAME - len(extension) - 1
    return f"{stem[:room].rstrip()}.{extension}"
