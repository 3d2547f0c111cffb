"""What a fake CLOVA checks in a request, in the order of contract section 9.1.

Everything it refuses is an OCR code; the reason in words is kept for the test's eyes.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import multipart

_FORMATS = {"jpg", "jpeg", "png", "pdf", "tiff"}
_LANGUAGES = {"ko", "ja", "zh-TW", "en"}
TAILS = {"GENERAL": "general", "TEMPLATE": "infer"}


class RefusedError(Exception):
    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


@dataclass
class FakeDomain:
    """A domain of the fake. Change any of it in a test; `slots` counts simultaneous calls."""

    kind: str
    domain_id: str
    hash64: str
    secrets: set[str]
    slots: int = 5
    tables: bool = True
    quota: int | None = None
    templates: dict[int, str] = field(default_factory=dict)
    running: int = 0


def understand(headers: Mapping[str, str], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the message and the image's bytes; raises `RefusedError` with 0011 or 0021."""
    message, content = _taken_apart(headers.get("content-type", ""), body)
    _check_message(message)
    if message["version"] not in ("V1", "V2"):
        raise RefusedError("0021", "version")
    image = message["images"][0]
    return message, content if content is not None else _content_of(image)


def check_domain(message: dict[str, Any], tail: str, domain: FakeDomain) -> None:
    """Raises `RefusedError` with 0022, 0023, 0025, 0028 or 1021."""
    if tail != TAILS[domain.kind]:
        raise RefusedError("0022", f"/{tail} at a {domain.kind} domain")
    if domain.quota is not None and domain.quota <= 0:
        raise RefusedError("0023", "quota")
    if domain.running > domain.slots:
        raise RefusedError("0025", f"{domain.running} calls at the same time")
    if message.get("enableTableDetection") and domain.kind == "TEMPLATE":
        raise RefusedError("0011", "enableTableDetection at a Template domain")
    if message.get("enableTableDetection") and not domain.tables:
        raise RefusedError("0028", "table extraction is off")
    if domain.kind == "TEMPLATE" and not domain.templates:
        raise RefusedError("1021", "nothing is deployed")


def _taken_apart(content_type: str, body: bytes) -> tuple[dict[str, Any], bytes | None]:
    try:
        if content_type.startswith("multipart/form-data"):
            parts = multipart.parse(content_type, body)
            if not parts.keys() >= {"message", "file"}:
                raise RefusedError("0011", f"parts {sorted(parts)}")
            message = json.loads(parts["message"].content)
            content: bytes | None = parts["file"].content
        elif content_type.startswith("application/json"):
            message, content = json.loads(body), None
        else:
            raise RefusedError("0011", f"content type {content_type!r}")
    except ValueError as error:
        raise RefusedError("0011", str(error)) from error
    if not isinstance(message, dict):
        raise RefusedError("0011", "the message is no object")
    return message, content


def _check_message(message: dict[str, Any]) -> None:
    for name, kind in (("version", str), ("requestId", str), ("timestamp", int), ("images", list)):
        if not isinstance(message.get(name), kind):
            raise RefusedError("0011", name)
    languages = message.get("lang")
    if languages is not None:
        names = {name.strip() for name in languages.split(",")}
        if not names <= _LANGUAGES:
            raise RefusedError("0011", f"lang {languages!r}")
    if len(message["images"]) != 1:
        raise RefusedError("0011", f"{len(message['images'])} images")
    _check_image(message["images"][0])


def _check_image(image: Any) -> None:
    if not isinstance(image, dict) or image.get("format") not in _FORMATS:
        raise RefusedError("0011", "format")
    if not isinstance(image.get("name"), str):
        raise RefusedError("0011", "name")
    ids = image.get("templateIds", [])
    if not isinstance(ids, list) or not all(type(number) is int for number in ids):
        raise RefusedError("0011", "templateIds")


def _content_of(image: dict[str, Any]) -> bytes:
    data = image.get("data")
    if not isinstance(data, str) or not data:
        raise RefusedError("0011", "data")
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise RefusedError("0011", "data is not plain base64") from error
