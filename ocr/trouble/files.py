"""Why a file or one of its pages was not taken. Words are those of design, numbers by name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import ASK_ABOUT_SERVER, Trouble

IN_BYTES = frozenset({"file_too_large"})

_SAVE_AGAIN = _("Open the file on your device, save it again and upload it.")

TROUBLES = {
    "file_empty": Trouble(
        meaning=_("The file is empty."),
        advice=_("Check the file on your device and upload it again."),
        action="upload",
    ),
    "file_too_large": Trouble(
        meaning=_("The file is larger than %(max)s MB."),
        advice=_("Upload a smaller file, or split it."),
        action="upload",
    ),
    "file_unsupported": Trouble(
        meaning=_("This kind of file cannot be read."),
        advice=_("Upload an image (JPEG, PNG, TIFF, WebP, HEIC, GIF, BMP) or a PDF."),
        action="upload",
    ),
    "file_is_hangul_or_word": Trouble(
        meaning=_("Hangul and Word files cannot be read directly."),
        advice=_("Save Hangul and Word files as PDF, then upload the PDF."),
        action="upload",
    ),
    "file_is_zip": Trouble(
        meaning=_("Compressed files cannot be read directly."),
        advice=_("Unpack the file, then upload what is in it."),
        action="upload",
    ),
    "image_unreadable": Trouble(
        meaning=_("The image is damaged or incomplete."), advice=_SAVE_AGAIN, action="upload"
    ),
    "image_too_small": Trouble(
        meaning=_("The image is too small: each side needs at least %(min)s pixels."),
        advice=_("Upload a larger image."),
        action="upload",
    ),
    "image_too_many_pixels": Trouble(
        meaning=_("The image has %(width)s × %(height)s pixels, more than can be processed."),
        advice=_("Make the image smaller and upload it again."),
        action="upload",
    ),
    "pdf_unreadable": Trouble(
        meaning=_("The PDF is damaged or incomplete."), advice=_SAVE_AGAIN, action="upload"
    ),
    "pdf_locked": Trouble(
        meaning=_("The PDF is locked with a password."),
        advice=_("Enter the password, or upload the PDF without a password."),
        action="password",
    ),
    "pdf_password_wrong": Trouble(
        meaning=_("The password does not open the PDF."),
        advice=_("Check the password. Statements often use a birth date or a business number."),
        action="password",
    ),
    "pdf_without_pages": Trouble(
        meaning=_("The PDF has no pages."), advice=_SAVE_AGAIN, action="upload"
    ),
    "too_many_pages": Trouble(
        meaning=_("The file has more than %(max)s pages."),
        advice=_("Split the file and upload the parts."),
        action="upload",
    ),
    "prepare_timeout": Trouble(
        meaning=_("Preparing the file took too long."),
        advice=_("Try again, or split the file and upload the parts."),
        retry_helps=True,
        action="retry",
    ),
    "prepare_out_of_memory": Trouble(
        meaning=_("Preparing the file needs more memory than is allowed."),
        advice=_("Make the images smaller, or split the file, and upload it again."),
        action="upload",
    ),
    "page_unreadable": Trouble(
        meaning=_("This page of the file is damaged."), advice=_SAVE_AGAIN, action="upload"
    ),
    "file_lost": Trouble(
        meaning=_("The file is no longer on the server."),
        advice=_("Upload the file again."),
        remedy=_("Check the data folder and its backup."),
        action="upload",
    ),
    "intake_unavailable": Trouble(
        meaning=_("The server could not look at the file just now."),
        advice=_("Try again in a moment. If it stays like this, ask an administrator."),
        remedy=ASK_ABOUT_SERVER,
        retry_helps=True,
        action="retry",
    ),
}
