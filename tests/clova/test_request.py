from __future__ import annotations

import base64
import json
import time
import uuid
from typing import Any

import pytest

from ocr.clova.request import Request, build
from tests.fakes import multipart

CONTENT = bytes(range(256)) * 40


def message(**options: Any) -> dict[str, Any]:
    return json.loads(build(CONTENT, format="png", name="page", body="json", **options).body)


def test_the_message_holds_what_the_contract_asks_for() -> None:
    before = int(time.time() * 1000)
    said = message(languages=("ko", "ja"))
    assert uuid.UUID(said["requestId"])
    assert before <= said["timestamp"] <= before + 60_000
    assert said["version"] == "V2"
    assert said["lang"] == "ko,ja"
    assert said["images"] == [
        {"format": "png", "name": "page", "data": base64.b64encode(CONTENT).decode()}
    ]
    assert set(said) == {"version", "requestId", "timestamp", "lang", "images"}


def test_every_request_has_an_id_of_its_own() -> None:
    first, second = (build(b"x", format="png", name="page") for _ in range(2))
    assert first.request_id != second.request_id
    assert first.request_id in first.body.decode()


def test_base64_has_no_line_breaks() -> None:
    assert not set("\r\n") & set(message()["images"][0]["data"])


def test_the_domain_chooses_when_no_language_is_named() -> None:
    assert "lang" not in message()


@pytest.mark.parametrize(
    ("kind", "tables", "asked"),
    [("GENERAL", True, True), ("GENERAL", False, False), ("TEMPLATE", True, False)],
)
def test_tables_are_asked_for_in_general_domains_only(kind: str, tables: bool, asked: bool) -> None:
    assert message(kind=kind, tables=tables).get("enableTableDetection", False) is asked


@pytest.mark.parametrize(
    ("kind", "ids", "sent"),
    [("TEMPLATE", (7, 8), [7, 8]), ("TEMPLATE", (), None), ("GENERAL", (7,), None)],
)
def test_templates_are_named_in_template_domains_only(
    kind: str, ids: tuple[int, ...], sent: list[int] | None
) -> None:
    assert message(kind=kind, template_ids=ids)["images"][0].get("templateIds") == sent


def test_multipart_holds_the_message_and_the_file() -> None:
    request = build(CONTENT, format="jpg", name="영수증", version="V1")
    parts = multipart.parse(request.content_type, request.body)
    assert set(parts) == {"message", "file"}
    assert (parts["message"].filename, parts["message"].content_type) == (None, None)
    assert parts["file"].filename == "page.jpg"
    assert parts["file"].content_type == "application/octet-stream"
    assert parts["file"].content == CONTENT
    said = json.loads(parts["message"].content)
    assert said["version"] == "V1"
    assert said["images"] == [{"format": "jpg", "name": "영수증"}]


def test_the_repr_of_a_request_does_not_show_the_image() -> None:
    assert "body" not in repr(Request("application/json", b"image", "id"))
