"""Secret Keys of domains: sealed in the database, write-only, never shown whole."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocr import crypto
from ocr.models.domain import Domain

if TYPE_CHECKING:
    from ocr.models.user import User


class SealedField(models.BinaryField[bytes, bytes]):
    """Bytes sealed by `crypto.seal`; they cannot be searched and leave by no dump."""

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002
        return ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError("sealed values cannot be searched")
        return super().get_lookup(lookup_name)


class SecretQuerySet(models.QuerySet["Secret"]):
    def active(self) -> SecretQuerySet:
        return self.filter(state=Secret.State.ACTIVE)

    def retire(self, reason: str) -> int:
        """Take active secrets out of use; returns how many."""
        return self.active().update(
            state=Secret.State.RETIRED, retired=timezone.now(), retired_reason=reason
        )


class Secret(models.Model):
    """One Secret Key (`X-OCR-SECRET`). Several may be active while a key is changed."""

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("active")
        RETIRED = "RETIRED", _("retired")

    class Reason(models.TextChoices):
        NONE = "", ""
        BY_HAND = "by_hand", _("by hand")
        URL_CHANGED = "url_changed", _("the Invoke URL changed")

    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.CASCADE, related_name="secrets"
    )
    sealed = SealedField(editable=False)
    last_four = models.CharField(_("last four"), max_length=4, blank=True, editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=8, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.ACTIVE)
    retired = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(
        _("why retired"), max_length=12, blank=True, choices=Reason, editable=False
    )
    made_by = models.ForeignKey(
        "ocr.User", verbose_name=_("made by"), null=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    created = models.DateTimeField(_("created"), auto_now_add=True)
    last_used = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    last_outcome = models.CharField(_("last outcome"), max_length=40, blank=True, editable=False)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = "Secret Key"
        verbose_name_plural = "Secret Keys"
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"…{self.last_four} ({self.fingerprint})"

    def __repr__(self) -> str:
        return f"<Secret {self.pk} {self.fingerprint}>"

    @classmethod
    def enter(cls, domain: Domain, plain: str, by: User | None = None) -> Secret:
        """Keep a new active Secret Key of a domain, sealed."""
        return cls.objects.create(
            domain=domain,
            sealed=crypto.seal(plain, settings.SEALING_KEYS),
            last_four=crypto.last_four(plain),
            fingerprint=crypto.fingerprint(plain),
            made_by=by,
        )

    def used(self, outcome: str) -> None:
        """Note when the key was used last, to the minute, and what came of it."""
        now = timezone.now()
        recent = self.last_used and now - self.last_used < datetime.timedelta(minutes=1)
        if recent and self.last_outcome == outcome[:40]:
            return
        Secret.objects.filter(pk=self.pk).update(last_used=now, last_outcome=outcome[:40])
