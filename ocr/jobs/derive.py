"""What a reading's columns say, derived from its answer, so that it can be rebuilt."""

from __future__ import annotations

from collections.abc import Iterator

from ocr.engines.thresholds import DOUBTFUL_BELOW
from ocr.results import Field, Image, Recognition
from ocr.results.layout import recognition_text


def columns(recognition: Recognition, engine: str) -> dict[str, object]:
    """Text, first line, counts and mean confidence (0 to 1) of a reading."""
    text = recognition_text(recognition)
    scores = [word.infer_confidence for word in words(recognition) if word.infer_text.strip()]
    matched = [image.matched_template for image in recognition.images if image.matched_template]
    return {
        "text": text,
        "first_line": _first_line(text),
        "fields": len(scores),
        "confidence": sum(scores) / len(scores) if scores else None,
        "doubtful": sum(score < DOUBTFUL_BELOW[engine] for score in scores),
        "matched_template": matched[0].name[:100] if matched else "",
    }


def words(recognition: Recognition) -> Iterator[Field]:
    """Every word: General fields, and the words inside named fields."""
    for image in recognition.images:
        for field in image.fields:
            yield from field.sub_fields or (field,)


def named_fields(recognition: Recognition) -> list[dict[str, object]]:
    """The named fields of a Template answer, in order, as columns of `NamedField`."""
    named = [field for image in recognition.images for field in image.fields if field.name]
    return [
        {
            "position": position,
            "name": field.name[:200],
            "value": field.infer_text,
            "confidence": field.infer_confidence,
        }
        for position, field in enumerate(named)
    ]


def frame(image: Image | None, width: int, height: int) -> tuple[int, int]:
    """The frame of the boxes: the answer's own, else the size of the image that was sent."""
    if image and image.width and image.height:
        return image.width, image.height
    return width, height


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), "")[:200]
