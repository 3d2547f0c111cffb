"""The contract of an engine: what it is given, what it returns, how it fails.

* EngineError                what every engine raises; `code` names the trouble
    - `retryable`            another try may help
    - `busy`                 the domain is busy: wait, it is not a failure

`code` is a key of `ocr.trouble`, which holds the sentences that a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ocr.results import Recognition


class EngineError(Exception):
    """An engine could not read a page.

    `code` is a key of `ocr.trouble`. `detail` is technical, never holds a secret
    and is shown under "Details". `vendor_code` is CLOVA's or the gateway's own code
    as it came (`0025`, `410`). `answer` holds the bytes that came, if any did;
    `sent` is false when it is certain that nothing left this machine.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        retryable: bool = False,
        busy: bool = False,
        answer: bytes = b"",
        vendor_code: str = "",
        http_status: int | None = None,
        sent: bool = True,
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retryable = retryable
        self.busy = busy
        self.answer = answer
        self.vendor_code = vendor_code
        self.http_status = http_status
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Source:
    """One upright page image on disk.

    `format` is CLOVA's word for it (`jpg`, `png`, `tiff`, `pdf`); `width` and
    `height` are its pixels; `name` is what CLOVA echoes as `images[].name`.
    """

    path: Path
    format: str
    width: int
    height: int
    name: str = "page"


@dataclass(frozen=True, slots=True)
class Options:
    """What a reading is asked for. Empty `languages` means the domain's own."""

    languages: tuple[str, ...] = ()
    tables: bool = False
    template_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading that came back: the answer as it came (CLOVA's JSON, UTF-8) and what it says.

    A page that could not be read although the answer is well-formed
    (`infer_result` is not SUCCESS) is an outcome too, not an `EngineError`.
    """

    answer: bytes = field(repr=False)
    recognition: Recognition


class Engine(Protocol):
    """Reads one page image. Implementations are used by one thread at a time each."""

    def recognize(self, source: Source, options: Options) -> Outcome:
        """Read the page; raises `EngineError`."""
        ...
