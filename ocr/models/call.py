"""The ledger: every HTTP call to CLOVA, on record before it is sent, completed after.

Append-only. A call that was never completed is shown as "perhaps paid".
"""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ocr.models.domain import Domain
from ocr.models.page import Page
from ocr.models.secret import Secret


class CallQuerySet(models.QuerySet["Call"]):
    def perhaps_paid(self) -> CallQuerySet:
        """Sent, but nobody knows how it ended: the worker died, or no answer came back."""
        return self.filter(completed=None) | self.filter(code__in=Call.UNKNOWN_ENDINGS)


class Call(models.Model):
    """One HTTP call. `code` is a key of `ocr.trouble`, empty for success."""

    class Purpose(models.TextChoices):
        READ = "read", pgettext_lazy("call", "reading")
        CHECK = "check", _("connection test")

    UNKNOWN_ENDINGS = ("read_timeout", "connection_broken", "gateway_timeout")

    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), null=True, on_delete=models.SET_NULL, related_name="calls"
    )
    domain_name = models.CharField(_("domain"), max_length=50)
    secret = models.ForeignKey(
        Secret, verbose_name="Secret Key", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="calls"
    )
    purpose = models.CharField(max_length=5, choices=Purpose, default=Purpose.READ)
    sent = models.DateTimeField(_("sent"), default=timezone.now)
    completed = models.DateTimeField(_("completed"), null=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    code = models.CharField(_("code"), max_length=40, blank=True)
    ms = models.PositiveIntegerField(_("time, in milliseconds"), default=0)
    bytes_sent = models.PositiveBigIntegerField(default=0)
    bytes_received = models.PositiveBigIntegerField(default=0)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["domain", "sent"], name="call_by_domain")]

    def __str__(self) -> str:
        return f"{self.domain_name}, {self.sent:%Y-%m-%d %H:%M:%S}"

    def complete(self, *, http_status: int | None, code: str, received: int) -> None:
        """Write how the call ended, once."""
        now = timezone.now()
        Call.objects.filter(pk=self.pk, completed=None).update(
            completed=now, http_status=http_status, code=code[:40], bytes_received=received,
            ms=int((now - self.sent) / datetime.timedelta(milliseconds=1)),
        )  # fmt: skip
