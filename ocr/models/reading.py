"""Readings: what one engine found on one page, with the options it was asked with.

A reading is never overwritten. The answer is kept as it came; the columns for lists
and search are derived from it and can be rebuilt (`manage.py rebuild_results`).
"""

from __future__ import annotations

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocr.models.domain import Domain
from ocr.models.page import Page


class Reading(models.Model):
    """One engine's outcome for one page. `width` and `height` are the frame of its boxes."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="readings"
    )
    run = models.PositiveSmallIntegerField(_("run"), default=1)
    engine = models.CharField(_("engine"), max_length=8, choices=Domain.Engine)
    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    domain_name = models.CharField(_("domain"), max_length=50)
    options = models.JSONField(_("options"), default=dict)
    turn = models.PositiveSmallIntegerField(default=0)
    image = models.CharField(max_length=120)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    confidence = models.FloatField(_("confidence"), null=True)
    fields = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(_("doubtful"), default=0)
    matched_template = models.CharField(_("template"), max_length=100, blank=True)
    text = models.TextField(_("text"), blank=True)
    first_line = models.CharField(max_length=200, blank=True)
    ms = models.PositiveIntegerField(_("time, in milliseconds"), default=0)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page}, {self.run}"


class Answer(models.Model):
    """The engine's answer as it came, compressed; never edited."""

    reading = models.OneToOneField(
        Reading, primary_key=True, on_delete=models.CASCADE, related_name="answer"
    )
    compressed = models.BinaryField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.reading}"

    @staticmethod
    def compress(body: bytes) -> bytes:
        """The stored form of an answer's bytes."""
        return zlib.compress(body, 6)

    @property
    def body(self) -> bytes:
        """The bytes as they came."""
        return zlib.decompress(bytes(self.compressed))


class NamedField(models.Model):
    """One named field of a Template answer, derived, for lists and search."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="named_fields")
    position = models.PositiveIntegerField()
    name = models.CharField(_("field"), max_length=200)
    value = models.TextField(_("value"), blank=True)
    confidence = models.FloatField(_("confidence"), default=0)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "position"], name="field_once_a_reading")
        ]

    def __str__(self) -> str:
        return self.name
