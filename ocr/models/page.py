"""Pages: one page image of a job each, the unit that is read, retried and paid.

WAITING --claim--> READING --finish--> READ
   ^                 |  |
   | retryable: run_after = now + back-off (a busy domain is no failure)
   +-----------------+  +--> FAILED --a person retries--> WAITING
a lease that ran out makes a page claimable again by itself        cancel: CANCELED
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocr.models.domain import Domain
from ocr.models.job import Job, PageStatus
from ocr.models.lease import Leased

if TYPE_CHECKING:
    from ocr.models.reading import Reading


class PageQuerySet(models.QuerySet["Page"]):
    def due(self, domain: Domain) -> PageQuerySet:
        """Pages of a domain that may be claimed now, the fairest first."""
        return self.filter(Page.claimable_now(), job__domain=domain).order_by("rank", "pk")

    def waiting(self, domain: Domain) -> PageQuerySet:
        """Pages of a domain that wait and are due, the fairest first.

        Unlike `due`, with its OR, it follows an index: the first row costs the same
        however many thousand wait.
        """
        waiting = self.filter(status=Page.Status.WAITING, run_after__lte=timezone.now())
        return waiting.filter(job__domain=domain).order_by("rank", "pk")

    def left_behind(self, domain: Domain) -> PageQuerySet:
        """Pages of a domain whose worker let the lease run out, the fairest first."""
        left = self.filter(status=Page.Status.READING, lease_until__lt=timezone.now())
        return left.filter(job__domain=domain).order_by("rank", "pk")


class Page(Leased):
    """One upright page image: the exact bytes that an engine gets."""

    Status = PageStatus
    OPEN = (Status.WAITING, Status.READING)

    job = models.ForeignKey(
        Job, verbose_name=_("job"), on_delete=models.CASCADE, related_name="pages"
    )
    number = models.PositiveIntegerField(_("number"))
    image = models.CharField(max_length=120, editable=False, blank=True)
    thumbnail = models.CharField(max_length=120, editable=False, blank=True)
    format = models.CharField(max_length=4, editable=False, blank=True)
    width = models.PositiveIntegerField(_("width, in pixels"), default=0)
    height = models.PositiveIntegerField(_("height, in pixels"), default=0)
    dpi = models.FloatField(null=True, editable=False)
    bytes = models.PositiveBigIntegerField(_("size, in bytes"), default=0)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    rank = models.PositiveIntegerField(default=0, editable=False)

    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.WAITING)
    error = models.CharField(max_length=40, blank=True, editable=False)
    error_params = models.JSONField(default=dict, editable=False)
    error_detail = models.TextField(blank=True, editable=False)
    reading: models.OneToOneField[Reading | None, Reading | None] = models.OneToOneField(
        "ocr.Reading", verbose_name=_("reading"), null=True, editable=False,
        on_delete=models.SET_NULL, related_name="shown_on",
    )  # fmt: skip

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="page_once_a_job")]
        indexes = [
            models.Index(fields=["status", "rank", "id"], name="page_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.job}, {self.number}"

    @staticmethod
    def claimable_now() -> Q:
        """Waiting and due, or being read under a lease that ran out."""
        now = timezone.now()
        return Q(status=Page.Status.WAITING, run_after__lte=now) | Q(
            status=Page.Status.READING, lease_until__lt=now
        )

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def take(self, seconds: float) -> bool:
        """Claim the page for reading, for `seconds`."""
        return self.claim(self.claimable_now(), seconds, status=self.Status.READING)

    def finish(self, reading: Reading) -> None:
        """Show `reading` from now on; raises `LeaseLost`."""
        self.release(
            status=self.Status.READ, reading=reading, failures=0,
            error="", error_params={}, error_detail="",
        )  # fmt: skip

    def fail(self, code: str, detail: str = "") -> None:
        """Give the page up until a person retries it; raises `LeaseLost`."""
        self.release(
            status=self.Status.FAILED, error=code, error_detail=detail[:4000],
            failures=self.failures + 1,
        )  # fmt: skip

    def postpone(self, seconds: float, code: str, detail: str = "", *, failed: bool) -> None:
        """Let the page wait `seconds`; a busy domain does not count as a failure."""
        self.release(
            status=self.Status.WAITING, error=code, error_detail=detail[:4000],
            failures=self.failures + failed,
            run_after=timezone.now() + datetime.timedelta(seconds=seconds),
        )  # fmt: skip
