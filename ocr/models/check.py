"""Connection checks of CLOVA domains, asked for in the admin and carried out by the worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocr.models.domain import Domain
from ocr.models.lease import Leased


class CheckQuerySet(models.QuerySet["ConnectionCheck"]):
    def due(self) -> CheckQuerySet:
        return self.filter(ConnectionCheck.claimable_now()).order_by("pk")

    def held(self, domain: Domain) -> CheckQuerySet:
        """Checks under a live lease: each takes one of the domain's slots."""
        return self.filter(
            domain=domain, status=ConnectionCheck.Status.RUNNING, lease_until__gte=timezone.now()
        )


class ConnectionCheck(Leased):
    """One test of a domain's address and key. `code` is a key of `ocr.trouble`, empty if good."""

    class Status(models.TextChoices):
        WAITING = "WAITING", _("waiting")
        RUNNING = "RUNNING", _("running")
        DONE = "DONE", _("done")

    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.CASCADE, related_name="checks"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    status = models.CharField(_("state"), max_length=7, choices=Status, default=Status.WAITING)
    code = models.CharField(_("code"), max_length=40, blank=True)
    detail = models.TextField(blank=True)
    ms = models.PositiveIntegerField(_("time, in milliseconds"), default=0)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection test")
        verbose_name_plural = _("connection tests")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.domain}, {self.created:%Y-%m-%d %H:%M}"

    @staticmethod
    def claimable_now() -> Q:
        now = timezone.now()
        return Q(status=ConnectionCheck.Status.WAITING, run_after__lte=now) | Q(
            status=ConnectionCheck.Status.RUNNING, lease_until__lt=now
        )
