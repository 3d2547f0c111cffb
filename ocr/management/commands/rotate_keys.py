"""`manage.py rotate_keys`: a new sealing key for all stored Secret Keys.

The new key is written before anything is sealed with it, and old keys go only when no
row needs them: interrupted at any point, running it again finishes the work. The site
may run meanwhile, because every process reads the key file anew at each use.
"""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocr.jobs import keys as stored
from ocrsite import keys as files

_FROM_ENVIRONMENT = (
    "The sealing keys come from OCRSITE_KEYS, which this command cannot change.\n"
    "1. Put a new key in front of the others there, separated by a comma:\n"
    '   python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"\n'
    "2. Restart the site, then run 'manage.py rotate_keys --reseal'.\n"
    "3. Take the old keys out of OCRSITE_KEYS and restart once more."
)


class Command(BaseCommand):
    help = "Seal all Secret Keys with a new key, then drop the old ones. The site may run."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reseal", action="store_true",
            help="make no new key and drop none; seal everything with the first one",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reseal"]:
            self._reseal(list(settings.SEALING_KEYS))
            return
        if os.environ.get("OCRSITE_KEYS"):
            raise CommandError(_FROM_ENVIRONMENT)
        keys = self._keys()
        self._reseal(keys)
        files.write_sealing_keys(settings.KEYS_FOLDER, keys[:1])
        # A Secret Key that was being entered all the while may still have got an old seal.
        stored.reseal(keys)
        self.stdout.write("The old keys were dropped.")

    def _keys(self) -> list[str]:
        keys = files.sealing_keys(settings.KEYS_FOLDER)
        if len(keys) > 1:
            self.stdout.write("An earlier rotation was not finished; it is finished now.")
            return keys
        return files.add_sealing_key(settings.KEYS_FOLDER)

    def _reseal(self, keys: list[str]) -> None:
        """Raises `CommandError`, so that nothing is dropped, while a row needs another key."""
        changed = stored.reseal(keys)
        left = stored.unreadable(keys[:1])
        if left:
            names = ", ".join(sorted({row.domain.name for row in left}))
            raise CommandError(
                f"{len(left)} Secret Keys cannot be opened with any key: {names}. "
                "Enter them again in the admin and delete the old rows there, or restore the "
                "keys from the backup. No key was dropped."
            )
        self.stdout.write(f"{changed} Secret Keys were sealed with the first key.")
