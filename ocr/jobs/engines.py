"""Introduce an engine to a row: the only place that opens a Secret."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from ocr import crypto
from ocr.clova import invoke_url
from ocr.clova.endpoint import Endpoint
from ocr.engines import registry
from ocr.engines.base import Engine, EngineError, Options
from ocr.models import Domain, Secret

MAX_ANSWER_BYTES = 64 * 1024 * 1024


def embedded() -> Engine:
    """The embedded engine of this process; its models load on the first reading."""
    return registry.embedded(settings.TESSDATA)


@sensitive_variables("plain")
def clova(domain: Domain, secret: Secret) -> Engine:
    """CLOVA under one key; raises `EngineError` (`secret_unreadable`, `url_…`)."""
    try:
        plain = _open(secret)
    except (crypto.SealBroken, OSError) as error:
        raise EngineError("secret_unreadable", sent=False) from error
    return registry.clova(_endpoint(domain, plain))


def _open(secret: Secret) -> str:
    """The plain Secret Key. A row that was fetched before a rotation is looked at again."""
    try:
        return crypto.unseal(secret.sealed, settings.SEALING_KEYS)
    except crypto.SealBroken:
        secret.refresh_from_db(fields=["sealed"])
        return crypto.unseal(secret.sealed, settings.SEALING_KEYS)


def options_of(stored: dict[str, object]) -> Options:
    """What a row asks for, as an engine understands it."""
    languages, templates = stored.get("languages") or [], stored.get("template_ids") or []
    assert isinstance(languages, list)
    assert isinstance(templates, list)
    return Options(
        languages=tuple(str(code) for code in languages),
        tables=bool(stored.get("tables")),
        template_ids=tuple(int(number) for number in templates),
    )


def _endpoint(domain: Domain, plain: str) -> Endpoint:
    try:
        url = invoke_url.parse(domain.invoke_url, domain.kind, settings.CLOVA_ALLOWED_HOSTS)
    except invoke_url.InvokeUrlError as error:
        raise EngineError(error.code, sent=False) from error
    return Endpoint(
        invoke_url=url,
        secret=plain,
        kind=domain.kind,
        version=domain.version,
        body=domain.body,
        connect_timeout=domain.connect_timeout,
        read_timeout=domain.read_timeout,
        max_answer_bytes=MAX_ANSWER_BYTES,
        languages=tuple(domain.languages),
    )


def secrets_to_try(domain: Domain) -> Iterator[Secret]:
    """Active keys, the newest first; raises `EngineError` (`no_secret`) when there is none."""
    found = list(domain.active_secrets())
    if not found:
        raise EngineError("no_secret", sent=False)
    yield from found
