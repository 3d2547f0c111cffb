"""Plain text in reading order, UTF-8, pages parted by a blank line."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.exports.page import ExportPage
from ocr.results import layout


def render(pages: Sequence[ExportPage]) -> bytes:
    """Return the text of the pages; pages without text leave no gap."""
    texts = [layout.recognition_text(page.recognition) for page in pages]
    joined = "\n\n".join(text for text in texts if text)
    return f"{joined}\n".encode() if joined else b""
