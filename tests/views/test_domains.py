from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Secret
from tests.builders import make_domain, make_user

pytestmark = pytest.mark.django_db

HASH = "f" * 64
URL = f"https://abc.apigw.ntruss.com/custom/v1/1/{HASH}/general"


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    domain = make_domain()
    for address in (reverse("domains"), reverse("domain", args=[domain.pk])):
        assert client.get(address)["Location"].startswith(reverse("sign-in"))


def test_a_person_sees_only_their_own_domains(client: Client) -> None:
    user = make_user()
    mine, foreign = make_domain("my room", user), make_domain("foreign room")
    client.force_login(user)
    page = client.get(reverse("domains")).content.decode()
    assert "my room" in page
    assert "foreign room" not in page
    assert client.get(reverse("domain", args=[mine.pk])).status_code == 200
    assert client.get(reverse("domain", args=[foreign.pk])).status_code == 404


def test_staff_see_no_address_and_no_key(client: Client) -> None:
    user = make_user()
    domain = make_domain("clova", user, engine="clova", invoke_url=URL)
    Secret.enter(domain, "top-secret-key-4242")
    client.force_login(user)
    page = client.get(reverse("domain", args=[domain.pk])).content.decode()
    assert "Invoke URL" not in page
    assert "4242" not in page


def test_an_administrator_sees_the_address_masked_and_four_letters_of_the_key(
    client: Client,
) -> None:
    domain = make_domain("clova", engine="clova", invoke_url=URL)
    Secret.enter(domain, "top-secret-key-4242")
    client.force_login(make_user(superuser=True))
    page = client.get(reverse("domain", args=[domain.pk])).content.decode()
    assert "abc.apigw.ntruss.com" in page
    assert HASH not in page
    assert "…4242" in page
    assert "top-secret" not in page


def test_a_domain_without_a_key_says_so_in_the_list(client: Client) -> None:
    make_domain("clova", engine="clova", invoke_url=URL)
    client.force_login(make_user(superuser=True))
    page = client.get(reverse("domains"), headers={"Accept-Language": "en"}).content.decode()
    assert "No Secret Key" in page


def test_a_row_costs_no_query(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        domain = make_domain(f"clova {number}", engine="clova", invoke_url=URL)
        Secret.enter(domain, "top-secret-key-4242")
    client.force_login(make_user(superuser=True))
    with django_assert_max_num_queries(5):
        client.get(reverse("domains"))
