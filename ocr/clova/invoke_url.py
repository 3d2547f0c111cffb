"""The address of a domain: what a person pastes, checked and taken apart (contract 1.1).

The 64-digit hash in it is half a secret: it is masked wherever the address is shown.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

GENERAL: Final = "GENERAL"
TEMPLATE: Final = "TEMPLATE"

_TAILS = {GENERAL: "general", TEMPLATE: "infer"}
_WRONG_TAIL = {GENERAL: "url_tail_general", TEMPLATE: "url_tail_template"}
_FAMILIES = (".apigw.ntruss.com", ".gov-ntruss.com", ".fin-ntruss.com")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_PATH = re.compile(r"/(custom|external)/v1/([0-9]{1,18})/([0-9a-f]{64})(/.*)?")
_WRAPPING = " \t\r\n\u00a0\u200b\ufeff\"'`<>“”‘’"


class InvokeUrlError(ValueError):
    """A pasted text is no Invoke URL that may be called; `code` names the trouble.

    Codes: url_not_https, url_host_unknown, url_not_loopback, url_shape,
    url_tail_general, url_tail_template, url_tail_document. The text itself is not
    repeated, because it may hold a hash.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class InvokeUrl:
    """A checked Invoke URL. `style` is `custom` (API Gateway) or `external` (raw).

    `port` is None where the scheme's own is meant. Never print `url` or `hash64`.
    """

    scheme: str
    host: str
    port: int | None
    style: str
    domain_id: str
    hash64: str
    tail: str

    @property
    def url(self) -> str:
        return self._written(self.hash64)

    @property
    def masked(self) -> str:
        """The address with stars and the last four digits in place of the hash."""
        return self._written(f"****{self.hash64[-4:]}")

    @property
    def identity(self) -> tuple[str, str, str]:
        """Host, domain id and hash: a change of any of them makes it another domain."""
        return (self.host, self.domain_id, self.hash64)

    def __repr__(self) -> str:
        return f"<InvokeUrl {self.masked}>"

    def __str__(self) -> str:
        return self.masked

    def _written(self, secret_part: str) -> str:
        place = _place(self.host, self.port)
        return f"{self.scheme}://{place}/{self.style}/v1/{self.domain_id}/{secret_part}/{self.tail}"


def parse(text: str, kind: str, allowed_hosts: Collection[str] = ()) -> InvokeUrl:
    """Return the Invoke URL that `text` holds, for a domain of `kind` GENERAL or TEMPLATE.

    https to a NAVER gateway, or to a `host` or `host:port` in `allowed_hosts`; plain
    http only to a `host:port` named there that resolves to loopback addresses alone.
    A missing tail is appended. White space and quotes round the text are dropped.
    Raises `InvokeUrlError`.
    """
    parts, port = _split(text.strip(_WRAPPING))
    host = parts.hostname or ""
    _check_host(parts.scheme, host, port, {name.strip().lower() for name in allowed_hosts})
    found = _PATH.fullmatch(parts.path)
    if found is None:
        raise InvokeUrlError("url_shape")
    style, domain_id, hash64, tail = found.groups()
    _check_tail((tail or "").strip("/"), kind)
    return InvokeUrl(parts.scheme, host, port, style, domain_id, hash64, _TAILS[kind])


def _split(text: str) -> tuple[SplitResult, int | None]:
    # The splitter drops tabs and line feeds inside an address silently, so they are looked for.
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise InvokeUrlError("url_shape")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise InvokeUrlError("url_shape") from None
    if parts.scheme not in ("https", "http"):
        raise InvokeUrlError("url_not_https")
    if "@" in parts.netloc or "?" in text or "#" in text or not parts.hostname:
        raise InvokeUrlError("url_shape")
    return parts, None if port == {"https": 443, "http": 80}[parts.scheme] else port


def _check_host(scheme: str, host: str, port: int | None, allowed: set[str]) -> None:
    if scheme == "http":
        _check_plain_http(host, port, allowed)
        return
    if _place(host, port) in allowed or _place(host, port or 443) in allowed:
        return
    if not (port is None and _HOST.fullmatch(host) and host.endswith(_FAMILIES)):
        raise InvokeUrlError("url_host_unknown")


def _check_plain_http(host: str, port: int | None, allowed: set[str]) -> None:
    if _place(host, port or 80) not in allowed:
        raise InvokeUrlError("url_not_https")
    if not _is_loopback(host, port or 80):
        raise InvokeUrlError("url_not_loopback")


def _is_loopback(host: str, port: int) -> bool:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(answers) and all(
        ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback
        for *_, address in answers
    )


def _check_tail(tail: str, kind: str) -> None:
    if tail in ("", _TAILS[kind]):
        return
    if tail.partition("/")[0] == "document":
        raise InvokeUrlError("url_tail_document")
    raise InvokeUrlError(_WRONG_TAIL[kind])


def _place(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"
