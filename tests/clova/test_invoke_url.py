from __future__ import annotations

import pickle
import traceback

import pytest

from ocr.clova.invoke_url import InvokeUrl, InvokeUrlError, parse

HASH = "0123456789abcdef" * 4
NAVER = "abc123def4.apigw.ntruss.com"
GATEWAY = f"https://{NAVER}/custom/v1/41001/{HASH}"


def refused(text: str, kind: str = "GENERAL", allowed: tuple[str, ...] = ()) -> str:
    with pytest.raises(InvokeUrlError) as caught:
        parse(text, kind, allowed)
    assert HASH not in "".join(traceback.format_exception(caught.value))
    return caught.value.code


def test_it_takes_the_address_apart() -> None:
    url = parse(f"{GATEWAY}/general", "GENERAL")
    assert url == InvokeUrl(
        scheme="https",
        host="abc123def4.apigw.ntruss.com",
        port=None,
        style="custom",
        domain_id="41001",
        hash64=HASH,
        tail="general",
    )
    assert url.url == f"{GATEWAY}/general"
    assert url.identity == ("abc123def4.apigw.ntruss.com", "41001", HASH)


@pytest.mark.parametrize("end", ["", "/", "/general", "/general/"])
def test_a_missing_tail_is_appended(end: str) -> None:
    assert parse(GATEWAY + end, "GENERAL").url == f"{GATEWAY}/general"


@pytest.mark.parametrize("end", ["", "/infer"])
def test_a_template_domain_ends_in_infer(end: str) -> None:
    assert parse(GATEWAY + end, "TEMPLATE").url == f"{GATEWAY}/infer"


@pytest.mark.parametrize(
    "text",
    [f"  {GATEWAY}\n", f'"{GATEWAY}"', f"“{GATEWAY}”", f"<{GATEWAY}>", f"\ufeff'{GATEWAY}/' "],
)
def test_white_space_and_quotes_round_it_are_dropped(text: str) -> None:
    assert parse(text, "GENERAL").url == f"{GATEWAY}/general"


@pytest.mark.parametrize(
    "host",
    [
        "a1.apigw.ntruss.com",
        "x.apigw.gov-ntruss.com",
        "apigw-pub.fin-ntruss.com",
        "A1.APIGW.NTRUSS.COM",
    ],
)
def test_every_family_of_naver_gateways_is_known(host: str) -> None:
    assert parse(f"https://{host}/custom/v1/1/{HASH}", "GENERAL").host == host.lower()


def test_the_external_path_of_the_raw_address_is_understood() -> None:
    assert parse(GATEWAY.replace("/custom/", "/external/"), "GENERAL").style == "external"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        (GATEWAY.replace("https", "http"), "GENERAL", "url_not_https"),
        (GATEWAY.replace("https", "ftp"), "GENERAL", "url_not_https"),
        (GATEWAY.removeprefix("https://"), "GENERAL", "url_not_https"),
        ("", "GENERAL", "url_not_https"),
        (GATEWAY.replace("ntruss.com", "ntruss.com.evil.example"), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace("abc123def4.apigw", "evilapigw"), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace("abc123def4.", ""), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace("ntruss.com", "ntruss.com:8443"), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace(NAVER, "127.0.0.1"), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace("abc", "аbс"), "GENERAL", "url_host_unknown"),
        (GATEWAY.replace("://", "://user:word@"), "GENERAL", "url_shape"),
        (GATEWAY + "?x=1", "GENERAL", "url_shape"),
        (GATEWAY + "#top", "GENERAL", "url_shape"),
        (GATEWAY + "?", "GENERAL", "url_shape"),
        (GATEWAY[:-1], "GENERAL", "url_shape"),
        (GATEWAY[:-1] + "G", "GENERAL", "url_shape"),
        (GATEWAY.replace("/v1/", "/v2/"), "GENERAL", "url_shape"),
        (GATEWAY.replace("41001", "abc"), "GENERAL", "url_shape"),
        (GATEWAY.replace("/custom", "//custom"), "GENERAL", "url_shape"),
        (GATEWAY.replace("/v1", "\\v1"), "GENERAL", "url_shape"),
        (GATEWAY.replace("4100", "41\n00"), "GENERAL", "url_shape"),
        (GATEWAY.replace(".com/", ".com:x/"), "GENERAL", "url_shape"),
        (GATEWAY.replace(NAVER, "[::1"), "GENERAL", "url_shape"),
        (GATEWAY.replace(NAVER, ""), "GENERAL", "url_shape"),
        (GATEWAY + "/infer", "GENERAL", "url_tail_general"),
        (GATEWAY + "/generals", "GENERAL", "url_tail_general"),
        (GATEWAY + "/general/x", "GENERAL", "url_tail_general"),
        (GATEWAY + "/../general", "GENERAL", "url_tail_general"),
        (GATEWAY + "/general", "TEMPLATE", "url_tail_template"),
        (GATEWAY + "/document/receipt", "GENERAL", "url_tail_document"),
        (GATEWAY + "/document/id-card", "TEMPLATE", "url_tail_document"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(text: str, kind: str, code: str) -> None:
    assert refused(text, kind) == code


def test_another_host_may_be_allowed() -> None:
    text = f"https://ocr.example.com/custom/v1/1/{HASH}"
    assert refused(text) == "url_host_unknown"
    assert parse(text, "GENERAL", ["OCR.example.com "]).host == "ocr.example.com"
    assert parse(text, "GENERAL", ["ocr.example.com:443"]).port is None


def test_an_allowed_host_is_allowed_at_its_own_port_only() -> None:
    text = f"https://ocr.example.com:8443/custom/v1/1/{HASH}"
    assert refused(text, allowed=("ocr.example.com",)) == "url_host_unknown"
    assert parse(text, "GENERAL", ["ocr.example.com:8443"]).port == 8443


def test_plain_http_is_for_named_loopback_ports() -> None:
    text = f"http://127.0.0.1:9100/custom/v1/1/{HASH}"
    assert parse(text, "GENERAL", ["127.0.0.1:9100"]).url == f"{text}/general"
    assert refused(text, allowed=("127.0.0.1",)) == "url_not_https"
    assert refused(text, allowed=("127.0.0.1:9101",)) == "url_not_https"


def test_plain_http_may_name_loopback_in_other_ways() -> None:
    for host in ("localhost:9100", "[::1]:9100"):
        url = parse(f"http://{host}/custom/v1/1/{HASH}", "GENERAL", [host])
        assert url.url.startswith(f"http://{host}/")


def test_plain_http_never_leaves_this_machine() -> None:
    text = f"http://192.0.2.7:9100/custom/v1/1/{HASH}"
    assert refused(text, allowed=("192.0.2.7:9100",)) == "url_not_loopback"


def test_the_hash_shows_nowhere() -> None:
    url = parse(GATEWAY, "GENERAL")
    for shown in (repr(url), str(url), url.masked, f"{url}", repr([url])):
        assert HASH not in shown
        assert f"****{HASH[-4:]}/general" in shown


def test_it_survives_a_copy() -> None:
    url = parse(GATEWAY, "GENERAL")
    assert pickle.loads(pickle.dumps(url)) == url
