"""One HTTP call to CLOVA: exactly one POST, never longer or larger than allowed.

Retries, slots and the ledger are the caller's. A client belongs to one thread and
keeps its connections open; neither the Secret Key nor the hash of the Invoke URL
appears in anything it raises or logs.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Self

import requests
from requests import exceptions as failures
from urllib3.exceptions import HTTPError, NameResolutionError

from ocr.clova.endpoint import Endpoint
from ocr.clova.errors import ClovaError, OcrError, TransportError, masked, refusal
from ocr.clova.request import Request
from ocr.clova.transport import Deadline, TimedAdapter

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back with a 2xx status: the bytes as they came, and how long it took."""

    content: bytes = field(repr=False)
    http_status: int
    ms: int


class Client:
    """Posts requests. Proxies, netrc and CA settings of the environment are not used."""

    def __init__(self) -> None:
        self._deadline = Deadline()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, TimedAdapter(self._deadline))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._session.close()

    def send(self, endpoint: Endpoint, request: Request) -> Answer:
        """Post the request once and return the answer.

        Raises `ClovaError`: `TransportError` where no whole answer came, otherwise what
        `errors.refusal` makes of a status other than 2xx. An HTTP 200 that tells of a
        failed image is an answer.
        """
        if not _fits_a_header(endpoint.secret):
            raise OcrError("secret_refused", "Not a text that a header can carry", sent=False)
        began = time.monotonic()
        received = bytearray()
        self._deadline.begin(endpoint.read_timeout)
        failure: ClovaError | None = None
        status = 0
        try:
            status = self._exchange(endpoint, request, received)
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
            failure = self._transport_error(error, bytes(received))
        finally:
            self._deadline.stop()
        # Raised outside the except block: the errors below know the address with its hash.
        failure = failure or _failure(status, bytes(received), endpoint)
        if failure is not None:
            raise failure
        return Answer(bytes(received), status, round((time.monotonic() - began) * 1000))

    def _exchange(self, endpoint: Endpoint, request: Request, received: bytearray) -> int:
        response = self._session.post(
            endpoint.invoke_url.url,
            data=request.body,
            headers={
                "X-OCR-SECRET": endpoint.secret,
                "Content-Type": request.content_type,
                "Accept": "application/json",
                "Accept-Encoding": "identity",
            },
            timeout=(endpoint.connect_timeout, endpoint.read_timeout),
            allow_redirects=False,
            stream=True,
        )
        with response:
            for chunk in _chunks(response):
                received += chunk
                if len(received) > endpoint.max_answer_bytes:
                    raise _TooLarge
        if self._deadline.expired:
            raise failures.ReadTimeout
        return response.status_code

    def _transport_error(self, error: Exception, received: bytes) -> TransportError:
        if isinstance(error, _TooLarge):
            detail = f"More than {len(received) // 1024} KiB came"
            return TransportError("answer_too_large", detail)
        if not self._deadline.sent:
            return _unsent(error)
        if self._deadline.expired or _is_timeout(error):
            detail = f"No whole answer within {self._deadline.seconds:g} seconds"
            return TransportError("read_timeout", detail, retryable=True, answer=received)
        detail = f"The connection broke after {len(received)} bytes of the answer"
        return TransportError("connection_broken", detail, retryable=True, answer=received)


class _TooLarge(requests.RequestException):
    """More came than the endpoint allows."""


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """The body piece by piece as it comes, so that half an answer is not lost.

    The body of a redirect is of no use, and is not read.
    """
    if 300 <= response.status_code < 400:
        return
    while piece := response.raw.read1(_CHUNK, decode_content=True):
        yield piece


def _failure(status: int, received: bytes, endpoint: Endpoint) -> ClovaError | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return TransportError("redirected", f"HTTP {status}", http_status=status)
    return refusal(status, _without_secrets(received, endpoint))


def _without_secrets(received: bytes, endpoint: Endpoint) -> bytes:
    """CLOVA's error bodies repeat the path, and the hash with it (contract 4.1)."""
    url_hash = endpoint.invoke_url.hash64
    clean = received.replace(url_hash.encode(), masked(url_hash).encode())
    return clean.replace(endpoint.secret.encode(), b"****")


def _unsent(error: Exception) -> TransportError:
    """The connection never stood. What the libraries say is dropped: it repeats the address."""
    reasons = list(_reasons(error))
    if any(isinstance(reason, NameResolutionError | socket.gaierror) for reason in reasons):
        return TransportError("dns_failed", retryable=True, sent=False)
    if any(isinstance(reason, failures.SSLError) for reason in reasons):
        return TransportError("tls_failed", _tls_reason(reasons), sent=False)
    if _is_timeout(error):
        return TransportError("connect_timeout", retryable=True, sent=False)
    return TransportError("connect_failed", retryable=True, sent=False)


def _reasons(error: BaseException) -> Iterator[BaseException]:
    """The error and everything that libraries wrapped into it, outermost first."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]


def _is_timeout(error: BaseException) -> bool:
    return any(isinstance(reason, failures.Timeout | TimeoutError) for reason in _reasons(error))


def _tls_reason(reasons: list[BaseException]) -> str:
    """OpenSSL's own sentence about the certificate, which names no address of ours."""
    found = (getattr(reason, "verify_message", "") for reason in reasons)
    return next((str(sentence) for sentence in found if sentence), "")


def _fits_a_header(secret: str) -> bool:
    return bool(secret) and secret.isascii() and secret.isprintable() and secret == secret.strip()
