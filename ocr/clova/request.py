"""The message that asks CLOVA to read one page image (contract section 2)."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from urllib3.filepost import encode_multipart_formdata

from ocr.clova.invoke_url import GENERAL, TEMPLATE


@dataclass(frozen=True, slots=True)
class Request:
    """One body, ready to be posted; `request_id` is what CLOVA echoes."""

    content_type: str
    body: bytes = field(repr=False)
    request_id: str


def build(
    content: bytes,
    *,
    format: str,
    name: str,
    kind: str = GENERAL,
    version: str = "V2",
    body: str = "multipart",
    languages: Sequence[str] = (),
    tables: bool = False,
    template_ids: Sequence[int] = (),
) -> Request:
    """Return the request for one image file.

    `format` is CLOVA's word for the file (`jpg`, `png`, `tiff`, `pdf`); `body` is
    `multipart` or `json` (`data` in base64 without line breaks). Tables are asked for
    in General domains only and only when wanted, templates in Template domains only:
    a key that a domain does not know may refuse the whole call (codes 0011, 0028).
    """
    request_id = str(uuid.uuid4())
    image: dict[str, Any] = {"format": format, "name": name}
    if kind == TEMPLATE and template_ids:
        image["templateIds"] = list(template_ids)
    message: dict[str, Any] = {
        "version": version,
        "requestId": request_id,
        "timestamp": time.time_ns() // 1_000_000,
    }
    if languages:
        message["lang"] = ",".join(languages)
    message["images"] = [image]
    if kind == GENERAL and tables:
        message["enableTableDetection"] = True
    if body == "json":
        image["data"] = base64.b64encode(content).decode("ascii")
        return Request("application/json; charset=utf-8", _encoded(message), request_id)
    return _multipart(message, content, format, request_id)


def _multipart(message: Mapping[str, Any], content: bytes, format: str, request_id: str) -> Request:
    """The message has neither file name nor content type, as in the vendor's samples (2.2)."""
    body, content_type = encode_multipart_formdata(
        {
            "message": _encoded(message),
            "file": (f"page.{format}", content, "application/octet-stream"),
        }
    )
    return Request(content_type, body, request_id)


def _encoded(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
