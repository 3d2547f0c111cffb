"""`manage.py rebuild_results`: derive texts, counts and named fields anew from stored answers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from ocr.jobs import rebuild
from ocr.models import Job, Reading


class Command(BaseCommand):
    help = "Derive texts, counts and named fields of all readings anew from their answers."

    def handle(self, *args: Any, **options: Any) -> None:
        readings = Reading.objects.select_related("answer").order_by("pk")
        count = sum(rebuild.rebuild(reading) for reading in readings.iterator(200))
        for job in Job.objects.only("pk").iterator(200):
            with transaction.atomic():
                job.lock()
                job.settle()
        self.stdout.write(f"{count} readings rebuilt")
