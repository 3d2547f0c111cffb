"""CLOVA's own JSON: one page as it came, several pages merged into one list of images."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ocr.exports.page import ExportPage


def render(pages: Sequence[ExportPage]) -> bytes:
    """Return the answer of a single page untouched, or `{"images": [...]}` of all pages.

    In the merged list `pageIndex` is counted anew: every page was a call of its own,
    and called itself the first.
    """
    if len(pages) == 1:
        return pages[0].answer
    images = [image for page in pages for image in _images(page.answer)]
    for index, image in enumerate(images):
        frame = image.get("convertedImageInfo") if isinstance(image, dict) else None
        if isinstance(frame, dict):
            frame["pageIndex"] = index
    return json.dumps({"images": images}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _images(answer: bytes) -> list[Any]:
    """A page whose answer cannot be understood keeps its place, as CLOVA's own `null` does."""
    try:
        payload = json.loads(answer)
    except (ValueError, RecursionError):
        return [None]
    images = payload.get("images") if isinstance(payload, dict) else None
    return images if isinstance(images, list) and images else [None]
