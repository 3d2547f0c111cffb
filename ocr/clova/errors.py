"""How a call to CLOVA fails (contract section 4). `code` is a key of the site's troubles.

* ClovaError
    - TransportError      no whole answer came: DNS, connection, TLS, time-outs, redirects
    - GatewayError        API Gateway refused: `{"error": {"errorCode": ...}}`
    - OcrError            CLOVA OCR refused: `{"code": "0025", ...}`
    - AnswerError         an answer came that is not one: not JSON, or without images

A 200 answer whose image is not SUCCESS is no error: see `answer.trouble_of`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_LONGEST_DETAIL = 300
_HASH = re.compile(r"[0-9a-fA-F]{64}")


class ClovaError(Exception):
    """A call that gave no answer to read.

    `retryable`: another try may help. `busy`: too many calls at once, so wait; it is
    no failure. `vendor_code`: CLOVA's or the gateway's code as it came, OCR codes with
    their leading zeros. `answer`: the bytes that came, if any. `sent` is false when it
    is certain that no request left this machine. Holds no Secret Key and no hash.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        retryable: bool = False,
        busy: bool = False,
        vendor_code: str = "",
        http_status: int | None = None,
        answer: bytes = b"",
        sent: bool = True,
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retryable = retryable
        self.busy = busy
        self.vendor_code = vendor_code
        self.http_status = http_status
        self.answer = answer
        self.sent = sent


class TransportError(ClovaError):
    """No whole answer came."""


class GatewayError(ClovaError):
    """API Gateway refused the call, or could not pass it on (contract section 4.2)."""


class OcrError(ClovaError):
    """CLOVA OCR refused the call (contract section 4.1)."""


class AnswerError(ClovaError):
    """What came is not CLOVA's JSON, or JSON without images."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    code: str
    retryable: bool = False
    busy: bool = False


_OCR = {
    "0001": _Meaning("url_invalid"),
    "0002": _Meaning("secret_refused"),
    "0011": _Meaning("request_invalid"),
    "0021": _Meaning("version_unsupported"),
    "0022": _Meaning("domain_kind_mismatch"),
    "0023": _Meaning("quota_exhausted"),
    "0025": _Meaning("domain_busy", retryable=True, busy=True),
    "0028": _Meaning("tables_disabled"),
    "0500": _Meaning("clova_trouble", retryable=True),
    "0501": _Meaning("clova_trouble", retryable=True),
    "1021": _Meaning("template_not_deployed"),
    "1022": _Meaning("service_blocked"),
}

_GATEWAY = {
    "100": _Meaning("gateway_bad_request"),
    "200": _Meaning("gateway_auth_failed"),
    "210": _Meaning("gateway_permission_denied"),
    "300": _Meaning("gateway_not_found"),
    "400": _Meaning("gateway_quota_exceeded"),
    "410": _Meaning("gateway_throttled", retryable=True, busy=True),
    "420": _Meaning("gateway_throttled", retryable=True, busy=True),
    "430": _Meaning("gateway_too_large"),
    "500": _Meaning("gateway_endpoint_error", retryable=True),
    "510": _Meaning("gateway_timeout", retryable=True),
    "900": _Meaning("gateway_error", retryable=True),
}


def refusal(http_status: int, body: bytes) -> ClovaError:
    """Return the error that an answer with a status other than 2xx stands for.

    Tells the gateway's form from CLOVA's; codes may be texts or numbers. What nobody
    has described is `unknown_error`, worth another try from HTTP 500 upwards.
    """
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return AnswerError(
            "answer_not_json",
            f"HTTP {http_status}, {len(body)} bytes that are not JSON",
            retryable=_worth_a_retry(http_status),
            http_status=http_status,
            answer=body,
        )
    said = payload if isinstance(payload, dict) else {}
    inner = said.get("error")
    gateway = inner if isinstance(inner, dict) else said
    if gateway.get("errorCode") is not None:
        return _gateway_error(http_status, body, gateway)
    return _ocr_error(http_status, body, said)


def masked(text: str) -> str:
    """Replace everything that looks like an Invoke URL's hash by stars and its last four."""
    return _HASH.sub(lambda found: f"****{found.group()[-4:]}", text)


def _gateway_error(http_status: int, body: bytes, said: dict[str, Any]) -> ClovaError:
    vendor_code = str(said["errorCode"]).strip()
    words = [said.get("message"), said.get("details")]
    return GatewayError(
        **_described(_GATEWAY.get(vendor_code), http_status, vendor_code, words),
        answer=body,
    )


def _ocr_error(http_status: int, body: bytes, said: dict[str, Any]) -> ClovaError:
    raw = said.get("code")
    vendor_code = "" if raw is None else str(raw).strip().zfill(4)
    return OcrError(
        **_described(_OCR.get(vendor_code), http_status, vendor_code, [said.get("message")]),
        answer=body,
    )


def _described(
    meaning: _Meaning | None, http_status: int, vendor_code: str, words: list[Any]
) -> dict[str, Any]:
    meaning = meaning or _Meaning("unknown_error", retryable=_worth_a_retry(http_status))
    said = " ".join(word for word in words if isinstance(word, str))
    detail = f"HTTP {http_status}" + (f", code {vendor_code}" if vendor_code else "")
    return {
        "code": meaning.code,
        "detail": masked(f"{detail}: {said}" if said else detail)[:_LONGEST_DETAIL],
        "retryable": meaning.retryable,
        "busy": meaning.busy,
        "vendor_code": vendor_code[:20],
        "http_status": http_status,
    }


def _worth_a_retry(http_status: int) -> bool:
    """Server trouble may pass, and 429 asks for patience by its very meaning."""
    return http_status >= 500 or http_status == 429
