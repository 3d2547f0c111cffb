from __future__ import annotations

import datetime
import ipaddress
import logging
import pickle
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ocr.clova import answer
from ocr.clova.client import Client
from ocr.clova.endpoint import Endpoint
from ocr.clova.errors import AnswerError, ClovaError, GatewayError, OcrError, TransportError
from ocr.clova.invoke_url import parse
from tests.clova.endpoints import endpoint, picture, request
from tests.fakes import steps
from tests.fakes.clova import FakeClova

HASH = "0123456789abcdef" * 4
SECRET = "correct-horse-battery"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


def failure(client: Client, where: Endpoint, **options: object) -> ClovaError:
    with pytest.raises(ClovaError) as caught:
        client.send(where, request(**options))
    return caught.value


def at(place: str, scheme: str = "https", **options: object) -> Endpoint:
    url = parse(f"{scheme}://{place}/custom/v1/1/{HASH}", "GENERAL", [place])
    return Endpoint(url, SECRET, **options)  # type: ignore[arg-type]


def test_it_posts_once_and_returns_the_bytes(client: Client, fake_clova: FakeClova) -> None:
    came = client.send(endpoint(fake_clova), request())
    assert came.http_status == 200
    assert 0 <= came.ms < 5_000
    assert answer.read(came.content).images[0].width == 400
    (call,) = fake_clova.calls
    assert call.problem == ""
    assert call.headers["x-ocr-secret"] == fake_clova.secret
    assert call.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("body", ["multipart", "json"])
@pytest.mark.parametrize("kind", ["GENERAL", "TEMPLATE"])
@pytest.mark.parametrize("version", ["V1", "V2"])
def test_clova_has_nothing_against_what_is_sent(
    client: Client, fake_clova: FakeClova, kind: str, body: str, version: str
) -> None:
    content = picture(640, 480)
    sent = request(
        content=content, kind=kind, body=body, version=version, tables=True,
        languages=("ko", "ja", "zh-TW"), template_ids=(102,),
    )  # fmt: skip
    came = client.send(endpoint(fake_clova, kind), sent)
    (call,) = fake_clova.calls
    assert (call.problem, call.content) == ("", content)
    assert call.message["lang"] == "ko,ja,zh-TW"
    found = answer.read(came.content)
    assert found.request_id == sent.request_id
    assert answer.trouble_of(found.images[0]) == ""
    if kind == "TEMPLATE":
        assert found.images[0].matched_template is not None
        assert found.images[0].matched_template.id == 102


def test_a_connection_is_used_again(client: Client, fake_clova: FakeClova) -> None:
    for _ in range(3):
        client.send(endpoint(fake_clova), request())
    assert len(fake_clova.connections) == 1


def test_a_connection_that_was_closed_meanwhile_is_opened_anew(
    client: Client, fake_clova: FakeClova
) -> None:
    client.send(endpoint(fake_clova), request())
    fake_clova.hang_up()
    time.sleep(0.05)
    client.send(endpoint(fake_clova), request())
    assert len(fake_clova.calls) == 2


@pytest.mark.parametrize(
    ("step", "kind", "code", "retryable"),
    [
        (steps.ocr_error("0025"), OcrError, "domain_busy", True),
        (steps.ocr_error("0002"), OcrError, "secret_refused", False),
        (steps.ocr_error("1021"), OcrError, "template_not_deployed", False),
        (steps.ocr_error("0501"), OcrError, "clova_trouble", True),
        (steps.ocr_error("9999", 503), OcrError, "unknown_error", True),
        (steps.gateway_error("410"), GatewayError, "gateway_throttled", True),
        (steps.gateway_error("200", as_number=True), GatewayError, "gateway_auth_failed", False),
        (steps.gateway_error("430"), GatewayError, "gateway_too_large", False),
        (steps.not_json(502), AnswerError, "answer_not_json", True),
        (steps.not_json(403), AnswerError, "answer_not_json", False),
        (steps.redirect(302), TransportError, "redirected", False),
        (steps.redirect(307), TransportError, "redirected", False),
        (steps.drop(), TransportError, "connection_broken", True),
        (steps.half_body(), TransportError, "connection_broken", True),
    ],
)  # fmt: skip
def test_every_failure_has_its_name_and_costs_one_call(
    client: Client,
    fake_clova: FakeClova,
    step: steps.Step,
    kind: type[ClovaError],
    code: str,
    retryable: bool,
) -> None:
    fake_clova.script([step])
    error = failure(client, endpoint(fake_clova))
    assert isinstance(error, kind)
    assert (error.code, error.retryable, error.sent) == (code, retryable, True)
    assert len(fake_clova.calls) == 1


