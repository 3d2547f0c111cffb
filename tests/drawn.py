"""Pages with known text, drawn small by the data maker of the benchmarks."""

from __future__ import annotations

import functools
import io

import cv2
from PIL import Image

from tests.benchmarks import pages

SEED = 7001


@functools.cache
def page(lang: str, kind: str, variant: str) -> tuple[bytes, str]:
    """An encoded image (JPEG for photos, else PNG) and its text in reading order."""
    for truth, pixels in pages.drawn(SEED, 1):
        if (truth["lang"], truth["kind"], truth["variant"]) == (lang, kind, variant):
            ending = "." + str(truth["file"]).rsplit(".", 1)[1]
            return cv2.imencode(ending, pixels)[1].tobytes(), str(truth["text"])
    raise LookupError(f"{lang} {kind} {variant}")


def pdf(count: int) -> bytes:
    """A PDF of `count` pages, each with its number and a sentence."""
    content, _ = page("en", "para", "clean")
    with Image.open(io.BytesIO(content)) as image:
        frames = [image.convert("RGB") for _ in range(count)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "PDF", save_all=True, append_images=frames[1:], resolution=100)
    return buffer.getvalue()


def error_rate(found: str, truth: str) -> float:
    """Character error rate, white space left out."""
    a, b = "".join(found.split()), "".join(truth.split())
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1] / max(1, len(b))
