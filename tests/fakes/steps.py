"""What a scripted fake CLOVA does with its next calls: one step a call."""

from __future__ import annotations

from dataclasses import dataclass

OCR_ERRORS = {
    "0001": (400, "URL is invalid."),
    "0002": (401, "Secret key validate failed."),
    "0011": (400, "Request body invalid."),
    "0021": (400, "Protocol version not support."),
    "0022": (400, "Request domain invalid."),
    "0023": (400, "API request count reach the upper limit."),
    "0025": (400, "Calls to this api have exceeded the rate limit."),
    "0028": (400, "Table detection disabled: Please activate the table extractor button."),
    "0500": (500, "Unknown service error."),
    "0501": (500, "OCR service error."),
    "1021": (500, "Not found deploy information. Please confirm the template is released"),
    "1022": (400, "Service is blocked"),
}

GATEWAY_ERRORS = {
    "100": (400, "Bad Request Exception"),
    "200": (401, "Authentication Failed"),
    "210": (401, "Permission Denied"),
    "300": (404, "Not Found Exception"),
    "400": (429, "Quota Exceeded"),
    "410": (429, "Throttle Limited"),
    "420": (429, "Rate Limited"),
    "430": (413, "Request Entity Too Large"),
    "500": (503, "Endpoint Error"),
    "510": (504, "Endpoint Timeout"),
    "900": (500, "Unexpected Error"),
}


@dataclass(frozen=True)
class Step:
    """`kind` says what happens; the numbers and texts belong to it."""

    kind: str
    code: str = ""
    status: int = 200
    seconds: float = 0.0
    body: bytes = b""
    size: int = 0


def ok() -> Step:
    return Step("ok")


def ocr_error(code: str, status: int | None = None) -> Step:
    return Step("ocr_error", code, status or OCR_ERRORS.get(code, (500, ""))[0])


def gateway_error(code: str, status: int | None = None, *, as_number: bool = False) -> Step:
    kind = "gateway_error_as_number" if as_number else "gateway_error"
    return Step(kind, code, status or GATEWAY_ERRORS.get(code, (500, ""))[0])


def latency(seconds: float) -> Step:
    """Answer well, but only after this time."""
    return Step("ok", seconds=seconds)


def drop() -> Step:
    """Close the connection without an answer."""
    return Step("drop")


def half_body() -> Step:
    """Close the connection in the middle of the answer."""
    return Step("half_body")


def slow_body(seconds: float) -> Step:
    """Send the answer byte by byte, with this pause between two of them."""
    return Step("slow_body", seconds=seconds)


def slow_headers(seconds: float) -> Step:
    """Send the status line and headers byte by byte."""
    return Step("slow_headers", seconds=seconds)


def not_json(status: int = 200, body: bytes = b"<html>Bad Gateway</html>") -> Step:
    return Step("raw", status=status, body=body)


def raw(body: bytes, status: int = 200) -> Step:
    """Answer with these bytes."""
    return Step("raw", status=status, body=body)


def null_image() -> Step:
    """`images: [null]`."""
    return Step("null_image")


def not_matched() -> Step:
    """HTTP 200, FAILURE: no template fits."""
    return Step("not_matched")


def recognition_failure() -> Step:
    """HTTP 200, FAILURE: the picture could not be read."""
    return Step("recognition_failure")


def resolution_error() -> Step:
    """HTTP 200, ERROR: a side is outside 10 to 8000 px."""
    return Step("resolution_error")


def vendor_error() -> Step:
    """HTTP 200, ERROR for no reason that helps."""
    return Step("vendor_error")


def huge_body(size: int) -> Step:
    """A well-formed answer of about this many bytes."""
    return Step("huge_body", size=size)


def redirect(status: int = 302) -> Step:
    return Step("redirect", status=status)
