"""Recognitions that CLOVA could have answered, for hypothesis to choose from."""

from __future__ import annotations

import struct

from hypothesis import strategies as st

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


def _float32(number: float) -> float:
    packed = struct.pack("f", number)
    return next(
        float(f"{number:.{digits}g}")
        for digits in range(1, 10)
        if struct.pack("f", float(f"{number:.{digits}g}")) == packed
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
NAMES = TEXTS.filter(bool)
WORD_CONFIDENCES = st.integers(0, 10_000).map(lambda parts: parts / 10_000)
MEANS = st.floats(0, 1, width=32).map(_float32)
INDEXES = st.integers(0, 2**31 - 1)
PIXELS = st.integers(-5, 8000).map(float)
FRACTIONS = st.floats(-5, 8000, width=32, allow_subnormal=False).map(_float32)


def polys(numbers: st.SearchStrategy[float] = PIXELS) -> st.SearchStrategy[BoundingPoly]:
    corner = st.builds(Vertex, numbers, numbers)
    return st.builds(BoundingPoly, st.tuples(corner, corner, corner, corner))


@st.composite
def upright(draw: st.DrawFn) -> BoundingPoly:
    left, right = sorted((draw(PIXELS), draw(PIXELS)))
    top, bottom = sorted((draw(PIXELS), draw(PIXELS)))
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def optional(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


BOXES = optional(polys())
WORDS = st.builds(Field, TEXTS, WORD_CONFIDENCES, BOXES, type=NAMES, line_break=st.booleans())
SUB_FIELDS = st.builds(Field, TEXTS, WORD_CONFIDENCES, BOXES, line_break=st.booleans())
V1_WORDS = st.builds(Field, TEXTS, WORD_CONFIDENCES, BOXES, value_type=NAMES)
V1_NAMED = st.builds(Field, TEXTS, MEANS, optional(upright()), value_type=NAMES, name=TEXTS)


def _named(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[Field]:
    with_words = st.builds(
        Field, TEXTS, MEANS, BOXES, name=TEXTS,
        sub_fields=st.lists(SUB_FIELDS, min_size=1, max_size=3).map(tuple), **fixed,
    )  # fmt: skip
    empty = st.builds(Field, TEXTS, MEANS, optional(polys(FRACTIONS)), name=TEXTS, **fixed)
    return with_words | empty


NAMED = _named(value_type=NAMES, type=NAMES, checked=optional(st.booleans()))
TITLES = st.builds(
    Field, TEXTS, MEANS, optional(polys(FRACTIONS)), name=TEXTS,
    sub_fields=st.lists(SUB_FIELDS, max_size=2).map(tuple),
)  # fmt: skip

CELL_WORDS = st.builds(CellWord, TEXTS, WORD_CONFIDENCES, BOXES)
CELL_LINES = st.builds(CellTextLine, st.lists(CELL_WORDS, max_size=2).map(tuple), MEANS, BOXES)
SPANS = st.integers(1, 9)
CELLS = st.builds(
    Cell, INDEXES, INDEXES, SPANS, SPANS, st.lists(CELL_LINES, max_size=2).map(tuple), MEANS, BOXES
)
TABLES = st.builds(Table, st.lists(CELLS, max_size=3).map(tuple), MEANS, BOXES)

TEMPLATES = st.builds(MatchedTemplate, INDEXES, TEXTS)
VALIDATIONS = st.builds(ValidationResult, NAMES, TEXTS)
COMBINED = st.lists(st.builds(CombineResult, TEXTS, TEXTS), max_size=2).map(tuple)


@st.composite
def recognitions(draw: st.DrawFn, kind: str, version: str) -> Recognition:
    count = draw(st.integers(1, 2))
    images = [draw(_images(kind, version, position)) for position in range(count)]
    return Recognition(
        tuple(sorted(images, key=lambda image: image.page_index)),
        version=version,
        request_id=draw(TEXTS),
        timestamp=draw(st.integers(0, 2**62)),
    )


def _images(kind: str, version: str, position: int) -> st.SearchStrategy[Image]:
    fields = {
        ("GENERAL", "V2"): WORDS, ("GENERAL", "V1"): V1_WORDS,
        ("TEMPLATE", "V2"): NAMED, ("TEMPLATE", "V1"): V1_NAMED,
    }[kind, version]  # fmt: skip
    parts: dict[str, st.SearchStrategy[object]] = {
        "uid": TEXTS, "name": TEXTS,
        "infer_result": st.sampled_from(["SUCCESS", "FAILURE", "ERROR"]),
        "message": TEXTS, "fields": st.lists(fields, max_size=4).map(tuple),
        "validation_result": VALIDATIONS, "page_index": st.just(position),
    }  # fmt: skip
    if version == "V2":
        parts |= {"width": INDEXES, "height": INDEXES, "long_image": st.booleans()}
        parts |= {"page_index": INDEXES}
    if (kind, version) == ("GENERAL", "V2"):
        parts["tables"] = st.lists(TABLES, max_size=2).map(tuple)
    if kind == "TEMPLATE":
        title = TITLES if version == "V2" else st.builds(Field, TEXTS, MEANS, optional(upright()))
        parts |= {"title": optional(title), "matched_template": optional(TEMPLATES)}
        parts["combine_results"] = COMBINED
    return st.builds(Image, **parts)
