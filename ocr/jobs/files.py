"""Where the files of a job lie: one folder a job, under a name of our own choosing."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files import File

from ocr.models import Job, Page, Reading


def new_folder() -> str:
    """The name of a fresh job folder, relative to the media root."""
    key = uuid.uuid4().hex
    return f"jobs/{key[:2]}/{key}"


def folder(job: Job) -> Path:
    return Path(settings.MEDIA_ROOT) / job.folder


def original(job: Job) -> Path:
    """The uploaded file."""
    return folder(job) / "original"


def page_image(page: Page) -> Path:
    """The page image as it is sent to an engine."""
    return folder(page.job) / page.image


def thumbnail(page: Page) -> Path:
    return folder(page.job) / page.thumbnail


def reading_image(reading: Reading) -> Path:
    """The page image that this reading was made from."""
    return folder(reading.page.job) / reading.image


def save(file: File[bytes], path: Path) -> None:
    """Write an uploaded file and make sure that it is on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as target:
        for chunk in file.chunks(1024 * 1024):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    temporary.replace(path)


def remove(job_folder: str) -> None:
    """Take away a job's folder with everything in it."""
    if job_folder.startswith("jobs/"):
        shutil.rmtree(Path(settings.MEDIA_ROOT) / job_folder, ignore_errors=True)
