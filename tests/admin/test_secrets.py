"""No Secret Key and no hash leaves: pages, messages, history, dumps, logs, tracebacks."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.views.debug import ExceptionReporter

from ocr.forms.domains import DomainForm
from ocr.models import Domain, Secret
from tests.admin.pages import (
    HASH,
    KEY,
    OTHER_HASH,
    URL,
    administrator,
    change,
    clova_domain,
    filled_in,
    page,
    rows,
)

pytestmark = pytest.mark.django_db


def is_silent(text: str) -> bool:
    return all(secret not in text for secret in (KEY, KEY[:12], HASH, OTHER_HASH))


def test_a_page_with_an_error_elsewhere_asks_for_the_key_again() -> None:
    client, _ = administrator()
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(name=""))
    text = page(response)
    assert is_silent(text)
    assert "Enter the Secret Key again" in text
    assert "Paste the Invoke URL again" in text


def test_an_error_in_the_rows_below_asks_for_the_key_again() -> None:
    client, _ = administrator()
    wrong = {**rows("memberships", 0, 1), "memberships-0-role": "uploader",
             "memberships-0-user": "999999"}  # fmt: skip
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(**wrong))
    text = page(response)
    assert response.status_code == 200
    assert is_silent(text)
    assert "Enter the Secret Key again" in text
    assert not Domain.objects.exists()


def test_a_key_in_the_wrong_field_is_not_written_back() -> None:
    client, _ = administrator()
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(invoke_url=KEY))
    assert is_silent(page(response))


def test_no_page_history_or_message_holds_a_key() -> None:
    client, _ = administrator()
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(), follow=True)
    domain = Domain.objects.get()
    texts = [page(response), page(change(client, domain, secret_key=KEY + "x"))]
    for name in ("change", "history", "delete"):
        texts.append(page(client.get(reverse(f"admin:ocr_domain_{name}", args=[domain.pk]))))
    texts.append(page(client.get(reverse("admin:ocr_domain_changelist"))))
    texts += [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    assert all(is_silent(text) for text in texts)


def test_no_repr_and_no_dump_holds_a_key() -> None:
    domain = clova_domain()
    secret = domain.secrets.get()
    dump = io.StringIO()
    call_command("dumpdata", "ocr", stdout=dump)
    sealed = bytes(secret.sealed).decode()
    for text in (repr(domain), str(domain), repr(secret), str(secret), dump.getvalue()):
        assert is_silent(text)
        assert sealed not in text
    assert "Receipts" in dump.getvalue()


@pytest.mark.parametrize("debug", [False, True])
def test_a_traceback_holds_neither_key_nor_hash(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    settings.SEALING_KEYS = ["no key at all, so sealing fails"]
    client, _ = administrator()
    client.raise_request_exception = False
    response: Any = client.post(reverse("admin:ocr_domain_add"), filled_in())
    assert response.status_code == 500
    reporter = ExceptionReporter(response.wsgi_request, *response.exc_info)
    report = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "Fernet key must be" in report
    assert is_silent(report)
    assert "no key at all" not in report


@pytest.mark.parametrize("debug", [False, True])
def test_the_form_marks_what_must_not_be_reported(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    client, _ = administrator()
    response: Any = client.post(reverse("admin:ocr_domain_add"), filled_in(name=""))
    reporter = ExceptionReporter(response.wsgi_request, None, None, None)
    assert is_silent(str(reporter.filter.get_post_parameters(response.wsgi_request)))


def test_nothing_is_logged_when_a_key_is_saved(caplog: pytest.LogCaptureFixture) -> None:
    client, _ = administrator()
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("admin:ocr_domain_add"), filled_in())
    assert Secret.objects.exists()
    assert is_silent(caplog.text)


def test_a_bound_form_does_not_show_what_it_was_given() -> None:
    form = DomainForm(filled_in(name=""))
    assert not form.is_valid()
    assert is_silent(str(form) + repr(form) + str(form.errors))


def test_a_stored_key_cannot_be_searched_for() -> None:
    clova_domain()
    client, _ = administrator()
    response = client.get(reverse("admin:ocr_domain_changelist"), {"secrets__sealed": "x"})
    assert response.status_code in (302, 400)
    assert Client().get(URL.replace("https://", "/")).status_code == 404
