"""What the fake CLOVA puts on the wire: good answers, refusals and broken connections."""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tests.fakes import answers
from tests.fakes.contract import FakeDomain
from tests.fakes.steps import GATEWAY_ERRORS, OCR_ERRORS, Step

_RESOLUTION = "The image resolution limit has been exceeded. It must be between 10 px and 8000 px"


@dataclass(frozen=True)
class Reply:
    """`manner` is how it is sent: whole, half, drop, slow_body, slow_headers."""

    status: int
    body: bytes
    content_type: str = "application/json"
    manner: str = "whole"
    seconds: float = 0.0
    location: str = ""

    def send(self, sock: socket.socket) -> bool:
        """Write to the connection; return whether it must be closed afterwards."""
        with contextlib.suppress(OSError):
            return self._written(sock)
        return True

    def _written(self, sock: socket.socket) -> bool:
        if self.manner == "drop":
            shut(sock)
            return True
        head = self._head()
        if self.manner == "half":
            sock.sendall(head + self.body[: len(self.body) // 2])
            shut(sock)
            return True
        if self.manner.startswith("slow"):
            slow = self.body if self.manner == "slow_body" else head + self.body
            sock.sendall(head if self.manner == "slow_body" else b"")
            _drip(sock, slow, self.seconds)
            return True
        sock.sendall(head + self.body)
        return False

    def _head(self) -> bytes:
        lines = [
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.body)}",
        ]
        if self.location:
            lines.append(f"Location: {self.location}")
        return "\r\n".join([*lines, "", ""]).encode()


def shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def gateway_error(code: str, status: int, *, as_number: bool = False) -> Reply:
    message = GATEWAY_ERRORS.get(code, (status, "Unheard Of"))[1]
    error = {"errorCode": int(code) if as_number else code, "message": message, "details": "None."}
    return Reply(status, _json({"error": error}))


def ocr_error(code: str, path: str, status: int | None = None) -> Reply:
    known, message = OCR_ERRORS.get(code, (400, "Unheard of."))
    body = {
        "code": code,
        "message": message,
        "path": path,
        "traceId": secrets.token_hex(8),
        "timestamp": int(time.time() * 1000),
    }
    return Reply(status or known, _json(body))


def reply(
    step: Step,
    domain: FakeDomain,
    message: dict[str, Any],
    content: bytes,
    path: str,
    words: Sequence[Sequence[str]],
) -> Reply:
    """Return what a step makes of a call that the contract has nothing against."""
    if step.kind == "ocr_error":
        return ocr_error(step.code, path, step.status)
    if step.kind.startswith("gateway_error"):
        as_number = step.kind == "gateway_error_as_number"
        return gateway_error(step.code, step.status, as_number=as_number)
    if step.kind == "raw":
        return Reply(step.status, step.body, "text/html")
    if step.kind == "redirect":
        return Reply(step.status, b"", location=path + "/elsewhere")
    image = _failed(step, message) or _image(domain, message, content, words)
    answer = answers.envelope(message, [None if step.kind == "null_image" else image])
    body = _json(answer)
    if step.kind == "huge_body":
        body = _json(answer | {"padding": "x" * step.size})
    manner = {"half_body": "half"}.get(step.kind, step.kind)
    known = ("half", "drop", "slow_body", "slow_headers")
    return Reply(200, body, manner=manner if manner in known else "whole", seconds=step.seconds)


def _failed(step: Step, message: dict[str, Any]) -> dict[str, Any] | None:
    failures = {
        "not_matched": ("FAILURE", "NOT_FOUND: not found matched template"),
        "recognition_failure": ("FAILURE", "Recognition failure"),
        "resolution_error": ("ERROR", _RESOLUTION),
        "vendor_error": ("ERROR", "Internal trouble"),
    }
    if step.kind not in failures:
        return None
    return answers.failed_image(message["images"][0]["name"], *failures[step.kind])


def _image(
    domain: FakeDomain,
    message: dict[str, Any],
    content: bytes,
    words: Sequence[Sequence[str]],
) -> dict[str, Any]:
    asked = message["images"][0]
    name, version = asked["name"], message["version"]
    size = answers.size_of(content)
    if size is None:
        return answers.failed_image(name, "ERROR", "Recognition failure")
    if not all(10 <= side <= 8000 for side in size):
        return answers.failed_image(name, "ERROR", _RESOLUTION)
    if domain.kind == "GENERAL":
        tables = bool(message.get("enableTableDetection"))
        return answers.general_image(name, size, version=version, tables=tables, words=words)
    ids = asked.get("templateIds") or list(domain.templates)
    matched = [(number, domain.templates[number]) for number in ids if number in domain.templates]
    if not matched:
        return answers.failed_image(name, "FAILURE", "NOT_FOUND: not found matched template")
    return answers.template_image(name, size, version=version, template=matched[0])


def _drip(sock: socket.socket, content: bytes, seconds: float) -> None:
    for place in range(len(content)):
        sock.sendall(content[place : place + 1])
        time.sleep(seconds)


def _json(payload: object) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
