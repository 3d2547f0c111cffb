"""Give a job another name."""

from __future__ import annotations

from ocr.intake.names import normalize_name
from ocr.models import Job


def rename(job: Job, name: str) -> None:
    """Change the name that people see; the file on disk has a name of its own."""
    job.name = normalize_name(name)
    job.save(update_fields=["name"])
