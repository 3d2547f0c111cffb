"""Plain functions that build what tests stand on: people, domains, jobs with real files."""

from __future__ import annotations

import io
import itertools
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ocr.clova.writing import write
from ocr.jobs import derive, files
from ocr.models import (
    Answer,
    Batch,
    Domain,
    Job,
    Membership,
    NamedField,
    Page,
    Reading,
    Secret,
    User,
)
from ocr.results import BoundingPoly, Field, Recognition, Vertex
from ocr.results import Image as ResultImage

PASSWORD = "correct horse 7"
_numbers = itertools.count(1)


def make_user(name: str = "", *, superuser: bool = False) -> User:
    name = name or f"person{next(_numbers)}"
    return User.objects.create_user(
        name, password=PASSWORD, is_superuser=superuser, is_staff=superuser
    )


def make_domain(name: str = "", *members: User, **columns: Any) -> Domain:
    """An embedded General domain unless told otherwise; `members` may upload."""
    columns = {"engine": Domain.Engine.EMBEDDED} | columns
    domain = Domain.objects.create(name=name or f"Domain {next(_numbers)}", **columns)
    for member in members:
        join(domain, member)
    return domain


def make_clova_domain(fake: Any, *members: User, kind: str = "GENERAL", **columns: Any) -> Domain:
    """A CLOVA domain on the stand-in server, with its key entered."""
    domain = make_domain(
        "", *members, engine=Domain.Engine.CLOVA, kind=kind,
        invoke_url=fake.invoke_url(kind), **columns,
    )  # fmt: skip
    Secret.enter(domain, fake.secret)
    return domain


def join(domain: Domain, user: User, role: str = Membership.Role.UPLOADER) -> Membership:
    return Membership.objects.create(domain=domain, user=user, role=role)


def make_batch(by: User, name: str = "") -> Batch:
    return Batch.objects.create(token=uuid.uuid4(), by=by, name=name)


def png(width: int = 240, height: int = 120, text: str = "2026") -> bytes:
    """A small real image."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).text((20, 20), text, fill="black", font_size=40)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def upload(name: str = "page.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if content is None else content)


def words(*texts: str, confidence: float = 0.99) -> tuple[Field, ...]:
    """General fields side by side, one line; a text "\\n" ends a line."""
    fields: list[Field] = []
    x, y = 10.0, 10.0
    for text in texts:
        if text == "\n":
            x, y = 10.0, y + 30
            continue
        corners = ((x, y), (x + 40, y), (x + 40, y + 20), (x, y + 20))
        poly = BoundingPoly(tuple(Vertex(*corner) for corner in corners))
        fields.append(Field(text, confidence, poly, line_break=text is texts[-1]))
        x += 50
    return tuple(fields)


def recognition(*texts: str, confidence: float = 0.99, **columns: Any) -> Recognition:
    image = ResultImage(
        uid="0" * 32, name="p1", fields=words(*texts, confidence=confidence),
        width=240, height=120, **columns,
    )  # fmt: skip
    return Recognition((image,))


def make_job(
    by: User | None,
    domain: Domain | None = None,
    *,
    status: str = Job.Status.DONE,
    pages: int = 1,
    name: str = "receipt.png",
    batch: Batch | None = None,
    texts: Sequence[str] = ("합계", "63,800원"),
    **columns: Any,
) -> Job:
    """A job with page images on disk and, when it is done, readings and answers."""
    domain = domain or make_domain()
    job = Job.objects.create(
        by=by, domain=domain, batch=batch, item=next(_numbers), name=name,
        folder=files.new_folder(), kind="png", size=1000, status=status,
        pages_total=pages, options={}, **columns,
    )  # fmt: skip
    state = Page.Status.READ if status == Job.Status.DONE else Page.Status.WAITING
    for number in range(1, pages + 1):
        page = make_page(job, number, status=state)
        if status == Job.Status.DONE:
            make_reading(page, recognition(*texts))
    job.settle()
    job.refresh_from_db()
    return job


def make_page(job: Job, number: int = 1, **columns: Any) -> Page:
    image = png(text=str(number))
    folder = files.folder(job)
    folder.mkdir(parents=True, exist_ok=True)
    Path(folder / "original").write_bytes(image)
    Path(folder / f"{number:04d}.png").write_bytes(image)
    Path(folder / f"{number:04d}.thumb.webp").write_bytes(_webp())
    return Page.objects.create(
        job=job, number=number, image=f"{number:04d}.png", thumbnail=f"{number:04d}.thumb.webp",
        format="png", width=240, height=120, bytes=len(image), **columns,
    )  # fmt: skip


def make_reading(page: Page, found: Recognition, *, shown: bool = True) -> Reading:
    domain = page.job.domain
    assert domain is not None
    width, height = derive.frame(found.images[0], page.width, page.height)
    reading = Reading.objects.create(
        page=page, run=page.job.run, engine=domain.engine, domain=domain,
        domain_name=domain.name, image=page.image, width=width, height=height,
        **derive.columns(found, domain.engine),
    )  # fmt: skip
    body = Answer.compress(write(found, kind=domain.kind))
    Answer.objects.create(reading=reading, compressed=body)
    NamedField.objects.bulk_create(
        NamedField(reading=reading, **columns) for columns in derive.named_fields(found)
    )
    if shown:
        Page.objects.filter(pk=page.pk).update(reading=reading)
        page.refresh_from_db()
    return reading


def _webp() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (112, 56), "white").save(buffer, "WEBP")
    return buffer.getvalue()
