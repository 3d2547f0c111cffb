"""The engine that asks NAVER CLOVA OCR, one call a page.

Translates between the engine's contract and the wire; knows no rows, slots or retries.
"""

from __future__ import annotations

import threading

from ocr.clova import answer, request
from ocr.clova.client import Client
from ocr.clova.endpoint import Endpoint
from ocr.clova.errors import ClovaError
from ocr.engines.base import EngineError, Options, Outcome, Source

__all__ = ["ClovaEngine", "Endpoint"]

_thread = threading.local()


class ClovaEngine:
    """Reads with one domain. Threads do not share connections; engines of a thread do."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def recognize(self, source: Source, options: Options) -> Outcome:
        """Send the page image as it is on disk; raises `EngineError`.

        What a failed call brought is kept in the error's `answer`, for it may be paid.
        """
        message = self._request(source, options)
        try:
            came = _client().send(self._endpoint, message)
            return Outcome(came.content, answer.read(came.content))
        except ClovaError as error:
            raise _translated(error) from error

    def _request(self, source: Source, options: Options) -> request.Request:
        return request.build(
            source.path.read_bytes(),
            format=source.format,
            name=source.name,
            kind=self._endpoint.kind,
            version=self._endpoint.version,
            body=self._endpoint.body,
            languages=options.languages or self._endpoint.languages,
            tables=options.tables,
            template_ids=options.template_ids,
        )


def close_connections() -> None:
    """Close what this thread keeps open; the next reading opens anew."""
    client: Client | None = getattr(_thread, "client", None)
    if client is not None:
        client.close()
        del _thread.client


def _client() -> Client:
    client: Client | None = getattr(_thread, "client", None)
    if client is None:
        client = _thread.client = Client()
    return client


def _translated(error: ClovaError) -> EngineError:
    return EngineError(
        error.code,
        error.detail,
        retryable=error.retryable,
        busy=error.busy,
        answer=error.answer,
        vendor_code=error.vendor_code,
        http_status=error.http_status,
        sent=error.sent,
    )
