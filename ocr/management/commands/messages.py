"""`manage.py messages`: keep the translations in step with the code, and compile them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocr.management import catalog
from ocr.management.phrases import phrases


class Command(BaseCommand):
    help = "Update (--update) and compile (--compile) the translations of the interface."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="read the code and templates")
        parser.add_argument("--compile", action="store_true", help="write the .mo files")
        parser.add_argument(
            "--from", dest="others", action="append", default=[], type=Path, metavar="FILE",
            help="with --update: take missing translations from this .po file too",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["update"] or options["compile"]):
            raise CommandError("Name --update, --compile or both.")
        for path in sorted((settings.BASE_DIR / "ocr" / "locale").glob("*/LC_MESSAGES/django.po")):
            if options["update"]:
                self._update(path, options["others"])
            if options["compile"]:
                catalog.compiled(path)

    def _update(self, path: Path, others: list[Path]) -> None:
        new = catalog.updated(
            catalog.read(path),
            phrases(settings.BASE_DIR),
            [catalog.read(other) for other in others],
        )
        catalog.write(new, path)
        missing = sum(1 for message in new if message.id and not catalog.filled(message))
        self.stdout.write(f"{path.parent.parent.name}: {len(new)} phrases, {missing} untranslated")
