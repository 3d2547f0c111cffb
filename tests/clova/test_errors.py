from __future__ import annotations

import json

import pytest

from ocr.clova.errors import AnswerError, GatewayError, OcrError, masked, refusal
from ocr.trouble import TROUBLES

OCR = {
    "0001": "url_invalid",
    "0002": "secret_refused",
    "0011": "request_invalid",
    "0021": "version_unsupported",
    "0022": "domain_kind_mismatch",
    "0023": "quota_exhausted",
    "0025": "domain_busy",
    "0028": "tables_disabled",
    "0500": "clova_trouble",
    "0501": "clova_trouble",
    "1021": "template_not_deployed",
    "1022": "service_blocked",
}
GATEWAY = {
    "100": "gateway_bad_request",
    "200": "gateway_auth_failed",
    "210": "gateway_permission_denied",
    "300": "gateway_not_found",
    "400": "gateway_quota_exceeded",
    "410": "gateway_throttled",
    "420": "gateway_throttled",
    "430": "gateway_too_large",
    "500": "gateway_endpoint_error",
    "510": "gateway_timeout",
    "900": "gateway_error",
}
RETRYABLE = {"0025", "0500", "0501", "410", "420", "500", "510", "900"}
BUSY = {"0025", "410", "420"}
ELSEWHERE = [
    "unknown_error", "dns_failed", "connect_failed", "tls_failed", "connect_timeout",
    "read_timeout", "connection_broken", "redirected", "answer_too_large", "answer_not_json",
    "answer_not_understood", "template_not_matched", "resolution_exceeded",
    "recognition_failed", "image_missing", "image_error", "url_not_https", "url_host_unknown",
    "url_not_loopback", "url_shape", "url_tail_general", "url_tail_template",
    "url_tail_document",
]  # fmt: skip


def ocr_body(code: object, message: str = "Sorry.") -> bytes:
    return json.dumps({"code": code, "message": message, "path": "/", "timestamp": 1}).encode()


def gateway_body(code: object) -> bytes:
    error = {"errorCode": code, "message": "Sorry", "details": "It is late."}
    return json.dumps({"error": error}).encode()


@pytest.mark.parametrize(("vendor_code", "code"), OCR.items())
def test_it_knows_every_code_of_clova(vendor_code: str, code: str) -> None:
    error = refusal(400, ocr_body(vendor_code))
    assert isinstance(error, OcrError)
    assert (error.code, error.vendor_code, error.http_status) == (code, vendor_code, 400)
    assert error.retryable is (vendor_code in RETRYABLE)
    assert error.busy is (vendor_code in BUSY)
    assert error.detail == f"HTTP 400, code {vendor_code}: Sorry."
    assert error.answer == ocr_body(vendor_code)


@pytest.mark.parametrize("as_number", [False, True])
@pytest.mark.parametrize(("vendor_code", "code"), GATEWAY.items())
def test_it_knows_every_code_of_the_gateway(vendor_code: str, code: str, as_number: bool) -> None:
    error = refusal(429, gateway_body(int(vendor_code) if as_number else vendor_code))
    assert isinstance(error, GatewayError)
    assert (error.code, error.vendor_code, error.http_status) == (code, vendor_code, 429)
    assert error.retryable is (vendor_code in RETRYABLE)
    assert error.busy is (vendor_code in BUSY)


def test_the_gateways_500_is_not_clovas_0500() -> None:
    assert refusal(503, gateway_body(500)).code == "gateway_endpoint_error"
    assert refusal(500, ocr_body(500)).code == "clova_trouble"


def test_numbers_get_their_leading_zeros_back() -> None:
    assert refusal(400, ocr_body(25)).vendor_code == "0025"


@pytest.mark.parametrize(("status", "retryable"), [(400, False), (429, True), (500, True)])
@pytest.mark.parametrize("body", [ocr_body("7777"), gateway_body("777"), b"[]", b"{}", b"null"])
def test_an_unknown_code_is_retried_when_the_server_is_at_fault(
    status: int, retryable: bool, body: bytes
) -> None:
    error = refusal(status, body)
    assert error.code == "unknown_error"
    assert error.retryable is retryable


@pytest.mark.parametrize(("status", "retryable"), [(403, False), (502, True)])
@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", b"", b"\xff\xfe", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_retried_when_the_server_is_at_fault(
    status: int, retryable: bool, body: bytes
) -> None:
    error = refusal(status, body)
    assert isinstance(error, AnswerError)
    assert error.code == "answer_not_json"
    assert error.retryable is retryable
    assert error.answer == body


@pytest.mark.parametrize("code", [None, True, 1.5, [], {}, "x" * 500])
def test_odd_codes_do_not_stop_it(code: object) -> None:
    for body in (ocr_body(code), gateway_body(code)):
        error = refusal(400, body)
        assert error.code == "unknown_error"
        assert len(error.vendor_code) <= 20


def test_details_hold_no_hash_and_stay_short() -> None:
    error = refusal(400, ocr_body("0001", "/custom/v1/1/" + "ab" * 32 + "/general " + "x" * 999))
    assert "ab" * 32 not in f"{error} {error.detail} {error!r}"
    assert len(error.detail) <= 300


def test_masking_leaves_the_last_four() -> None:
    assert masked("/v1/" + "ab" * 32 + "/") == "/v1/****abab/"
    assert masked("nothing") == "nothing"


@pytest.mark.parametrize("code", sorted({*OCR.values(), *GATEWAY.values(), *ELSEWHERE}))
def test_a_sentence_is_written_for_every_trouble(code: str) -> None:
    assert code in TROUBLES
