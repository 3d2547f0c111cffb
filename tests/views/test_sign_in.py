from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def test_a_person_signs_in_and_reaches_home(client: Client) -> None:
    make_user("haneul")
    response = client.post(reverse("sign-in"), {"username": "haneul", "password": PASSWORD})
    assert response.status_code == 302
    assert response["Location"] == reverse("home")


def test_a_wrong_password_says_one_sentence_and_keeps_the_name(client: Client) -> None:
    make_user("haneul")
    response = client.post(reverse("sign-in"), {"username": "haneul", "password": "no"})
    page = response.content.decode()
    assert 'value="haneul"' in page
    assert page.count('role="alert"') == 1
    assert 'value="no"' not in page


def test_it_does_not_send_people_to_other_sites(client: Client) -> None:
    make_user("haneul")
    data = {"username": "haneul", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(reverse("sign-in"), data)["Location"] == reverse("home")


def test_after_too_many_wrong_passwords_it_says_how_long_to_wait(client: Client) -> None:
    make_user("haneul")
    for _ in range(9):
        response = client.post(
            reverse("sign-in"), {"username": "haneul", "password": "no"}, HTTP_ACCEPT_LANGUAGE="en"
        )
    assert response.status_code == 429
    assert "Try again in 15 minutes." in response.content.decode()


def test_a_lock_holds_even_with_the_right_password(client: Client) -> None:
    make_user("haneul")
    for _ in range(9):
        client.post(reverse("sign-in"), {"username": "haneul", "password": "no"})
    response = client.post(reverse("sign-in"), {"username": "haneul", "password": PASSWORD})
    assert response.status_code == 429


def test_a_script_that_signs_in_gets_json(client: Client) -> None:
    make_user("haneul")
    data = {"username": "haneul", "password": "no"}
    refused = client.post(reverse("sign-in"), data, headers=JSON)
    assert refused.status_code == 400
    assert refused.json()["sentence"]
    accepted = client.post(reverse("sign-in"), data | {"password": PASSWORD}, headers=JSON)
    assert accepted.status_code == 200
    assert accepted.json() == {}


def test_signing_out_needs_a_post(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert client.get(reverse("home")).status_code == 302
