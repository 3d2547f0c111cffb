from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocr.clova import answer
from ocr.clova.errors import AnswerError
from ocr.results import BoundingPoly, Field, Image, Recognition, Vertex, layout
from tests.clova.recognitions import recognitions
from tests.fakes import answers

quick = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

MESSAGE = {"version": "V2", "requestId": "r-1"}


def written(*images: Any, **envelope: Any) -> bytes:
    said = {"version": "V2", "requestId": "r-1", "timestamp": 1, "images": list(images), **envelope}
    return json.dumps(said).encode()


def only(*images: Any) -> Image:
    return answer.read(written(*images)).images[0]


def box(x: float, y: float, width: float = 40.0, height: float = 20.0) -> BoundingPoly:
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def test_it_reads_a_general_answer() -> None:
    image = answers.general_image("page", (800, 600), version="V2", tables=True)
    found = answer.read(json.dumps(answers.envelope(MESSAGE, [image])).encode())
    assert (found.version, found.request_id) == ("V2", "r-1")
    assert found.timestamp > 10**12
    page = found.images[0]
    assert (page.uid, page.name, page.infer_result) == (image["uid"], "page", "SUCCESS")
    assert (page.width, page.height, page.page_index, page.long_image) == (800, 600, 0, False)
    assert page.validation_result is not None
    assert page.validation_result.result == "NO_REQUESTED"
    assert page.fields[0] == Field(
        "거래명세서", 0.9999, box(40, 30, 204, 32), line_break=False, type="NORMAL"
    )
    assert layout.text(page).splitlines()[:2] == [
        "거래명세서 No. 2031-0042",
        "공급자 견본상사 Sample Trading",
    ]


def test_it_reads_tables() -> None:
    image = answers.general_image("page", (800, 600), version="V2", tables=True)
    (table,) = only(image).tables
    assert [(cell.row_index, cell.column_index) for cell in table.cells[:4]] == [
        (0, 0),
        (1, 0),
        (2, 0),
        (0, 1),
    ]
    merged = table.cells[2]
    assert (merged.row_span, merged.column_span) == (1, 2)
    assert merged.cell_text_lines[0].cell_words[0].infer_text == "합계"
    assert table.infer_confidence == image["tables"][0]["inferConfidence"]


def test_it_reads_a_general_v1_answer() -> None:
    image = answers.general_image("page", (800, 600), version="V1", tables=True)
    page = only(image)
    assert (page.width, page.height, page.tables) == (0, 0, ())
    assert not any(field.line_break for field in page.fields)
    assert layout.text(page).splitlines()[0] == "거래명세서 No. 2031-0042"


def test_it_reads_a_template_answer() -> None:
    image = answers.template_image("page", (800, 600), version="V2", template=(7, "form"))
    page = only(image)
    assert page.matched_template is not None
    assert (page.matched_template.id, page.matched_template.name) == (7, "form")
    assert [field.name for field in page.fields] == ["issued_on", "amount", "memo"]
    assert [word.infer_text for word in page.fields[0].sub_fields] == ["2031/01/02", "1차"]
    assert page.fields[0].sub_fields[-1].line_break
    assert page.title is not None
    assert (page.title.name, page.title.infer_text) == ("head", "")
    assert layout.text(page) == "2031/01/02 1차\n1,234,000"


def test_it_reads_the_boxes_of_a_template_v1_answer() -> None:
    bounding = {"top": 588.0, "left": 77.0, "width": 134.0, "height": 34.0}
    field = {"name": "amount", "bounding": bounding, "inferText": "1,000", "inferConfidence": 0.8}
    assert only({"fields": [field]}).fields == (
        Field("1,000", 0.8, box(77, 588, 134, 34), name="amount"),
    )


def test_pages_come_in_the_order_of_their_index() -> None:
    frames = [
        {"convertedImageInfo": {"pageIndex": index}, "name": str(index)} for index in (2, 0, 1)
    ]
    assert [image.name for image in answer.read(written(*frames)).images] == ["0", "1", "2"]


def test_pages_without_an_index_keep_their_place() -> None:
    found = answer.read(written({"name": "a"}, None, {"name": "c"}))
    assert [(image.name, image.page_index) for image in found.images] == [
        ("a", 0),
        ("", 1),
        ("c", 2),
    ]


def test_a_null_image_is_an_error_without_a_message() -> None:
    assert only(None) == Image(infer_result="ERROR", message="")
    assert answer.trouble_of(only(None)) == "image_missing"


@pytest.mark.parametrize(
    ("infer_result", "message", "code"),
    [
        ("SUCCESS", "SUCCESS", ""),
        ("FAILURE", "NOT_FOUND: not found matched template", "template_not_matched"),
        ("FAILURE", "Recognition failure", "recognition_failed"),
        ("ERROR", "Recognition failure", "recognition_failed"),
        ("FAILURE", "", "recognition_failed"),
        ("ERROR", "The image resolution limit has been exceeded", "resolution_exceeded"),
        ("ERROR", "Internal trouble", "image_error"),
        ("", "", "image_missing"),
    ],
)
def test_a_failed_image_says_what_is_wrong(infer_result: str, message: str, code: str) -> None:
    assert answer.trouble_of(only({"inferResult": infer_result, "message": message})) == code