def test_a_busy_domain_is_busy_although_it_says_400(client: Client, fake_clova: FakeClova) -> None:
    fake_clova.script([steps.ocr_error("0025")])
    error = failure(client, endpoint(fake_clova))
    assert (error.busy, error.http_status, error.vendor_code) == (True, 400, "0025")


def test_the_client_works_on_after_a_failure(client: Client, fake_clova: FakeClova) -> None:
    fake_clova.script([steps.half_body(), steps.drop(), steps.not_json(502)])
    for _ in range(3):
        failure(client, endpoint(fake_clova))
    assert client.send(endpoint(fake_clova), request()).http_status == 200


def test_what_came_of_half_an_answer_is_kept(client: Client, fake_clova: FakeClova) -> None:
    fake_clova.script([steps.half_body()])
    assert failure(client, endpoint(fake_clova)).answer.startswith(b'{"version":"V2"')


@pytest.mark.parametrize(("end", "whole"), [(b"0\r\n\r\n", True), (b"", False)])
def test_an_answer_in_chunks_is_whole_only_with_its_last_chunk(
    client: Client, end: bytes, whole: bool
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_say, args=[listening, head + b"2\r\n{}\r\n" + end])
        thread.start()
        where = at(f"127.0.0.1:{listening.getsockname()[1]}", "http")
        if whole:
            assert client.send(where, request()).content == b"{}"
        else:
            error = failure(client, where)
            assert (error.code, error.answer) == ("connection_broken", b"{}")
        thread.join(10)


def _say(listening: socket.socket, words: bytes) -> None:
    sock, _ = listening.accept()
    with sock:
        while not sock.recv(1 << 20).endswith(b"--\r\n"):
            pass
        sock.sendall(words)


def test_a_200_that_is_no_json_is_an_answer_for_the_reader_to_refuse(
    client: Client, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.not_json()])
    came = client.send(endpoint(fake_clova), request())
    with pytest.raises(AnswerError):
        answer.read(came.content)


def test_an_answer_that_takes_too_long_is_given_up(client: Client, fake_clova: FakeClova) -> None:
    fake_clova.script([steps.latency(1.0)])
    began = time.monotonic()
    error = failure(client, endpoint(fake_clova, read_timeout=0.2))
    assert time.monotonic() - began < 0.8
    assert (error.code, error.retryable, error.sent) == ("read_timeout", True, True)


@pytest.mark.parametrize("step", [steps.slow_body(0.05), steps.slow_headers(0.05)])
def test_an_answer_that_drips_is_given_up(
    client: Client, fake_clova: FakeClova, step: steps.Step
) -> None:
    fake_clova.script([step])
    began = time.monotonic()
    error = failure(client, endpoint(fake_clova, read_timeout=0.3))
    assert time.monotonic() - began < 1.0
    assert (error.code, error.retryable, error.sent) == ("read_timeout", True, True)


