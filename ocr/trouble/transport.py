"""No whole answer came from CLOVA: names, connections, time-outs, odd answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import for_administrator, passing

_CHECK_NETWORK = _("Check that the server may reach NAVER's addresses over https.")
_CHECK_URL = _("Compare the Invoke URL with the one in NAVER's console.")

TROUBLES = {
    "dns_failed": passing(
        _("The address of CLOVA was not found in the network."),
        _("Check the Invoke URL and the server's name service."),
    ),
    "connect_failed": passing(_("CLOVA could not be reached."), _CHECK_NETWORK),
    "tls_failed": for_administrator(
        _("The encrypted connection to CLOVA could not be trusted."),
        _("Check the server's clock and whether a proxy replaces certificates."),
    ),
    "connect_timeout": passing(_("CLOVA could not be reached in time."), _CHECK_NETWORK),
    "read_timeout": passing(
        _("CLOVA did not answer in time."),
        _("Raise the read time-out of the domain if this happens often."),
    ),
    "connection_broken": passing(
        _("The connection to CLOVA broke off before the answer was complete."), _CHECK_NETWORK
    ),
    "redirected": for_administrator(
        _("The Invoke URL leads to another address, which is not followed."), _CHECK_URL
    ),
    "answer_too_large": for_administrator(
        _("CLOVA's answer is larger than is accepted."), _CHECK_URL
    ),
    "answer_not_json": passing(
        _("What came back is not an answer of CLOVA."),
        _("Check the Invoke URL, and whether a proxy answers in CLOVA's place."),
    ),
    "answer_not_understood": passing(
        _("CLOVA's answer has no result in it."),
        _("Test the connection. If it stays like this, contact NAVER's support."),
    ),
}
