"""Why a pasted text is no Invoke URL; the sentences stand beside the field."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import ASK_ADMINISTRATOR, Trouble


def _refused(meaning: Promise, advice: Promise) -> Trouble:
    return Trouble(meaning=meaning, advice=ASK_ADMINISTRATOR, remedy=advice, action="admin")


TROUBLES = {
    "url_not_https": _refused(
        _("The Invoke URL must start with https://."),
        _("Copy the Invoke URL of API Gateway, not the one that starts with http://."),
    ),
    "url_host_unknown": _refused(
        _("The address does not belong to NAVER's API Gateway."),
        _("Copy the Invoke URL of API Gateway. Other hosts can be allowed in the settings."),
    ),
    "url_not_loopback": _refused(
        _("An address with http:// must lead to this machine itself."),
        _("Use https://, or a host that stands for this machine."),
    ),
    "url_shape": _refused(
        _("This is not the form of an Invoke URL."),
        _("It looks like https://….apigw.ntruss.com/custom/v1/number/64 characters/general."),
    ),
    "url_tail_general": _refused(
        _("The Invoke URL of a General domain ends in /general."),
        _("Choose the kind Template if this is the URL of a Template domain."),
    ),
    "url_tail_template": _refused(
        _("The Invoke URL of a Template domain ends in /infer."),
        _("Choose the kind General if this is the URL of a General domain."),
    ),
    "url_tail_document": _refused(
        _("This is the Invoke URL of one of CLOVA's specialised models, which are not supported."),
        _("Use a General or a Template domain."),
    ),
}
