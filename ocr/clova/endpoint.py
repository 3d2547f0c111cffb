"""Where a call goes and under which limits; holds a Secret Key that it never shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocr.clova.invoke_url import GENERAL, InvokeUrl


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One domain as the wire sees it.

    `kind` is GENERAL or TEMPLATE, `version` V1 or V2, `body` multipart or json.
    Time-outs are in seconds; `read_timeout` bounds the whole call once it is connected.
    `languages` are CLOVA's codes (`ko`, `ja`, `zh-TW`); empty means the domain's own.
    """

    invoke_url: InvokeUrl
    secret: str = field(repr=False)
    kind: str = GENERAL
    version: str = "V2"
    body: str = "multipart"
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    max_answer_bytes: int = 20 * 1024 * 1024
    languages: tuple[str, ...] = ()
