"""Derive a reading's columns anew from its answer, after the rules have changed."""

from __future__ import annotations

from django.db import transaction

from ocr.clova.errors import AnswerError
from ocr.jobs import answers, derive
from ocr.models import NamedField, Reading


def rebuild(reading: Reading) -> bool:
    """Write columns and named fields anew; false when the answer says nothing."""
    try:
        recognition = answers.recognition(reading)
    except AnswerError:
        return False
    with transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(**derive.columns(recognition, reading.engine))
        reading.named_fields.all().delete()
        NamedField.objects.bulk_create(
            NamedField(reading=reading, **columns) for columns in derive.named_fields(recognition)
        )
    return True
