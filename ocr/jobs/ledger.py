"""Every call to CLOVA: on record before it is sent, completed when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from ocr.engines.base import EngineError, Options, Outcome, Source
from ocr.jobs import engines
from ocr.models import Call, Domain, Page, Secret


@dataclass(frozen=True)
class Heard:
    """What came back, and the record of the call that is still to be completed."""

    outcome: Outcome
    call: Call | None = None

    def complete(self, code: str = "") -> None:
        """Close the record; `code` names what was wrong with the image, if anything was."""
        if self.call is None:
            return
        self.call.complete(http_status=200, code=code, received=len(self.outcome.answer))
        if self.call.secret:
            self.call.secret.used(code or "ok")


def ask_clova(
    domain: Domain,
    source: Source,
    options: Options,
    *,
    page: Page | None = None,
    purpose: str = Call.Purpose.READ,
    before: Callable[[], None] = lambda: None,
) -> Heard:
    """Ask CLOVA, one call a key until one is accepted; raises `EngineError` of the last.

    `before` is called before each call; what it raises keeps the call from being sent.
    """
    refused: EngineError | None = None
    for secret in engines.secrets_to_try(domain):
        try:
            return _call(domain, secret, source, options, page, purpose, before)
        except EngineError as error:
            if error.code not in ("secret_refused", "secret_unreadable"):
                raise
            refused = error
    assert refused is not None
    raise refused


def _call(
    domain: Domain,
    secret: Secret,
    source: Source,
    options: Options,
    page: Page | None,
    purpose: str,
    before: Callable[[], None],
) -> Heard:
    engine = engines.clova(domain, secret)
    with transaction.atomic():
        before()
        call = Call.objects.create(
            domain=domain, domain_name=domain.name, secret=secret, page=page,
            purpose=purpose, bytes_sent=source.path.stat().st_size,
        )  # fmt: skip
    try:
        return Heard(engine.recognize(source, options), call)
    except EngineError as error:
        call.complete(http_status=error.http_status, code=error.code, received=len(error.answer))
        secret.used(error.code)
        raise
