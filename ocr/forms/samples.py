"""The samples that a person may try: our own drawings under `static/img/samples`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SAMPLES = {
    "receipt": _("Receipt"),
    "application": _("Application form"),
    "table": _("Page with a table"),
}
