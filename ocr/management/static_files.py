"""Static files, collected and compressed once for each state of the checkout."""

from __future__ import annotations

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

NOT_SERVED = ["tessdata", "icons.txt", "ext"]
"""Weights, a list for set-up, and htmx's extensions, which nothing uses."""


def collect() -> None:
    """Collect static files unless what was collected last is still current."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    state = _state()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command(
        "collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=NOT_SERVED
    )
    stamp.write_text(state)


def _state() -> str:
    """A digest of names, sizes and times of our files, and of Django's version."""
    digest = hashlib.sha256(django.__version__.encode())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                facts = path.stat()
                digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
