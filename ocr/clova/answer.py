"""CLOVA's JSON, understood: V1 and V2, General and Template (contract section 3).

Tolerant by design: unknown, missing, null and mistyped keys never raise. Writing
the same JSON is `ocr.clova.writing`.
"""

from __future__ import annotations

import json
import math
from typing import Any

from ocr.clova.errors import AnswerError
from ocr.clova.writing import write
from ocr.results import (
    BoundingPoly,
    Cell,
    CellTextLine,
    CellWord,
    CombineResult,
    Field,
    Image,
    MatchedTemplate,
    Recognition,
    Table,
    ValidationResult,
    Vertex,
)

__all__ = ["read", "trouble_of", "write"]

_LARGEST_INDEX = 2**31 - 1
_FARTHEST = 1e6
_Json = dict[str, Any]


def read(data: bytes) -> Recognition:
    """Return what an answer says, its images in page order.

    A null or mistyped image becomes one with `infer_result` ERROR and no message;
    fields keep their index. Coordinates are pixels of the frame that the image names.
    Raises `AnswerError` (`answer_not_json`, `answer_not_understood`).
    """
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        raise AnswerError(
            "answer_not_json", f"{len(data)} bytes that are not JSON", answer=data
        ) from None
    said = _dict(payload)
    raw = said.get("images")
    if not isinstance(raw, list) or not raw:
        raise AnswerError("answer_not_understood", "The answer holds no images", answer=data)
    images = [_image(item, position) for position, item in enumerate(raw)]
    return Recognition(
        images=tuple(sorted(images, key=lambda image: image.page_index)),
        version=_text(said.get("version")),
        request_id=_text(said.get("requestId")),
        timestamp=_int(said.get("timestamp"), 0, largest=2**63 - 1),
    )


def trouble_of(image: Image) -> str:
    """Return what is wrong with an image that came with HTTP 200, or "" (contract 4.3).

    One of template_not_matched, resolution_exceeded, recognition_failed,
    image_missing (CLOVA sent null), image_error.
    """
    result, message = image.infer_result.upper(), image.message.lower()
    if result == "SUCCESS":
        return ""
    if "matched template" in message or "not_found" in message:
        return "template_not_matched"
    if "resolution" in message:
        return "resolution_exceeded"
    if result == "FAILURE" or "recognition failure" in message:
        return "recognition_failed"
    return "image_error" if message or image.uid or image.name else "image_missing"


def _image(raw: object, position: int) -> Image:
    if not isinstance(raw, dict):
        return Image(infer_result="ERROR", message="", page_index=position)
    frame = _dict(raw.get("convertedImageInfo"))
    default = "SUCCESS" if isinstance(raw.get("fields"), list) else "ERROR"
    title = raw.get("title")
    return Image(
        uid=_text(raw.get("uid")),
        name=_text(raw.get("name")),
        infer_result=_text(raw.get("inferResult")) or default,
        message=_text(raw.get("message")),
        fields=tuple(_field(item) for item in _list(raw.get("fields"))),
        tables=tuple(_table(item) for item in _dicts(raw.get("tables"))),
        title=_field(title) if isinstance(title, dict) else None,
        matched_template=_matched_template(raw.get("matchedTemplate")),
        validation_result=_validation_result(raw.get("validationResult")),
        combine_results=_combine_results(raw.get("combineResult")),
        width=_int(frame.get("width"), 0),
        height=_int(frame.get("height"), 0),
        page_index=_int(frame.get("pageIndex"), position),
        long_image=frame.get("longImage") is True,
    )


def _field(item: object) -> Field:
    raw = _dict(item)
    checked = raw.get("checked")
    return Field(
        infer_text=_text(raw.get("inferText")),
        infer_confidence=_float(raw.get("inferConfidence"), 0.0),
        bounding_poly=_poly(raw),
        value_type=_text(raw.get("valueType")) or "ALL",
        type=_text(raw.get("type")) or "NORMAL",
        line_break=raw.get("lineBreak") is True,
        name=_text(raw.get("name")),
        sub_fields=tuple(_sub_field(sub_field) for sub_field in _list(raw.get("subFields"))),
        checked=checked if isinstance(checked, bool) else None,
    )


