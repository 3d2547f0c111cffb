"""CLOVA answered, but could not read the image (contract section 4.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import Trouble, passing

TROUBLES = {
    "template_not_matched": Trouble(
        meaning=_("No template of the domain fits this page."),
        advice=_("Read the page with a General domain, or choose another template."),
        remedy=_("Add a template for this form in NAVER's template builder and deploy it."),
        action="general",
    ),
    "resolution_exceeded": Trouble(
        meaning=_("CLOVA reads images whose sides are between 10 and 8,000 pixels."),
        advice=_("Upload the file again with a lower resolution."),
        action="upload",
    ),
    "recognition_failed": Trouble(
        meaning=_("CLOVA could not recognise this page."),
        advice=_("Turn the page upright, or cut away the background and upload it again."),
        action="turn",
    ),
    "image_missing": passing(_("CLOVA's answer has no result for this page.")),
    "image_error": passing(_("CLOVA could not process this page.")),
}
