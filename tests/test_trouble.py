"""Every code that anything raises has its sentences, and explaining never fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from ocr.clova import errors as clova_errors
from ocr.clova.answer import trouble_of
from ocr.intake import errors as intake_errors
from ocr.models import Call
from ocr.results import Image
from ocr.trouble import TROUBLES, explain
from ocr.trouble.model import ACTIONS

RAISED = {
    "AnswerError", "ClovaError", "EngineError", "GatewayError", "InvokeUrlError", "OcrError",
    "Refusal", "TransportError", "refuse", "fail",
}  # fmt: skip


def codes_in(source: str) -> Iterator[str]:
    """First arguments of what raises or stores a code, where they are written out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in RAISED:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def name_of(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


def raised_codes() -> set[str]:
    found: set[str] = set()
    for path in (Path(settings.BASE_DIR) / "ocr").rglob("*.py"):
        found.update(codes_in(path.read_text(encoding="utf-8")))
    return found


def test_the_search_for_codes_finds_them() -> None:
    assert {"no_secret", "engine_failed", "url_shape"} <= raised_codes()


def test_every_code_in_the_source_has_its_sentences() -> None:
    assert raised_codes() - set(TROUBLES) == set()


def test_every_vendor_code_has_its_sentences() -> None:
    tables = (clova_errors._OCR, clova_errors._GATEWAY)
    assert {row.code for table in tables for row in table.values()} <= set(TROUBLES)


def test_every_refusal_of_a_file_has_its_sentences() -> None:
    assert set(TROUBLES) >= intake_errors.CODES


@pytest.mark.parametrize(
    ("result", "message"),
    [
        ("FAILURE", "NOT_FOUND: not found matched template"),
        ("ERROR", "The image resolution limit has been exceeded"),
        ("FAILURE", "Recognition failure"),
        ("ERROR", "something else"),
        ("ERROR", ""),
    ],
)
def test_every_failed_image_has_its_sentences(result: str, message: str) -> None:
    assert trouble_of(Image(uid="", name="", infer_result=result, message=message)) in TROUBLES


def test_codes_fit_into_the_columns_that_hold_them() -> None:
    longest = Call._meta.get_field("code").max_length
    assert max(map(len, TROUBLES)) <= longest


def test_a_call_with_an_unknown_ending_is_explained() -> None:
    assert set(Call.UNKNOWN_ENDINGS) <= set(TROUBLES)


@pytest.mark.parametrize("code", sorted(TROUBLES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_trouble_is_whole_sentences(code: str, language: str) -> None:
    numbers = {"max": 10, "min": 10, "width": 9000, "height": 20, "size": 99, "pages": 600}
    with override(language):
        explained = explain(code, numbers)
    for sentence in (explained.meaning, explained.advice, explained.remedy):
        assert sentence.endswith(".")
        assert "%" not in sentence
        assert "–" not in sentence
    assert explained.action in ACTIONS
    assert explained.action != "retry" or explained.retry_helps


def test_korean_sentences_are_korean() -> None:
    with override("ko"):
        assert explain("file_is_zip").advice == "압축을 푼 뒤 업로드하세요."


def test_bytes_are_shown_as_megabytes_and_numbers_in_groups() -> None:
    with override("en"):
        assert explain("file_too_large", {"max": 52428800}).meaning.endswith("than 50 MB.")
        assert explain("file_too_large", {"max": 2516582}).meaning.endswith("than 2.4 MB.")
        assert explain("too_many_pages", {"max": 12345}).meaning.endswith("than 12,345 pages.")


@pytest.mark.parametrize(
    "params", [{}, None, {"max": None}, {"max": "%s"}, {"max": "100%"}, {"max": [1]}]
)
def test_explaining_never_fails(params: dict[str, object] | None) -> None:
    for code in (*TROUBLES, "", "nobody_knows", "%(max)s"):
        assert explain(code, params).meaning


def test_an_unknown_code_gets_a_general_sentence_and_keeps_its_name() -> None:
    explained = explain("nobody_knows")
    assert (explained.code, explained.action) == ("nobody_knows", "retry")


def test_an_administrator_reads_the_remedy_where_staff_are_sent_to_one() -> None:
    with override("en"):
        refused = explain("secret_refused")
    assert "Ask an administrator" in refused.advice
    assert "Copy the Secret Key" in refused.remedy
