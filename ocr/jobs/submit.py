"""From an uploaded file to a job that waits, once: a form's token is spent only once.

* TokenSpent    another person's form, or one that has brought another file in this place;
                the page must be loaded anew.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from ocr.intake.errors import Refusal
from ocr.intake.inspect import Inspection, inspect
from ocr.intake.limits import Limits
from ocr.intake.names import normalize_name
from ocr.jobs import bell, files
from ocr.models import Batch, Domain, Job, User


class TokenSpent(Exception):
    """This token belongs to a batch of somebody else, or its item is another file."""


@dataclass(frozen=True)
class _Arrival:
    """What the door found: an inspected file, or the reason why it is refused."""

    inspection: Inspection | None
    refusal: Refusal | None = None
    folder: str = ""


def limits_of(domain: Domain) -> Limits:
    """What `intake` lets through for this domain."""
    return Limits(max_bytes=domain.max_bytes, max_pages=settings.MAX_PAGES)


def open_batch(token: uuid.UUID, by: User, name: str = "") -> Batch:
    """The batch of this token, made on first use; raises `TokenSpent`."""
    batch, _ = Batch.objects.get_or_create(
        token=token, defaults={"by": by, "name": normalize_name(name) if name else ""}
    )
    if batch.by_id != by.pk:
        raise TokenSpent(str(token))
    return batch


def add(
    batch: Batch,
    item: int,
    file: File[bytes],
    name: str,
    domain: Domain,
    options: dict[str, object],
    source: str = Job.Source.UPLOAD,
) -> Job:
    """Keep one file as a job; the same item of a batch is kept only once.

    A file that `intake` refuses becomes a FAILED job with the reason, and no bytes.
    Raises `TokenSpent` for another file than the one that came first.
    """
    there = Job.objects.filter(batch=batch, item=item).first()
    if there:
        return _same(there, file)
    arrival = _receive(file, domain)
    with transaction.atomic():
        job, made = Job.objects.get_or_create(
            batch=batch, item=item, defaults=_columns(arrival, batch, name, domain, options, source)
        )
        if made and not job.is_failed:
            bell.prepare()
    if not made and arrival.folder:
        files.remove(arrival.folder)
    return job


def _same(there: Job, file: File[bytes]) -> Job:
    """The job that is there already. The Back button brings old forms with new files."""
    if there.sha256:
        file.seek(0)
        digest = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
        if digest != there.sha256:
            raise TokenSpent(f"job {there.pk}")
    return there


def _receive(file: File[bytes], domain: Domain) -> _Arrival:
    try:
        inspection = inspect(cast(BinaryIO, file), limits_of(domain))
    except Refusal as refusal:
        return _Arrival(None, refusal)
    folder = files.new_folder()
    file.seek(0)
    try:
        files.save(file, settings.MEDIA_ROOT / folder / "original")
    except OSError:
        files.remove(folder)
        raise
    return _Arrival(inspection, folder=folder)


def _columns(
    arrival: _Arrival,
    batch: Batch,
    name: str,
    domain: Domain,
    options: dict[str, object],
    source: str,
) -> dict[str, object]:
    columns: dict[str, object] = {
        "by": batch.by,
        "domain": domain,
        "source": source,
        "name": normalize_name(name),
        "options": options,
        "folder": arrival.folder,
        "rank": _rank(batch.by),
    }
    if arrival.refusal:
        return columns | {
            "status": Job.Status.FAILED,
            "error": arrival.refusal.code,
            "error_params": dict(arrival.refusal.params),
            "error_detail": arrival.refusal.detail[:4000],
            "finished": timezone.now(),
        }
    assert arrival.inspection is not None
    found = arrival.inspection
    return columns | {"kind": str(found.kind), "size": found.size, "sha256": found.sha256}


def _rank(by: User | None) -> int:
    """How many of the person's jobs are open: a newcomer's first file passes a thousand."""
    return Job.objects.in_progress().filter(by=by).count()