def _sub_field(item: object) -> Field:
    raw = _dict(item)
    return Field(
        infer_text=_text(raw.get("inferText")),
        infer_confidence=_float(raw.get("inferConfidence"), 0.0),
        bounding_poly=_poly(raw),
        line_break=raw.get("lineBreak") is True,
    )


def _poly(raw: _Json) -> BoundingPoly | None:
    """V2 and General have `boundingPoly`, Template V1 has `bounding` (contract 3.4)."""
    vertices = _list(_dict(raw.get("boundingPoly")).get("vertices"))
    if vertices:
        return BoundingPoly(tuple(_vertex(_dict(vertex)) for vertex in vertices))
    box = raw.get("bounding")
    if not isinstance(box, dict):
        return None
    left, top = _pixels(box.get("left")), _pixels(box.get("top"))
    right = left + _pixels(box.get("width"))
    bottom = top + _pixels(box.get("height"))
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return BoundingPoly(tuple(Vertex(x, y) for x, y in corners))


def _vertex(raw: _Json) -> Vertex:
    return Vertex(_pixels(raw.get("x")), _pixels(raw.get("y")))


def _table(raw: _Json) -> Table:
    return Table(
        cells=tuple(_cell(cell) for cell in _dicts(raw.get("cells"))),
        infer_confidence=_float(raw.get("inferConfidence"), 1.0),
        bounding_poly=_poly(raw),
    )


def _cell(raw: _Json) -> Cell:
    return Cell(
        row_index=_int(raw.get("rowIndex"), 0),
        column_index=_int(raw.get("columnIndex"), 0),
        row_span=max(_int(raw.get("rowSpan"), 1), 1),
        column_span=max(_int(raw.get("columnSpan"), 1), 1),
        cell_text_lines=tuple(_cell_text_line(line) for line in _dicts(raw.get("cellTextLines"))),
        infer_confidence=_float(raw.get("inferConfidence"), 1.0),
        bounding_poly=_poly(raw),
    )


def _cell_text_line(raw: _Json) -> CellTextLine:
    return CellTextLine(
        cell_words=tuple(_cell_word(word) for word in _dicts(raw.get("cellWords"))),
        infer_confidence=_float(raw.get("inferConfidence"), 1.0),
        bounding_poly=_poly(raw),
    )


def _cell_word(raw: _Json) -> CellWord:
    return CellWord(
        infer_text=_text(raw.get("inferText")),
        infer_confidence=_float(raw.get("inferConfidence"), 0.0),
        bounding_poly=_poly(raw),
    )


def _matched_template(raw: object) -> MatchedTemplate | None:
    if not isinstance(raw, dict):
        return None
    number = _int(raw.get("id"), 0, largest=2**63 - 1)
    return MatchedTemplate(id=number, name=_text(raw.get("name")))


def _validation_result(raw: object) -> ValidationResult | None:
    if not isinstance(raw, dict):
        return None
    return ValidationResult(
        result=_text(raw.get("result")) or "NO_REQUESTED", message=_text(raw.get("message"))
    )


def _combine_results(raw: object) -> tuple[CombineResult, ...]:
    """The contract knows no real body: one object and a list of them are both understood."""
    found = _dicts(raw) if isinstance(raw, list) else _dicts([raw])
    return tuple(CombineResult(_text(one.get("name")), _text(one.get("text"))) for one in found)


def _dict(raw: object) -> _Json:
    return raw if isinstance(raw, dict) else {}


def _list(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _dicts(raw: object) -> list[_Json]:
    return [item for item in _list(raw) if isinstance(item, dict)]


def _text(raw: object) -> str:
    """A text that every database and encoding takes: no NUL, no lone surrogates."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    return str(raw).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _float(raw: object, default: float) -> float:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return default
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return default
    return number if math.isfinite(number) else default


def _pixels(raw: object) -> float:
    """A coordinate near the page: sums of larger ones would be no numbers any more."""
    return min(max(_float(raw, 0.0), -_FARTHEST), _FARTHEST)


def _int(raw: object, default: int, *, largest: int = _LARGEST_INDEX) -> int:
    number = int(raw) if isinstance(raw, int) else int(_float(raw, float(default)))
    return number if 0 <= number <= largest else default
