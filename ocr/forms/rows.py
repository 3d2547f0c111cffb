"""Choosing several rows by their numbers, however odd the numbers that arrive."""

from __future__ import annotations

from typing import Any

from django import forms

LONGEST_NUMBER = 18
"""Digits; a longer number overflows the database's own integers."""


class RowsField(forms.ModelMultipleChoiceField[Any]):
    """Rows of a queryset; a number that no row can have is an unknown choice."""

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if len(str(number)) > LONGEST_NUMBER:
                sentence = self.error_messages["invalid_choice"] % {"value": "…"}
                raise forms.ValidationError(sentence, code="invalid_choice")
        return super().clean(value)
