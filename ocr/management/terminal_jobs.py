"""Read a file as a job of a domain, here or in the worker, whoever is quicker."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.management.base import CommandError

from ocr.exports.page import ExportPage
from ocr.intake.names import normalize_name
from ocr.jobs import answers, prepare, read, submit
from ocr.management.terminal_progress import Progress
from ocr.management.terminal_reading import Unread
from ocr.models import Batch, Domain, Job, Page


@dataclass(frozen=True)
class Reader:
    """Reads files as jobs of one domain."""

    domain: Domain

    def pages(self, path: Path, progress: Progress) -> Iterator[ExportPage | Unread]:
        """The pages of a file, in order, when its job is over."""
        try:
            job = self._submit(path)
        except OSError:
            yield Unread(0, "file_lost")
            return
        _work(job, progress)
        if job.error:
            yield Unread(0, job.error, job.error_params)
        for page in job.pages.order_by("number").select_related("reading__answer"):
            yield _outcome(page)

    def _submit(self, path: Path) -> Job:
        with path.open("rb") as file:
            batch = Batch.objects.create(token=uuid.uuid4(), name=normalize_name(path.name))
            named = File(file, name=path.name)
            return submit.add(
                batch, 1, named, path.name, self.domain, {}, source=Job.Source.TERMINAL
            )


def reader(name: str) -> Reader:
    """A reader for the active domain of this name; raises `CommandError`."""
    domain = Domain.objects.active().filter(name=name).first()
    if domain is None:
        known = ", ".join(Domain.objects.active().values_list("name", flat=True))
        raise CommandError(f"no active domain is called {name!r}; there are: {known}")
    return Reader(domain)


def _work(job: Job, progress: Progress) -> None:
    while job.is_in_progress:
        busy = prepare.prepare_only(job) or read.read_next(job.domain_id or 0, job)
        job.refresh_from_db()
        progress.total(job.pages_total)
        progress.at(job.pages_done)
        if not busy:
            time.sleep(0.1)


def _outcome(page: Page) -> ExportPage | Unread:
    if page.status == Page.Status.READ and page.reading:
        return ExportPage(
            page.number, answers.recognition(page.reading), answers.body(page.reading)
        )
    return Unread(page.number, page.error or "worker_died", page.error_params)