def test_an_image_without_a_verdict_is_good_when_it_has_fields() -> None:
    assert answer.trouble_of(only({"fields": []})) == ""
    assert answer.trouble_of(only({"name": "page"})) == "image_error"


@pytest.mark.parametrize("data", [b"", b"<html>", b"\xff\xff", b'{"images":[', b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(AnswerError) as caught:
        answer.read(data)
    assert (caught.value.code, caught.value.answer) == ("answer_not_json", data)


@pytest.mark.parametrize(
    "data", [b"null", b"[]", b"{}", b'{"images":null}', b'{"images":[]}', b"7"]
)
def test_json_without_images_is_not_understood(data: bytes) -> None:
    with pytest.raises(AnswerError) as caught:
        answer.read(data)
    assert (caught.value.code, caught.value.answer) == ("answer_not_understood", data)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert answer.read(b"\xef\xbb\xbf" + written({"name": "page"})).images[0].name == "page"


def test_mistyped_values_are_read_as_far_as_they_make_sense() -> None:
    field = {
        "inferText": 42,
        "inferConfidence": "0.5",
        "lineBreak": "no",
        "subFields": {},
        "boundingPoly": {"vertices": [{"x": "3"}, None]},
        "unheard": {"of": 1},
    }
    expected = Field("42", 0.5, BoundingPoly((Vertex(3.0, 0.0), Vertex(0.0, 0.0))))
    assert only({"fields": [field]}).fields == (expected,)


def test_fields_keep_their_index_beside_broken_ones() -> None:
    page = only({"fields": [None, {"inferText": "둘"}, 3]})
    assert [field.infer_text for field in page.fields] == ["", "둘", ""]
    assert [str(word.address) for word in layout.words(page)] == ["1"]


def test_numbers_that_are_none_are_dropped() -> None:
    data = b'{"images":[{"fields":[{"inferText":"x","inferConfidence":NaN,"boundingPoly":\
{"vertices":[{"x":1e999,"y":-Infinity},{"x":1,"y":2},{"x":1,"y":2},{"x":1,"y":2}]}}]}]}'
    field = answer.read(data).images[0].fields[0]
    assert field.infer_confidence == 0.0
    assert field.bounding_poly is not None
    assert field.bounding_poly.left == 0.0


def test_texts_hold_nothing_that_a_database_refuses() -> None:
    page = only({"fields": [{"inferText": "a\x00b\ud800"}]})
    assert page.fields[0].infer_text == "ab?"


def test_combined_fields_are_read_alone_and_as_a_list() -> None:
    one = {"name": "address", "text": "서울"}
    assert (
        only({"combineResult": one}).combine_results
        == only({"combineResult": [one]}).combine_results
    )
    assert only({"combineResult": one}).combine_results[0].text == "서울"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
KEYS = st.sampled_from(
    ["images", "fields", "inferText", "inferConfidence", "boundingPoly", "bounding", "vertices",
     "x", "left", "subFields", "lineBreak", "tables", "cells", "cellTextLines", "cellWords",
     "rowIndex", "rowSpan", "title", "matchedTemplate", "id", "name", "validationResult",
     "combineResult", "convertedImageInfo", "width", "pageIndex", "message", "inferResult"]
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@quick
@given(st.lists(st.dictionaries(KEYS, ANYTHING, max_size=6) | SCALARS, min_size=1, max_size=3))
def test_it_never_stumbles_over_what_it_does_not_know(images: list[Any]) -> None:
    found = answer.read(written(*images))
    assert len(found.images) == len(images)
    for image in found.images:
        answer.trouble_of(image)
        layout.text(image)
        layout.rows(image)
    assert answer.write(found)


@quick
@given(recognitions("GENERAL", "V2"))
def test_what_is_written_for_a_general_domain_reads_the_same(found: Recognition) -> None:
    assert answer.read(answer.write(found, kind="GENERAL")) == found


@quick
@given(recognitions("TEMPLATE", "V2"))
def test_what_is_written_for_a_template_domain_reads_the_same(found: Recognition) -> None:
    assert answer.read(answer.write(found, kind="TEMPLATE")) == found


@quick
@given(recognitions("GENERAL", "V1"))
def test_what_is_written_as_general_v1_reads_the_same(found: Recognition) -> None:
    assert answer.read(answer.write(found, kind="GENERAL")) == found


@quick
@given(recognitions("TEMPLATE", "V1"))
def test_what_is_written_as_template_v1_reads_the_same(found: Recognition) -> None:
    assert answer.read(answer.write(found, kind="TEMPLATE")) == found