def test_an_upload_that_nobody_takes_is_given_up(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = at(f"127.0.0.1:{silent.getsockname()[1]}", "http", read_timeout=0.3)
        began = time.monotonic()
        error = failure(client, where, content=bytes(30_000_000))
        assert time.monotonic() - began < 1.5
    assert (error.code, error.sent) == ("read_timeout", True)


def test_a_long_upload_may_outlast_the_connect_time_out(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_take_slowly, args=[listening, 0.5])
        thread.start()
        where = at(
            f"127.0.0.1:{listening.getsockname()[1]}", "http", connect_timeout=0.2, read_timeout=10
        )
        error = failure(client, where, content=bytes(20_000_000))
        thread.join(10)
    assert error.code == "url_invalid"


def _take_slowly(listening: socket.socket, pause: float) -> None:
    body = b'{"code":"0001","message":"no"}'
    sock, _ = listening.accept()
    with sock:
        time.sleep(pause)
        while not sock.recv(1 << 20).endswith(b"--\r\n"):
            pass
        sock.sendall(b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def test_an_answer_beyond_the_limit_is_cut_off(client: Client, fake_clova: FakeClova) -> None:
    fake_clova.script([steps.huge_body(3_000_000), steps.huge_body(10_000)])
    where = endpoint(fake_clova, max_answer_bytes=1_000_000)
    error = failure(client, where)
    assert (error.code, error.retryable, error.answer) == ("answer_too_large", False, b"")
    assert client.send(where, request()).http_status == 200


def test_a_closed_port_is_told_from_a_call_that_was_sent(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    error = failure(client, at(f"127.0.0.1:{port}", "http"))
    assert (error.code, error.retryable, error.sent) == ("connect_failed", True, False)


def test_a_machine_that_does_not_take_the_connection_is_given_up(client: Client) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(full.getsockname())
        where = at(f"127.0.0.1:{full.getsockname()[1]}", "http", connect_timeout=0.2)
        error = failure(client, where)
        for sock in waiting:
            sock.close()
    assert (error.code, error.retryable, error.sent) == ("connect_timeout", True, False)


def test_a_name_that_does_not_resolve_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = failure(client, at("nowhere.example"))
    assert (error.code, error.retryable, error.sent) == ("dns_failed", True, False)


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """The host and port of a TLS server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path / "server.pem"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_shake_hands, args=[listening, context])
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


def _certificate(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return path


def _shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    sock, _ = listening.accept()
    with sock:
        try:
            context.wrap_socket(sock, server_side=True).close()
        except OSError:
            return


def test_a_certificate_that_nobody_vouches_for_is_refused(client: Client, self_signed: str) -> None:
    error = failure(client, at(self_signed))
    assert (error.code, error.retryable, error.sent) == ("tls_failed", False, False)
    assert "certificate" in error.detail


def test_a_tls_handshake_that_never_ends_was_not_sent(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = at(f"127.0.0.1:{silent.getsockname()[1]}", connect_timeout=0.2)
        error = failure(client, where)
    assert (error.code, error.retryable, error.sent) == ("connect_timeout", True, False)


def test_proxies_of_the_environment_are_not_used(
    client: Client, fake_clova: FakeClova, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    assert client.send(endpoint(fake_clova), request()).http_status == 200


def test_passwords_of_netrc_are_not_used(
    client: Client, fake_clova: FakeClova, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login someone password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    client.send(endpoint(fake_clova), request())
    assert "authorization" not in fake_clova.calls[0].headers


@pytest.mark.parametrize("secret", ["", "열쇠", "a\r\nX-Evil: 1", " leading", "a\x00b", "é"])
def test_a_secret_that_no_header_can_carry_is_never_sent(
    client: Client, fake_clova: FakeClova, secret: str
) -> None:
    error = failure(client, endpoint(fake_clova, secret=secret))
    assert (error.code, error.sent) == ("secret_refused", False)
    assert fake_clova.calls == []
    assert not secret or secret not in "".join(traceback.format_exception(error))


STEPS = [
    steps.ocr_error("0001"), steps.ocr_error("0002"), steps.gateway_error("300"),
    steps.not_json(502), steps.drop(), steps.half_body(), steps.redirect(), steps.latency(0.5),
    steps.ok(), steps.huge_body(2_000_000),
]  # fmt: skip


def test_neither_secret_nor_hash_is_in_any_error_or_log(
    client: Client, fake_clova: FakeClova, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    where = endpoint(fake_clova, read_timeout=0.2, max_answer_bytes=1_000_000)
    shown = [repr(where), repr(client), str(where.invoke_url)]
    fake_clova.script(STEPS)
    for _ in STEPS:
        try:
            shown.append(repr(client.send(where, request())))
        except ClovaError as error:
            shown += _everything(error)
    fake_clova.close()
    shown += _everything(failure(client, where))
    shown += [record.getMessage() for record in caplog.records]
    assert any("/general" in text for text in shown)
    for text in shown:
        assert fake_clova.secret not in text
        assert where.invoke_url.hash64 not in text


def _everything(error: ClovaError) -> list[str]:
    assert error.__context__ is None
    assert error.__cause__ is None
    printed = "".join(traceback.format_exception(error))
    return [str(error), repr(error), error.detail, error.answer.decode("utf-8", "replace"), printed]


def test_a_secret_that_the_server_repeats_is_blotted_out(
    client: Client, fake_clova: FakeClova
) -> None:
    where = endpoint(fake_clova)
    body = f'{{"code":"0002","message":"{where.secret} {where.invoke_url.hash64}"}}'
    fake_clova.script([steps.raw(body.encode(), 401)])
    error = failure(client, where)
    for text in (error.detail, error.answer.decode()):
        assert "****" in text
        assert where.secret not in text
        assert where.invoke_url.hash64 not in text


def test_an_endpoint_goes_through_a_copy_with_its_secret_hidden(fake_clova: FakeClova) -> None:
    where = endpoint(fake_clova)
    assert pickle.loads(pickle.dumps(where)) == where
    assert fake_clova.secret not in repr(where)
