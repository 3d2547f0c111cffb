"""Domains: where pages are read, who may use them, and the templates CLOVA knows there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ocr.models.secret import Secret
    from ocr.models.user import User

MEBIBYTE = 1024 * 1024
_HASH = re.compile(r"[0-9a-fA-F]{16,}")


def mask_hash(url: str) -> str:
    """The Invoke URL with its hash hidden: the hash is half of the credential."""
    return _HASH.sub("••••", url)


class InvokeURLField(models.CharField[str, str]):
    """An Invoke URL whose hash leaves the database by no dump."""

    def value_to_string(self, obj: models.Model) -> str:
        return mask_hash(self.value_from_object(obj))


class DomainQuerySet(models.QuerySet["Domain"]):
    def active(self) -> DomainQuerySet:
        return self.filter(active=True)

    def usable_by(self, user: User) -> DomainQuerySet:
        """Active domains that the person may upload to."""
        if user.is_superuser:
            return self.active()
        mine = Membership.objects.of(user).values("domain")
        return self.active().filter(pk__in=mine)

    def visible_to(self, user: User) -> DomainQuerySet:
        """Domains the person may know of: an administrator all, others their own."""
        if user.is_superuser:
            return self
        return self.filter(pk__in=Membership.objects.of(user).values("domain"))


class Domain(models.Model):
    """One OCR domain: CLOVA's, or one on the embedded engine."""

    class Kind(models.TextChoices):
        GENERAL = "GENERAL", "General"
        TEMPLATE = "TEMPLATE", "Template"

    class Engine(models.TextChoices):
        CLOVA = "clova", "CLOVA"
        EMBEDDED = "embedded", _("embedded engine")

    class Version(models.TextChoices):
        V1 = "V1"
        V2 = "V2"

    class Body(models.TextChoices):
        MULTIPART = "multipart", _("as a file (multipart)")
        JSON = "json", _("as JSON (base64)")

    class Language(models.TextChoices):
        KOREAN = "ko", _("Korean")
        JAPANESE = "ja", _("Japanese")
        CHINESE = "zh-TW", _("Chinese (Traditional)")

    name = models.CharField(_("name"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.GENERAL)
    engine = models.CharField(_("engine"), max_length=8, choices=Engine, default=Engine.CLOVA)
    invoke_url = InvokeURLField("Invoke URL", max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    version = models.CharField(_("API version"), max_length=2, choices=Version, default=Version.V2)
    tables = models.BooleanField(
        _("table extraction"), default=False,
        help_text=_("Also switch it on for the domain in NAVER's console; it costs extra there."),
    )  # fmt: skip
    body = models.CharField(
        _("how images are sent"), max_length=9, choices=Body, default=Body.MULTIPART
    )
    max_bytes = models.PositiveIntegerField(
        _("largest file, in bytes"), default=50 * MEBIBYTE,
        validators=[MinValueValidator(1024), MaxValueValidator(500 * MEBIBYTE)],
    )  # fmt: skip
    slots = models.PositiveSmallIntegerField(
        _("simultaneous calls"), default=4, help_text=_("NAVER allows about 5 per domain."),
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )  # fmt: skip
    connect_timeout = models.PositiveSmallIntegerField(
        _("connect time-out, in seconds"), default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )  # fmt: skip
    read_timeout = models.PositiveSmallIntegerField(
        _("read time-out, in seconds"), default=40,
        validators=[MinValueValidator(2), MaxValueValidator(300)],
    )  # fmt: skip
    active = models.BooleanField(_("active"), default=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = DomainQuerySet.as_manager()

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_invoke_url(self) -> str:
        return mask_hash(self.invoke_url)

    @property
    def is_template(self) -> bool:
        return self.kind == self.Kind.TEMPLATE

    @property
    def is_embedded(self) -> bool:
        return self.engine == self.Engine.EMBEDDED

    def active_secrets(self) -> models.QuerySet[Secret]:
        """Active secrets, the newest first: the order in which they are tried."""
        return self.secrets.filter(state="ACTIVE").order_by("-created", "-pk")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, user: User) -> MembershipQuerySet:
        """Memberships the person holds, alone or through a group."""
        return self.filter(Q(user=user) | Q(group__in=user.groups.all()))

    def seeing(self) -> MembershipQuerySet:
        """Those whose holders see everybody's jobs of the domain."""
        return self.filter(role__in=[Membership.Role.REVIEWER, Membership.Role.MANAGER])


class Membership(models.Model):
    """Who may use a domain, and whether they see the jobs of others there."""

    class Role(models.TextChoices):
        UPLOADER = "uploader", _("uploads, sees own jobs")
        REVIEWER = "reviewer", _("sees all jobs of the domain")
        MANAGER = "manager", _("manages the domain")

    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        "ocr.User", verbose_name=_("user"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="memberships",
    )  # fmt: skip
    group = models.ForeignKey(
        Group, verbose_name=_("group"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="memberships",
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.UPLOADER)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_user_or_group",
                condition=Q(user__isnull=False, group__isnull=True)
                | Q(user__isnull=True, group__isnull=False),
                violation_error_message=_("Choose a user or a group, not both."),
            ),
            models.UniqueConstraint(fields=["domain", "user"], name="membership_once_a_user"),
            models.UniqueConstraint(fields=["domain", "group"], name="membership_once_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.group}: {self.domain}"


class Template(models.Model):
    """A template that CLOVA knows under a Template domain, by CLOVA's own id."""

    domain = models.ForeignKey(
        Domain, verbose_name=_("domain"), on_delete=models.CASCADE, related_name="templates",
        limit_choices_to={"kind": Domain.Kind.TEMPLATE},
    )  # fmt: skip
    clova_id = models.PositiveBigIntegerField(_("template id"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "clova_id"], name="template_once_a_domain")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.clova_id})"


def language_names(codes: list[str]) -> list[Any]:
    """The names of CLOVA's language codes, in the reader's language."""
    names = dict(Domain.Language.choices)
    return [names.get(code, code) for code in codes]
