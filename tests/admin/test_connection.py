"""Testing connections from the admin: asked first, carried out by the worker, explained."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from ocr.jobs import checks
from ocr.models import Call, ConnectionCheck, Domain
from tests.admin.pages import administrator, clova_domain, page
from tests.builders import make_clova_domain
from tests.fakes import steps

pytestmark = pytest.mark.django_db


def ask_for(*domains: Domain) -> tuple[Any, Any]:
    """Choose the action, confirm it, and return the browser and the page of outcomes."""
    client, _ = administrator()
    data = {
        "action": "test_connection", "_selected_action": [str(one.pk) for one in domains],
    }  # fmt: skip
    asked = client.post(reverse("admin:ocr_domain_changelist"), data, follow=True)
    assert "NAVER may count and bill" in page(asked)
    assert not ConnectionCheck.objects.exists()
    address = asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"]
    return client, client.post(address, follow=True)


def again(client: Any, shown: Any) -> Any:
    address = shown.request["PATH_INFO"] + "?" + shown.request["QUERY_STRING"]
    return client.get(address, headers={"hx-request": "true"})


@pytest.fixture
def allowed(fake_clova: Any, settings: Any) -> Any:
    settings.CLOVA_ALLOWED_HOSTS = [fake_clova.host]
    return fake_clova


def test_a_good_connection_is_said_to_be_one(allowed: Any) -> None:
    domain = make_clova_domain(allowed)
    client, shown = ask_for(domain)
    assert "Testing the connection" in page(shown)
    waiting = again(client, shown)
    assert (waiting.status_code, "<html" in page(waiting)) == (200, False)
    assert checks.run_next()
    done = again(client, shown)
    assert done.status_code == 286
    assert "Connected" in page(done)
    assert Call.objects.get().purpose == Call.Purpose.CHECK
    assert len(allowed.calls) == 1


def test_a_refused_key_is_explained_with_the_remedy(allowed: Any) -> None:
    domain = make_clova_domain(allowed)
    allowed.script([steps.ocr_error("0002")])
    client, shown = ask_for(domain)
    checks.run_next()
    text = page(again(client, shown))
    assert "CLOVA refused the Secret Key of this domain." in text
    assert "Copy the Secret Key from NAVER" in text
    assert "secret_refused" in text
    assert allowed.secret not in text
    edit = page(client.get(reverse("admin:ocr_domain_change", args=[domain.pk])))
    assert "CLOVA refused the Secret Key of this domain." in edit


def test_a_template_that_does_not_match_counts_as_connected(allowed: Any) -> None:
    domain = make_clova_domain(allowed, kind="TEMPLATE")
    allowed.script([steps.not_matched()])
    client, shown = ask_for(domain)
    checks.run_next()
    assert "Connected" in page(again(client, shown))


def test_a_domain_without_a_key_is_told_apart() -> None:
    client, shown = ask_for(clova_domain(key=""))
    checks.run_next()
    assert "The domain has no active Secret Key." in page(again(client, shown))


def test_several_domains_are_tested_at_once() -> None:
    _, shown = ask_for(clova_domain("A", key=""), clova_domain("B", key=""))
    assert ConnectionCheck.objects.count() == 2
    assert page(shown).count("Testing the connection") == 2


def test_looking_at_the_question_asks_for_nothing() -> None:
    client, _ = administrator()
    domain = clova_domain()
    address = reverse("admin:ocr_domain_test")
    assert client.get(f"{address}?domain={domain.pk}").status_code == 200
    assert client.get(f"{address}?domain=x&domain=-1").status_code == 302
    assert not ConnectionCheck.objects.exists()


def test_outcomes_of_no_test_are_an_empty_page() -> None:
    client, _ = administrator()
    response = client.get(reverse("admin:ocr_domain_checks"), {"check": "123"})
    assert "There is no test to show." in page(response)
