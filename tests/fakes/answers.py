"""Answers as CLOVA writes them (contract sections 3 and 5), drawn into the frame of the
image that was sent. Written apart from `ocr.clova`, so that one checks the other."""

from __future__ import annotations

import io
import struct
import time
import uuid
import warnings
from collections.abc import Sequence
from typing import Any

from PIL import Image as Picture

Json = dict[str, Any]

WORDS: Sequence[Sequence[str]] = (
    ("거래명세서", "No.", "2031-0042"),
    ("공급자", "견본상사", "Sample", "Trading"),
    ("東京都", "千代田区"),
    ("합계", "1,234,000", "원"),
    ("감사합니다.",),
)
TABLE: Sequence[Sequence[str]] = (
    ("품명", "수량", "금액"),
    ("연필", "12", "3,600"),
    ("합계", "", "3,600"),
)
TEMPLATE_FIELDS: Sequence[tuple[str, Sequence[str]]] = (
    ("issued_on", ("2031/01/02", "1차")),
    ("amount", ("1,234,000",)),
    ("memo", ()),
)
_CONFIDENCES = (0.9999, 1.0, 0.9873, 0.8412, 0.9995, 0.6127)


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; an A4 page at 144 dpi for a PDF; None if unreadable."""
    if content.startswith(b"%PDF"):
        return 1190, 1684
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            with Picture.open(io.BytesIO(content)) as picture:
                return picture.size
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None


def envelope(message: Json, images: list[Json | None]) -> Json:
    return {
        "version": message["version"],
        "requestId": message["requestId"],
        "timestamp": int(time.time() * 1000),
        "images": images,
    }


def failed_image(name: str, infer_result: str, reason: str) -> Json:
    return {
        "uid": uuid.uuid4().hex,
        "name": name,
        "inferResult": infer_result,
        "message": reason,
        "validationResult": {"result": "NO_REQUESTED"},
    }


def general_image(
    name: str,
    size: tuple[int, int],
    *,
    version: str,
    tables: bool,
    words: Sequence[Sequence[str]] = WORDS,
) -> Json:
    """One SUCCESS image of a General domain; a table stands under the lines when asked for."""
    image = _head(name)
    boxes = _boxes(words, size, 0.05, 0.5 if tables else 0.95)
    fields = [_general_field(*box, version=version) for box in boxes]
    if version == "V2":
        image["convertedImageInfo"] = _frame(size)
    if tables and version == "V2":
        table, cell_words = _table(size)
        image["tables"] = [table]
        fields += [_general_field(*word, version=version) for word in cell_words]
    image["fields"] = fields
    return image


def template_image(
    name: str, size: tuple[int, int], *, version: str, template: tuple[int, str]
) -> Json:
    """One SUCCESS image of a Template domain: three named fields, the last one empty."""
    image = _head(name)
    validation = image.pop("validationResult")
    image["matchedTemplate"] = {"id": template[0], "name": template[1]}
    image["validationResult"] = validation
    boxes = _boxes([words or ("",) for _, words in TEMPLATE_FIELDS], size, 0.3, 0.95)
    fields = []
    for line, (field_name, words) in enumerate(TEMPLATE_FIELDS):
        own = [box for box in boxes if box[3] == line]
        fields.append(_template_field(field_name, own, words, version=version))
    image["fields"] = fields
    image["title"] = _title(size, version=version)
    return image


Box = tuple[str, tuple[int, int, int, int], float, int, bool]


def _boxes(
    lines: Sequence[Sequence[str]], size: tuple[int, int], top: float, bottom: float
) -> list[Box]:
    """Text, box (left, top, right, bottom), confidence, line number, last of its line."""
    width, height = size
    pitch = max((bottom - top) * height / len(lines), 2.0)
    found: list[Box] = []
    for number, line in enumerate(lines):
        y = int(top * height + number * pitch)
        step = 0.9 * width / max(len(line), 1)
        for place, text in enumerate(line):
            x = int(0.05 * width + place * step)
            box = (x, y, x + max(int(step * 0.85), 1), y + max(int(pitch * 0.6), 1))
            confidence = _CONFIDENCES[len(found) % len(_CONFIDENCES)]
            found.append((text, box, confidence, number, place == len(line) - 1))
    return found


def _general_field(
    text: str,
    box: tuple[int, int, int, int],
    confidence: float,
    line: int,
    last: bool,
    *,
    version: str,
) -> Json:
    field = {"valueType": "ALL", **_poly(box), "inferText": text, "inferConfidence": confidence}
    return field | {"type": "NORMAL", "lineBreak": last} if version == "V2" else field


def _template_field(name: str, boxes: list[Box], words: Sequence[str], *, version: str) -> Json:
    union = _union([box[1] for box in boxes])
    text = " ".join(words)
    confidence = _mean([box[2] for box in boxes]) if words else 0.0
    if version == "V1":
        return {
            "name": name,
            **_bounding(union),
            "valueType": "ALL",
            "inferText": text,
            "inferConfidence": confidence,
        }
    field: Json = {"name": name, "valueType": "ALL"}
    field |= _poly(union) | {"inferText": text, "inferConfidence": confidence, "type": "NORMAL"}
    if words:
        field["subFields"] = [
            _poly(box) | {"inferText": word, "inferConfidence": sure, "lineBreak": last}
            for word, box, sure, _, last in boxes
        ]
    return field


def _title(size: tuple[int, int], *, version: str) -> Json:
    """A logo: no text, and fractions, because its place is projected from the template."""
    right, bottom = round(size[0] * 0.3 + 0.37, 2), round(size[1] * 0.2 + 0.21, 2)
    corners = [(0.98, 0.99), (right, 0.99), (right, bottom), (0.98, bottom)]
    place = {"boundingPoly": {"vertices": [{"x": x, "y": y} for x, y in corners]}}
    if version == "V1":
        place = _bounding((1, 1, int(right), int(bottom)))
    return {"name": "head", **place, "inferText": "", "inferConfidence": 0.0}


def _table(size: tuple[int, int]) -> tuple[Json, list[Box]]:
    """Three by three with a merged cell (last row, first two columns), column by column."""
    width, height = size
    xs = [int(width * (0.05 + 0.3 * step)) for step in range(4)]
    ys = [int(height * (0.6 + 0.1 * step)) for step in range(4)]
    cells, words = [], []
    for column in range(3):
        for row in range(3):
            if (row, column) == (2, 1):
                continue
            span = 2 if (row, column) == (2, 0) else 1
            frame = (xs[column], ys[row], xs[column + span], ys[row + 1])
            cell, word = _cell(TABLE[row][column], frame, row, column, span)
            cells.append(cell)
            words += word
    means = [cell["inferConfidence"] for cell in cells]
    table = {
        "cells": cells,
        **_poly((xs[0], ys[0], xs[3], ys[3])),
        "inferConfidence": _mean(means),
    }
    return table, words


def _cell(
    text: str, frame: tuple[int, int, int, int], row: int, column: int, span: int
) -> tuple[Json, list[Box]]:
    left, top, right, bottom = frame
    box = (left + 2, top + 2, right - 2, bottom - 2)
    confidence = 0.9981
    word = _poly(box) | {"inferText": text, "inferConfidence": confidence}
    line = {**_poly(box), "inferConfidence": confidence, "cellWords": [word]}
    cell = {
        "cellTextLines": [line] if text else [],
        **_poly(frame),
        "inferConfidence": confidence if text else 1.0,
        "rowSpan": 1,
        "rowIndex": row,
        "columnSpan": span,
        "columnIndex": column,
    }
    return cell, [(text, box, confidence, row, True)] if text else []


def _head(name: str) -> Json:
    return {
        "uid": uuid.uuid4().hex,
        "name": name,
        "inferResult": "SUCCESS",
        "message": "SUCCESS",
        "validationResult": {"result": "NO_REQUESTED"},
    }


def _frame(size: tuple[int, int]) -> Json:
    return {"width": size[0], "height": size[1], "pageIndex": 0, "longImage": False}


def _poly(box: tuple[int, int, int, int]) -> Json:
    left, top, right, bottom = (float(side) for side in box)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return {"boundingPoly": {"vertices": [{"x": x, "y": y} for x, y in corners]}}


def _bounding(box: tuple[int, int, int, int]) -> Json:
    left, top, right, bottom = (float(side) for side in box)
    return {"bounding": {"top": top, "left": left, "width": right - left, "height": bottom - top}}


def _union(boxes: list[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _mean(numbers: Sequence[float]) -> float:
    """The mean with a float32's digits."""
    mean = sum(numbers) / len(numbers)
    packed = struct.pack("f", mean)
    shortened = (float(f"{mean:.{digits}g}") for digits in range(1, 10))
    return next(short for short in shortened if struct.pack("f", short) == packed)
