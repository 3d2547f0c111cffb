"""Connection checks: one small call that shows whether a domain's address and key work."""

from __future__ import annotations

import datetime
import io
import logging
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from ocr.clova.answer import trouble_of
from ocr.engines.base import EngineError, Options, Source
from ocr.jobs import bell, engines, slots
from ocr.jobs.ledger import ask_clova
from ocr.models import Call, ConnectionCheck, Domain, User
from ocr.models.lease import LeaseLost

logger = logging.getLogger(__name__)

LEASE = 180.0
GOOD = ("", "template_not_matched", "recognition_failed")
"""Codes that show that address and key work: CLOVA looked at the image."""


def request(domain: Domain, by: User | None) -> ConnectionCheck:
    """Ask for a check; the worker carries it out."""
    with transaction.atomic():
        check = ConnectionCheck.objects.create(domain=domain, by=by)
        bell.check()
    return check


def run_next() -> bool:
    """Carry out the next check that is due and whose domain has a slot free."""
    check = _claim()
    if check is None:
        return False
    code, detail = _outcome(check)
    now = timezone.now()
    try:
        check.release(
            status=ConnectionCheck.Status.DONE, code=code, detail=detail[:4000], finished=now,
            ms=int((now - started(check)) / datetime.timedelta(milliseconds=1)),
        )  # fmt: skip
    except LeaseLost:
        logger.info("check %s was taken over", check.pk)
    bell.check()
    return True


def started(check: ConnectionCheck) -> datetime.datetime:
    return check.claimed or check.created


def _claim() -> ConnectionCheck | None:
    for check in ConnectionCheck.objects.due().select_related("domain")[:10]:
        with transaction.atomic():
            domain = Domain.objects.select_for_update().get(pk=check.domain_id)
            if domain.engine == Domain.Engine.CLOVA and not slots.leases(domain).free:
                continue
            running = {"status": ConnectionCheck.Status.RUNNING}
            if check.claim(ConnectionCheck.claimable_now(), LEASE, **running):
                return check
    return None


def _outcome(check: ConnectionCheck) -> tuple[str, str]:
    """The code of what was wrong, empty when nothing was, and technical detail."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _try(check.domain, _card(Path(folder) / "check.png"))
    except EngineError as error:
        return error.code, error.detail
    except Exception as error:
        logger.exception("check %s failed", check.pk)
        return "engine_failed", type(error).__name__


def _try(domain: Domain, source: Source) -> tuple[str, str]:
    if domain.is_embedded:
        engines.embedded().recognize(source, Options())
        return "", ""
    heard = ask_clova(domain, source, Options(), purpose=Call.Purpose.CHECK)
    images = heard.outcome.recognition.images
    code = trouble_of(images[0]) if images else "image_missing"
    heard.complete(code)
    return ("", "") if code in GOOD else (code, images[0].message if images else "")


def _card(path: Path) -> Source:
    """A small image with a few digits, drawn here."""
    image = Image.new("L", (240, 80), 255)
    ImageDraw.Draw(image).text((40, 20), "2026", fill=0, font_size=40)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    path.write_bytes(buffer.getvalue())
    return Source(path, "png", 240, 80, name="check")
