"""`manage.py check_keys`: can the stored Secret Keys be opened? Shows none of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ocr.jobs import keys
from ocr.models import Secret


class Command(BaseCommand):
    help = "Say which stored Secret Keys the sealing keys at hand do not open."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        broken = keys.unreadable(settings.SEALING_KEYS)
        for secret in broken:
            self.stdout.write(f"{secret.domain.name}: {secret.fingerprint} ({secret.state})")
        if broken:
            raise CommandError(f"{len(broken)} Secret Keys cannot be opened.")
        self.stdout.write(f"All {Secret.objects.count()} Secret Keys can be opened.")
