from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_the_chosen_language_is_remembered_for_the_person(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    client.post(reverse("preferences"), {"language": "en", "next": reverse("account")})
    page = client.get(reverse("account"), headers={"Accept-Language": "ko"}).content.decode()
    assert '<html lang="en"' in page


def test_changing_the_language_leaves_the_appearance_alone(client: Client) -> None:
    user = make_user()
    user.theme = "dark"
    user.save()
    client.force_login(user)
    client.post(reverse("preferences"), {"language": "ko"})
    user.refresh_from_db()
    assert (user.language, user.theme) == ("ko", "dark")


def test_the_appearance_stands_on_the_page(client: Client) -> None:
    client.force_login(make_user())
    client.post(reverse("preferences"), {"theme": "dark"})
    assert 'data-theme="dark"' in client.get(reverse("account")).content.decode()


def test_nobody_may_choose_a_language_before_signing_in(client: Client) -> None:
    response = client.post(reverse("preferences"), {"language": "en", "next": reverse("sign-in")})
    assert response["Location"] == reverse("sign-in")
    assert '<html lang="en"' in client.get(reverse("sign-in")).content.decode()


def test_an_unknown_language_or_a_foreign_address_changes_nothing(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    data = {"language": "xx", "next": "//elsewhere.example/"}
    assert client.post(reverse("preferences"), data)["Location"] == reverse("home")
    user.refresh_from_db()
    assert user.language == ""


def test_a_new_password_keeps_the_person_signed_in(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    new = "maple syrup 42"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password"), data)["Location"] == reverse("account")
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(reverse("account")).status_code == 200


def test_a_wrong_current_password_changes_nothing(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    data = {
        "old_password": "no",
        "new_password1": "maple syrup 42",
        "new_password2": "maple syrup 42",
    }
    assert client.post(reverse("password"), data).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
