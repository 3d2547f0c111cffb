from __future__ import annotations

import json
from typing import Any

import pytest

from ocr import exports
from ocr.clova import answer
from ocr.exports import ExportPage, UnknownFormatError
from tests.fakes import answers


def page(number: int, *words: str, index: int = 0) -> ExportPage:
    image = answers.general_image(
        f"page-{number}", (400, 300), version="V2", tables=False, words=[words] if words else []
    ) if words else empty(number)  # fmt: skip
    image["convertedImageInfo"]["pageIndex"] = index
    message = {"version": "V2", "requestId": f"r-{number}"}
    body = json.dumps(answers.envelope(message, [image]), ensure_ascii=False).encode()
    return ExportPage(number, answer.read(body), body)


def empty(number: int) -> dict[str, Any]:
    frame = {"width": 400, "height": 300, "pageIndex": 0, "longImage": False}
    return {"name": f"page-{number}", "fields": [], "convertedImageInfo": frame}


def test_text_is_in_reading_order_with_a_blank_line_between_pages() -> None:
    pages = [page(2, "둘째", "쪽"), page(1, "첫", "쪽")]
    assert exports.render("txt", pages) == "첫 쪽\n\n둘째 쪽\n".encode()


def test_pages_without_text_leave_no_gap() -> None:
    assert (
        exports.render("txt", [page(1, "하나"), page(2), page(3, "둘")]).decode() == "하나\n\n둘\n"
    )
    assert exports.render("txt", [page(1)]) == b""
    assert exports.render("txt", []) == b""


def test_the_json_of_one_page_is_clovas_answer_as_it_came() -> None:
    only = page(1, "견본")
    assert exports.render("json", [only]) == only.answer


def test_the_json_of_several_pages_is_one_list_in_page_order() -> None:
    merged = json.loads(exports.render("json", [page(2, "둘"), page(1, "하나")]))
    assert list(merged) == ["images"]
    assert [image["name"] for image in merged["images"]] == ["page-1", "page-2"]
    assert [image["convertedImageInfo"]["pageIndex"] for image in merged["images"]] == [0, 1]
    assert (
        merged["images"][0]["fields"] == json.loads(page(1, "하나").answer)["images"][0]["fields"]
    )


def test_merged_pages_can_be_read_again() -> None:
    merged = answer.read(exports.render("json", [page(1, "하나"), page(2, "둘")]))
    assert [image.fields[0].infer_text for image in merged.images] == ["하나", "둘"]


def test_korean_letters_stay_letters_in_json() -> None:
    assert "하나".encode() in exports.render("json", [page(1, "하나"), page(2, "둘")])


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"images":null}', b'{"images":[null]}'])
def test_a_page_whose_answer_says_nothing_keeps_its_place(body: bytes) -> None:
    broken = ExportPage(1, page(1).recognition, body)
    merged = json.loads(exports.render("json", [broken, page(2, "둘")]))
    assert merged["images"][0] is None
    assert merged["images"][1]["convertedImageInfo"]["pageIndex"] == 1


def test_every_format_says_what_it_makes() -> None:
    for name, made in exports.FORMATS.items():
        assert made.name == name
        assert made.extension.isalnum()
        assert "/" in made.content_type


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormatError):
        exports.render("docx", [])
