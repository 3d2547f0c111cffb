"""`manage.py recognize FILE…`: the text of images and PDFs on standard output.

Without `--domain` the embedded engine reads, no database is used and nothing is kept.
With it each file becomes a job of that domain like any other (source "terminal").
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from ocr import trouble
from ocr.exports import registry as exports
from ocr.exports.page import ExportPage
from ocr.management import terminal_jobs, terminal_reading
from ocr.management.terminal_progress import Progress


class Command(BaseCommand):
    help = "Read images and PDFs in the terminal; the text goes to standard output."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--domain", help="read as a job of this domain and keep it")
        parser.add_argument("--format", choices=["txt", "json"], default="txt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` (exit status 1) after the last file if any went wrong."""
        with override(settings.TERMINAL_LANGUAGE):
            self._recognize(**options)

    def _recognize(self, **options: Any) -> None:
        read = terminal_jobs.reader(options["domain"]) if options["domain"] else terminal_reading
        failed = 0
        for path in options["files"]:
            if not path.is_file():
                failed += 1
                self.stderr.write(f"{path}: " + _("There is no such file."))
                continue
            pages: list[ExportPage] = []
            with Progress(path.name, sys.stderr) as progress:
                for page in read.pages(path, progress):
                    if isinstance(page, ExportPage):
                        pages.append(page)
                        continue
                    failed += 1
                    self._complain(path, page)
            if pages:
                self._write(options["format"], pages)
        if failed:
            raise CommandError(_("Not everything could be read."), returncode=1)

    def _complain(self, path: Path, page: terminal_reading.Unread) -> None:
        sentence = trouble.explain(page.code, page.params)
        place = f"{path}, p. {page.number}" if page.number else f"{path}"
        self.stderr.write(f"{place}: {sentence.meaning} {sentence.advice}")

    def _write(self, format: str, pages: list[ExportPage]) -> None:
        body = exports.render(format, pages)
        self.stdout.write(body.decode().rstrip("\n"))
        self.stdout.flush()
