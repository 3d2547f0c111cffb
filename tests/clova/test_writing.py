from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from ocr.clova import answer
from ocr.results import BoundingPoly, Field, Image, Recognition, ValidationResult, Vertex
from tests.fakes import answers

MESSAGE = {"version": "V2", "requestId": "r-1"}


def compact(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("tables", [True, False])
@pytest.mark.parametrize("version", ["V1", "V2"])
def test_a_general_answer_is_written_as_it_came_byte_by_byte(version: str, tables: bool) -> None:
    image = answers.general_image("page", (803, 617), version=version, tables=tables)
    came = compact(answers.envelope(MESSAGE | {"version": version}, [image]))
    assert answer.write(answer.read(came), kind="GENERAL") == came


@pytest.mark.parametrize("version", ["V1", "V2"])
def test_a_template_answer_has_the_same_values(version: str) -> None:
    image = answers.template_image("page", (803, 617), version=version, template=(7, "form"))
    came = answers.envelope(MESSAGE | {"version": version}, [image])
    written = json.loads(answer.write(answer.read(compact(came)), kind="TEMPLATE"))
    empty = came["images"][0]["fields"][2]
    assert "subFields" not in empty
    assert written == came
    assert list(written["images"][0]) == list(came["images"][0])
    assert [list(field) for field in written["images"][0]["fields"]] == [
        list(field) for field in came["images"][0]["fields"]
    ]


def test_a_failed_image_is_written_without_fields() -> None:
    failed = answers.failed_image("page", "FAILURE", "NOT_FOUND: not found matched template")
    came = compact(answers.envelope(MESSAGE, [failed]))
    assert answer.write(answer.read(came), kind="TEMPLATE") == came


def poly(*corners: tuple[float, float]) -> BoundingPoly:
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def test_an_engines_own_numbers_get_clovas_style() -> None:
    field = Field(
        "견본", 0.987654321, poly((1, 2.4), (-0.2, 2.6), (30.5, 9.5), (115, 9)), line_break=True
    )
    found = Recognition((Image(uid="u", name="n", fields=(field,), width=80, height=60),))
    assert answer.write(found).decode() == (
        '{"version":"V2","requestId":"","timestamp":0,"images":[{"uid":"u","name":"n",'
        '"inferResult":"SUCCESS","message":"SUCCESS","validationResult":{"result":"NO_REQUESTED"},'
        '"convertedImageInfo":{"width":80,"height":60,"pageIndex":0,"longImage":false},'
        '"fields":[{"valueType":"ALL","boundingPoly":{"vertices":[{"x":1.0,"y":2.0},'
        '{"x":0.0,"y":3.0},{"x":30.0,"y":10.0},{"x":115.0,"y":9.0}]},"inferText":"견본",'
        '"inferConfidence":0.9877,"type":"NORMAL","lineBreak":true}]}]}'
    )


def test_means_have_the_digits_of_a_float32() -> None:
    mean = (0.9997 + 1.0) / 2
    found = Recognition(
        (Image(fields=(Field("x", mean, name="a", sub_fields=(Field("x", 1.0),)),)),)
    )
    written = json.loads(answer.write(found, kind="TEMPLATE"))
    assert written["images"][0]["fields"][0]["inferConfidence"] == 0.99985


def test_an_empty_page_has_an_empty_list_of_fields_and_no_tables() -> None:
    written = json.loads(answer.write(Recognition((Image(),))))["images"][0]
    assert written["fields"] == []
    assert "tables" not in written


def test_a_validation_result_is_always_written() -> None:
    image = Image(validation_result=None)
    assert answer.read(answer.write(Recognition((image,)))).images[0] == dataclasses.replace(
        image, validation_result=ValidationResult()
    )


def test_absurd_numbers_can_be_written_too() -> None:
    title = Field("x", 1e300, poly((1e300, 0), (0, 0), (0, 0), (0, 0)))
    assert answer.write(Recognition((Image(title=title),)), kind="TEMPLATE")
