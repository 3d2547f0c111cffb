"""Refusals of CLOVA OCR and of API Gateway before it (contract sections 4.1 and 4.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ocr.trouble.model import RETRY, Trouble, for_administrator, passing

_OCR = {
    "url_invalid": for_administrator(
        _("CLOVA does not know the Invoke URL of this domain."),
        _("Copy the Invoke URL from NAVER's console again and enter it in the domain."),
    ),
    "secret_refused": for_administrator(
        _("CLOVA refused the Secret Key of this domain."),
        _("Copy the Secret Key from NAVER's console and enter it in the domain."),
    ),
    "request_invalid": for_administrator(
        _("CLOVA did not accept the form of the request."),
        _("Set the domain to API version V2 and sending as a file, then test the connection."),
    ),
    "version_unsupported": for_administrator(
        _("CLOVA does not support the API version that is set for this domain."),
        _("Set the API version of the domain to V2."),
    ),
    "domain_kind_mismatch": for_administrator(
        _("The kind of this domain is not the kind that it has in NAVER's console."),
        _("Set the kind to what NAVER's console shows, and enter the Invoke URL that fits it."),
    ),
    "quota_exhausted": for_administrator(
        _("The calls of this domain's plan are used up."),
        _("Raise the plan or the limit in NAVER's console, or wait for the next month."),
    ),
    "domain_busy": Trouble(
        meaning=_("The domain is reading as many pages at once as NAVER allows."),
        advice=RETRY,
        remedy=_("Lower the simultaneous calls of the domain if this happens often."),
        retry_helps=True,
        action="retry",
    ),
    "tables_disabled": for_administrator(
        _("Table extraction is switched off for this domain in NAVER's console."),
        _("Switch table extraction on in NAVER's console, or off in the domain here."),
    ),
    "clova_trouble": passing(_("CLOVA reported trouble of its own.")),
    "template_not_deployed": for_administrator(
        _("No template of this domain is deployed to service."),
        _("Deploy the template to service in NAVER's template builder."),
    ),
    "service_blocked": for_administrator(
        _("NAVER has blocked this service."),
        _("Look for unpaid bills or a notice in NAVER's console."),
    ),
    "unknown_error": passing(_("CLOVA answered with an error that is not described anywhere.")),
}

_GATEWAY = {
    "gateway_bad_request": for_administrator(
        _("NAVER API Gateway did not accept the request."),
        _("Compare the Invoke URL with the one in NAVER's console."),
    ),
    "gateway_auth_failed": for_administrator(
        _("NAVER API Gateway did not accept the credentials."),
        _("Check in NAVER's console that the gateway asks for no key of its own."),
    ),
    "gateway_permission_denied": for_administrator(
        _("NAVER API Gateway does not allow this call."),
        _("Check the subscription to API Gateway in NAVER's console."),
    ),
    "gateway_not_found": for_administrator(
        _("NAVER API Gateway does not know the Invoke URL of this domain."),
        _("Check in NAVER's console that the domain is linked to API Gateway."),
    ),
    "gateway_quota_exceeded": for_administrator(
        _("The calls that NAVER API Gateway allows are used up."),
        _("Raise the limit of API Gateway in NAVER's console."),
    ),
    "gateway_throttled": Trouble(
        meaning=_("NAVER API Gateway received too many calls at once."),
        advice=RETRY,
        remedy=_("Lower the simultaneous calls of the domain if this happens often."),
        retry_helps=True,
        action="retry",
    ),
    "gateway_too_large": Trouble(
        meaning=_("The image is larger than NAVER API Gateway lets through."),
        advice=_("Upload a smaller image, or one with a lower resolution."),
        action="upload",
    ),
    "gateway_endpoint_error": passing(_("NAVER API Gateway could not reach CLOVA.")),
    "gateway_timeout": passing(_("CLOVA did not answer NAVER API Gateway in time.")),
    "gateway_error": passing(_("NAVER API Gateway reported trouble of its own.")),
}

TROUBLES = {**_OCR, **_GATEWAY}
