"""People. Staff of the organisation are all active users; `is_staff` only administrators."""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

_HANGUL = re.compile("[\uac00-\ud7a3]")


class User(AbstractUser):
    """A person who signs in, with what they chose last."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("Like the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Language(models.TextChoices):
        BROWSER = "", _("Like the browser")
        KOREAN = "ko", "한국어"
        ENGLISH = "en", "English"

    language = models.CharField(_("language"), max_length=5, blank=True, choices=Language)
    theme = models.CharField(_("appearance"), max_length=5, blank=True, choices=Theme)
    last_domain = models.ForeignKey(
        "ocr.Domain", verbose_name=_("last domain"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+", editable=False,
    )  # fmt: skip
    last_options = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """A Korean name runs family name first, without a blank; others as Django has them."""
        names = (self.last_name.strip(), self.first_name.strip())
        if all(names) and _HANGUL.search("".join(names)):
            return "".join(names)
        return super().get_full_name()

    def remember(self, domain: object, options: dict[str, object]) -> None:
        """Keep the last choice of the upload page for the next one."""
        self.last_domain, self.last_options = domain, options  # type: ignore[assignment]
        self.save(update_fields=["last_domain", "last_options"])
