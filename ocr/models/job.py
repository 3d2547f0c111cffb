"""Jobs (one uploaded file each) and batches (files sent together).

 RECEIVED --claim--> PREPARING --all pages made--> READING --> DONE
     |                   |                            |    +-> PARTLY_FAILED
     |                   +--> FAILED (refused)        |    +-> FAILED
     +----------------- cancel -----------------------+----> CANCELED

A job adds up its pages; `settle` writes the sum in the transaction that changes a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocr.models.domain import Domain, Membership
from ocr.models.lease import Leased

if TYPE_CHECKING:
    from ocr.models.user import User


class PageStatus(models.TextChoices):
    """The states of a page; they stand here because a job adds them up."""

    WAITING = "WAITING", _("waiting")
    READING = "READING", _("reading")
    READ = "READ", _("done")
    FAILED = "FAILED", _("failed")
    CANCELED = "CANCELED", _("cancelled")


class Batch(models.Model):
    """Files that somebody sent together. `token` is the form's: it is spent only once."""

    token = models.UUIDField(_("token"), unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True,
        on_delete=models.SET_NULL, related_name="batches",
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=255, blank=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name or f"{self.pk}"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """Own jobs, and all of domains where one reviews or manages; administrators all."""
        if user.is_superuser:
            return self
        seen = Membership.objects.of(user).seeing().values("domain")
        return self.filter(Q(by=user) | Q(domain__in=seen))

    def readable_by(self, user: User) -> JobQuerySet:
        """Jobs in domains the person may use now: whatever reads again may cost a call."""
        return self.filter(domain__in=Domain.objects.usable_by(user))

    def preparable(self) -> JobQuerySet:
        """Due for preparing, or left in the middle of it; the fairest first."""
        return self.filter(Job.claimable_now()).order_by("rank", "pk")

    def in_progress(self) -> JobQuerySet:
        return self.filter(status__in=Job.IN_PROGRESS)


class Job(Leased):
    """One uploaded file, and how far its reading has come."""

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", _("waiting")
        PREPARING = "PREPARING", _("preparing")
        READING = "READING", _("reading")
        DONE = "DONE", _("done")
        PARTLY_FAILED = "PARTLY_FAILED", _("partly failed")
        FAILED = "FAILED", _("failed")
        CANCELED = "CANCELED", _("cancelled")

    class Source(models.TextChoices):
        UPLOAD = "upload", _("upload")
        TERMINAL = "terminal", _("terminal")
        GATEWAY = "gateway", _("gateway")

    IN_PROGRESS = (Status.RECEIVED, Status.PREPARING, Status.READING)
    BROKEN = (Status.FAILED, Status.PARTLY_FAILED)

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), null=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    item = models.PositiveIntegerField(default=0, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True,
        on_delete=models.SET_NULL, related_name="jobs",
    )  # fmt: skip
    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), null=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.UPLOAD)
    name = models.CharField(_("name"), max_length=255)
    folder = models.CharField(max_length=80, editable=False)
    kind = models.CharField(max_length=8, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size, in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    options = models.JSONField(_("options"), default=dict)
    run = models.PositiveSmallIntegerField(default=1, editable=False)
    rank = models.PositiveIntegerField(default=0, editable=False)

    status = models.CharField(_("state"), max_length=13, choices=Status, default=Status.RECEIVED)
    error = models.CharField(max_length=40, blank=True, editable=False)
    error_params = models.JSONField(default=dict, editable=False)
    error_detail = models.TextField(blank=True, editable=False)
    pages_total = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    pages_failed = models.PositiveIntegerField(default=0, editable=False)
    doubtful = models.PositiveIntegerField(default=0, editable=False)
    first_line = models.CharField(max_length=200, blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "item"], name="job_once_a_batch_item")
        ]
        indexes = [
            models.Index(fields=["status", "rank", "id"], name="job_by_status"),
            models.Index(fields=["by", "-id"], name="job_by_person"),
            models.Index(fields=["domain", "-id"], name="job_by_domain"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def claimable_now() -> Q:
        """Received and due, or preparing under a lease that ran out."""
        now = timezone.now()
        return Q(status=Job.Status.RECEIVED, run_after__lte=now) | Q(
            status=Job.Status.PREPARING, lease_until__lt=now
        )

    @property
    def is_in_progress(self) -> bool:
        return self.status in self.IN_PROGRESS

    @property
    def can_retry(self) -> bool:
        """Whether failed pages, or a file that could not be prepared, may be tried again."""
        return not self.is_in_progress and (self.pages_failed > 0 or self.is_canceled)

    @property
    def is_canceled(self) -> bool:
        return self.status == self.Status.CANCELED

    @property
    def is_failed(self) -> bool:
        return self.status in self.BROKEN

    @property
    def pages_done(self) -> int:
        """Pages that are over, read or failed."""
        return self.pages_read + self.pages_failed

    @staticmethod
    def received_again() -> dict[str, object]:
        """The columns of a job whose file is to be prepared once more, as if it had just come."""
        return {
            "status": Job.Status.RECEIVED, "run_after": timezone.now(), "claims": 0, "failures": 0,
            "error": "", "error_params": {}, "error_detail": "", "finished": None,
        }  # fmt: skip

    def refuse(self, code: str, params: dict[str, object], detail: str = "") -> None:
        """End a job whose file cannot be prepared; raises `LeaseLost`."""
        self.release(
            status=self.Status.FAILED, error=code, error_params=params,
            error_detail=detail[:4000], finished=timezone.now(),
        )  # fmt: skip

    def lock(self) -> bool:
        """Hold the job's row until the transaction ends; false when the job was deleted.

        Whoever changes pages and their job locks the job first: `settle` then sees what
        others have written, and no two flows wait for each other (SQLite locks all).
        """
        return Job.objects.select_for_update(no_key=True).filter(pk=self.pk).exists()

    def settle(self) -> None:
        """Add up the pages; call it under `lock`, in the transaction that changed one of them."""
        shown = ("status", "reading__doubtful", "reading__first_line")
        pages = list(self.pages.order_by("number").values_list(*shown))
        statuses = [status for status, _doubtful, _line in pages]
        changes: dict[str, object] = {
            "pages_read": statuses.count(PageStatus.READ),
            "pages_failed": statuses.count(PageStatus.FAILED),
            "doubtful": sum(doubtful or 0 for _status, doubtful, _line in pages),
            "first_line": (pages[0][2] or "") if pages else "",
        }
        rows = Job.objects.filter(pk=self.pk)
        if not {PageStatus.WAITING, PageStatus.READING} & set(statuses):
            over = {"status": _ended(statuses), "finished": timezone.now()}
            if rows.filter(status=Job.Status.READING).update(**changes, **over):
                return
        rows.update(**changes)


def _ended(statuses: Sequence[str]) -> str:
    """The state of a job by the states of its pages, none of which is open."""
    ended = set(statuses)
    if ended <= {PageStatus.READ}:
        return Job.Status.DONE
    if not ended <= {PageStatus.READ, PageStatus.FAILED}:
        return Job.Status.CANCELED
    return Job.Status.PARTLY_FAILED if PageStatus.READ in ended else Job.Status.FAILED
