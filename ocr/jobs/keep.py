"""Keep what an engine answered: the reading, its answer, the page's new state, at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ocr.clova.answer import trouble_of
from ocr.engines.base import EngineError
from ocr.jobs import derive
from ocr.jobs.ledger import Heard
from ocr.models import Answer, Domain, NamedField, Page, Reading
from ocr.models.lease import LeaseLost
from ocr.results import Recognition


def keep(page: Page, heard: Heard) -> None:
    """Store a reading and finish (or fail) its page, in one transaction.

    A page that was cancelled or taken over keeps its state but not at the price of the
    answer: the reading is stored all the same.
    """
    image = heard.outcome.recognition.images[0] if heard.outcome.recognition.images else None
    code = trouble_of(image) if image else "image_missing"
    derived = _derive(page, heard.outcome.answer, heard.outcome.recognition)
    with transaction.atomic():
        if not page.job.lock():
            heard.complete(code)
            return
        reading = _store(page, derived, code)
        heard.complete(code)
        _settle(page, reading, code, image.message if image else "")


def keep_refused(page: Page, error: EngineError) -> None:
    """Store an answer that came with HTTP 200 but could not be understood: it may be paid."""
    if error.answer and error.http_status == 200:
        _store(page, _derive(page, error.answer, Recognition(images=())), error.code)


@dataclass(frozen=True)
class _Derived:
    """What is worked out before the transaction, which holds SQLite's only write lock."""

    columns: dict[str, object]
    named_fields: list[dict[str, object]]
    compressed: bytes


def _derive(page: Page, body: bytes, recognition: Recognition) -> _Derived:
    assert page.job.domain is not None
    image = recognition.images[0] if recognition.images else None
    sideways = page.turn in (90, 270)
    sent = (page.height, page.width) if sideways else (page.width, page.height)
    width, height = derive.frame(image, *sent)
    columns = derive.columns(recognition, page.job.domain.engine)
    return _Derived(
        columns | {"width": width, "height": height, "ms": _spent(page)},
        derive.named_fields(recognition),
        Answer.compress(body),
    )


def _store(page: Page, derived: _Derived, code: str) -> Reading:
    job = page.job
    domain = job.domain
    assert domain is not None
    # The domain may have been deleted while it was asked; what was paid for is kept all the same.
    still_there = domain if Domain.objects.filter(pk=domain.pk).exists() else None
    reading = Reading.objects.create(
        page=page, run=job.run, engine=domain.engine, domain=still_there, domain_name=domain.name,
        options=job.options, turn=page.turn, image=_image_sent(page), outcome=code,
        **derived.columns,
    )  # fmt: skip
    Answer.objects.create(reading=reading, compressed=derived.compressed)
    NamedField.objects.bulk_create(
        NamedField(reading=reading, **field) for field in derived.named_fields
    )
    return reading


def _settle(page: Page, reading: Reading, code: str, message: str) -> None:
    try:
        if code:
            page.keep(reading=reading)
            page.fail(code, message)
        else:
            page.finish(reading)
    except LeaseLost:
        Page.objects.filter(pk=page.pk, reading=None).update(reading=reading)
    page.job.settle()


def _image_sent(page: Page) -> str:
    if not page.turn:
        return page.image
    stem, _, suffix = page.image.rpartition(".")
    return f"{stem}.t{page.turn}.{suffix}"


def _spent(page: Page) -> int:
    if page.claimed is None:
        return 0
    return int((timezone.now() - page.claimed) / datetime.timedelta(milliseconds=1))
