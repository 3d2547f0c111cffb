"""Read a file with the embedded engine: no database, nothing kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocr.engines.base import EngineError, Options, Source
from ocr.exports.page import ExportPage
from ocr.intake.errors import IntakeError, Refusal
from ocr.intake.inspect import inspect
from ocr.intake.limits import Limits
from ocr.intake.prepare import PageImage, PageRefusal, prepare
from ocr.jobs import engines
from ocr.management.terminal_progress import Progress


@dataclass(frozen=True)
class Unread:
    """A page (or, with number 0, a file) that could not be read, by its trouble code."""

    number: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def pages(path: Path, progress: Progress) -> Iterator[ExportPage | Unread]:
    """The pages of a file as they are read, in order."""
    try:
        kind = inspect(path, Limits()).kind
        with (
            tempfile.TemporaryDirectory() as name,
            prepare(path, kind, Path(name), Limits()) as preparation,
        ):
            progress.total(preparation.total)
            for image in preparation:
                yield _read(image, Path(name))
                progress.step()
    except Refusal as refusal:
        yield Unread(0, refusal.code, refusal.params)
    except IntakeError:
        yield Unread(0, "intake_unavailable")
    except OSError:
        yield Unread(0, "file_lost")


def _read(image: PageImage | PageRefusal, folder: Path) -> ExportPage | Unread:
    if isinstance(image, PageRefusal):
        return Unread(image.number, image.code, image.params)
    source = Source(
        folder / image.file, image.format, image.width, image.height, f"p{image.number}"
    )
    try:
        outcome = engines.embedded().recognize(source, Options())
    except EngineError as error:
        return Unread(image.number, error.code)
    return ExportPage(image.number, outcome.recognition, outcome.answer)
