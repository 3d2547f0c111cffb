"""Django's view of the app."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _


class OcrConfig(AppConfig):
    name = "ocr"
    verbose_name = _("OCR")

    def ready(self) -> None:
        # The tasks hang themselves on the bell that jobs ring; the web process
        # rings it too, so both load them.
        from ocr import checks, tasks  # noqa: F401


class AdminConfig(DjangoAdminConfig):
    default_site = "ocr.admin.site.OcrsiteAdmin"

    def ready(self) -> None:
        super().ready()
        # Importing it registers the site's own admins, after those of other apps.
        from ocr.admin import registry  # noqa: F401
