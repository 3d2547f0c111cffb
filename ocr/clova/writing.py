"""A Recognition as CLOVA would have written it (contract sections 3 and 5).

The embedded engine stores its readings in this form, so that one reader serves both.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from ocr.clova.invoke_url import GENERAL, TEMPLATE
from ocr.results import (
    BoundingPoly,
    Cell,
    CellTextLine,
    CellWord,
    Field,
    Image,
    Recognition,
    Table,
    ValidationResult,
)

_LARGEST_FLOAT32 = 3.4e38
_Json = dict[str, Any]


def write(recognition: Recognition, *, kind: str = GENERAL) -> bytes:
    """Return CLOVA's JSON for a domain of `kind`, compact, UTF-8, in CLOVA's key order.

    The recognition's `version` decides what V1 leaves out (section 3.8). Boxes are
    whole pixels written as floats, words have four decimals of confidence, means the
    digits of a float32. `tables` and `subFields` are left out when empty; a missing
    validation result is written as `NO_REQUESTED`, which CLOVA always does.
    """
    message = {
        "version": recognition.version,
        "requestId": recognition.request_id,
        "timestamp": recognition.timestamp,
        "images": [
            _image(image, position, recognition.version, kind)
            for position, image in enumerate(recognition.images)
        ],
    }
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def _image(image: Image, position: int, version: str, kind: str) -> _Json:
    v2 = version != "V1"
    written: _Json = {
        "uid": image.uid,
        "name": image.name,
        "inferResult": image.infer_result,
        "message": image.message,
    }
    if image.matched_template is not None:
        template = image.matched_template
        written["matchedTemplate"] = {"id": template.id, "name": template.name}
    written["validationResult"] = _validation_result(image.validation_result)
    if v2 and _has_frame(image, position):
        written["convertedImageInfo"] = {
            "width": image.width,
            "height": image.height,
            "pageIndex": image.page_index,
            "longImage": image.long_image,
        }
    if v2 and image.tables:
        written["tables"] = [_table(table) for table in image.tables]
    if image.fields or image.infer_result == "SUCCESS":
        one = _template_field if kind == TEMPLATE else _general_field
        written["fields"] = [one(field, v2=v2) for field in image.fields]
    return written | _template_parts(image, v2=v2)


def _template_parts(image: Image, *, v2: bool) -> _Json:
    written: _Json = {}
    if image.title is not None:
        title = image.title
        written["title"] = {
            "name": title.name,
            **(_exact_poly(title.bounding_poly) if v2 else _bounding(title.bounding_poly)),
            "inferText": title.infer_text,
            "inferConfidence": _float32(title.infer_confidence),
            **(_sub_fields(title) if v2 else {}),
        }
    combined = [{"name": one.name, "text": one.text} for one in image.combine_results]
    if combined:
        written["combineResult"] = combined[0] if len(combined) == 1 else combined
    return written


def _has_frame(image: Image, position: int) -> bool:
    return bool(image.width or image.height or image.long_image or image.page_index != position)


def _validation_result(result: ValidationResult | None) -> _Json:
    result = result or ValidationResult()
    written = {"result": result.result}
    return written | {"message": result.message} if result.message else written


def _general_field(field: Field, *, v2: bool) -> _Json:
    written: _Json = {
        "valueType": field.value_type,
        **_poly(field.bounding_poly),
        "inferText": field.infer_text,
        "inferConfidence": _four_decimals(field.infer_confidence),
    }
    if v2:
        written |= {"type": field.type, "lineBreak": field.line_break}
    return written


def _template_field(field: Field, *, v2: bool) -> _Json:
    if not v2:
        return {
            "name": field.name,
            **_bounding(field.bounding_poly),
            "valueType": field.value_type,
            "inferText": field.infer_text,
            "inferConfidence": _float32(field.infer_confidence),
        }
    # The box of an empty field is projected from the template, so it has fractions (3.4).
    poly = _poly if field.sub_fields else _exact_poly
    written: _Json = {
        "name": field.name,
        "valueType": field.value_type,
        **poly(field.bounding_poly),
        "inferText": field.infer_text,
        "inferConfidence": _float32(field.infer_confidence),
        "type": field.type,
        **_sub_fields(field),
    }
    if field.checked is not None:
        written["checked"] = field.checked
    return written


def _sub_fields(field: Field) -> _Json:
    if not field.sub_fields:
        return {}
    return {
        "subFields": [
            {
                **_poly(sub_field.bounding_poly),
                "inferText": sub_field.infer_text,
                "inferConfidence": _four_decimals(sub_field.infer_confidence),
                "lineBreak": sub_field.line_break,
            }
            for sub_field in field.sub_fields
        ]
    }


def _table(table: Table) -> _Json:
    return {
        "cells": [_cell(cell) for cell in table.cells],
        **_poly(table.bounding_poly),
        "inferConfidence": _float32(table.infer_confidence),
    }


def _cell(cell: Cell) -> _Json:
    return {
        "cellTextLines": [_cell_text_line(line) for line in cell.cell_text_lines],
        **_poly(cell.bounding_poly),
        "inferConfidence": _float32(cell.infer_confidence),
        "rowSpan": cell.row_span,
        "rowIndex": cell.row_index,
        "columnSpan": cell.column_span,
        "columnIndex": cell.column_index,
    }


def _cell_text_line(line: CellTextLine) -> _Json:
    return {
        **_poly(line.bounding_poly),
        "inferConfidence": _float32(line.infer_confidence),
        "cellWords": [_cell_word(word) for word in line.cell_words],
    }


def _cell_word(word: CellWord) -> _Json:
    return {
        **_poly(word.bounding_poly),
        "inferText": word.infer_text,
        "inferConfidence": _four_decimals(word.infer_confidence),
    }


def _poly(poly: BoundingPoly | None) -> _Json:
    if poly is None:
        return {}
    vertices = [{"x": _whole(vertex.x), "y": _whole(vertex.y)} for vertex in poly.vertices]
    return {"boundingPoly": {"vertices": vertices}}


def _exact_poly(poly: BoundingPoly | None) -> _Json:
    if poly is None:
        return {}
    vertices = [{"x": _float32(vertex.x), "y": _float32(vertex.y)} for vertex in poly.vertices]
    return {"boundingPoly": {"vertices": vertices}}


def _bounding(poly: BoundingPoly | None) -> _Json:
    if poly is None:
        return {}
    return {
        "bounding": {
            "top": _whole(poly.top),
            "left": _whole(poly.left),
            "width": _whole(poly.right) - _whole(poly.left),
            "height": _whole(poly.bottom) - _whole(poly.top),
        }
    }


def _whole(pixels: float) -> float:
    return float(round(pixels))


def _four_decimals(confidence: float) -> float:
    return round(float(confidence), 4)


def _float32(number: float) -> float:
    """The shortest decimal that stands for the same float32, as Java prints one."""
    if abs(number) > _LARGEST_FLOAT32:
        return number
    packed = struct.pack("f", number)
    shortened = (float(f"{number:.{digits}g}") for digits in range(1, 10))
    return next((short for short in shortened if struct.pack("f", short) == packed), number)
