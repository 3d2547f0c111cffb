"""Troubles of this site itself: engines, keys, domains, workers; and the unknown one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import Trouble, for_administrator, passing

UNKNOWN = Trouble(
    meaning=_("An unexpected error occurred."),
    advice=_("Try again. If it stays like this, show the details to an administrator."),
    retry_helps=True,
    action="retry",
)

TROUBLES = {
    "engine_unavailable": Trouble(
        meaning=_("The embedded engine is not installed completely."),
        advice=_("Choose another domain, or ask an administrator."),
        remedy=_("Run the set-up again on the server; it fetches what the engine needs."),
        action="admin",
    ),
    "engine_failed": passing(
        _("The embedded engine stopped at this page."),
        _("Look at the details and at the log of the worker."),
    ),
    "no_secret": for_administrator(
        _("The domain has no active Secret Key."),
        _("Enter the Secret Key in the domain."),
    ),
    "secret_unreadable": for_administrator(
        _("The stored Secret Key cannot be opened."),
        _("Restore the sealing keys from the backup, or enter the Secret Key again."),
    ),
    "domain_inactive": for_administrator(
        _("The domain is switched off."), _("Activate the domain.")
    ),
    "domain_missing": Trouble(
        meaning=_("The domain of this job was deleted."),
        advice=_("Read the job again with another domain."),
    ),
    "worker_died": passing(
        _("The work on this page ended unexpectedly."),
        _("Look at the log of the worker; the memory may be too small."),
    ),
}
