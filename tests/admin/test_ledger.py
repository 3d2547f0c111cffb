"""The call ledger in the admin: readable, filtered, and closed to changes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from ocr.models import Call, ConnectionCheck, Membership, User
from tests.admin.pages import administrator, clova_domain, page, rows
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def call(code: str = "", *, completed: bool = True) -> Call:
    made = Call.objects.create(domain_name="Receipts")
    if completed:
        made.complete(http_status=200, code=code, received=10)
    return made


def test_calls_are_listed_with_their_outcome_in_words() -> None:
    client, _ = administrator()
    call()
    call("domain_busy")
    call(completed=False)
    call("read_timeout")
    text = page(client.get(reverse("admin:ocr_call_changelist")))
    assert "Worked" in text
    assert "as many pages at once as NAVER allows" in text
    assert "Perhaps paid: no answer is on record." in text
    assert "Perhaps paid: CLOVA did not answer in time." in text


def test_the_filter_keeps_what_was_perhaps_paid() -> None:
    client, _ = administrator()
    call()
    lost = call(completed=False)
    late = call("read_timeout")
    address = reverse("admin:ocr_call_changelist")
    shown = client.get(address, {"perhaps_paid": "1"}).context["cl"].result_list
    assert {one.pk for one in shown} == {lost.pk, late.pk}


def test_a_call_is_looked_at_and_never_changed() -> None:
    client, _ = administrator()
    made = call()
    address = reverse("admin:ocr_call_change", args=[made.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"code": "x"}).status_code == 403
    assert client.post(reverse("admin:ocr_call_delete", args=[made.pk])).status_code == 403
    assert client.get(reverse("admin:ocr_call_add")).status_code == 403
    assert Call.objects.get().code == ""


def test_past_connection_tests_are_listed() -> None:
    client, user = administrator()
    domain = clova_domain()
    check = ConnectionCheck.objects.create(
        domain=domain, by=user, status="DONE", code="dns_failed", detail="no such host"
    )
    text = page(client.get(reverse("admin:ocr_connectioncheck_changelist")))
    assert "Not connected. The address of CLOVA was not found" in text
    one = page(client.get(reverse("admin:ocr_connectioncheck_change", args=[check.pk])))
    assert "Check the Invoke URL" in one
    assert "no such host" in one


def test_a_person_is_made_and_given_a_domain() -> None:
    client, _ = administrator()
    password = "calm river 42"
    client.post(
        reverse("admin:ocr_user_add"),
        {"username": "kim", "password1": password, "password2": password,
         "usable_password": "true"},
    )  # fmt: skip
    person = User.objects.get(username="kim")
    domain = clova_domain()
    data = {
        "username": "kim", "language": "ko", "theme": "dark", "is_active": "on",
        **rows("memberships", 0, 1), "memberships-0-domain": str(domain.pk),
        "memberships-0-role": "reviewer", "memberships-0-user": str(person.pk),
    }  # fmt: skip
    client.post(reverse("admin:ocr_user_change", args=[person.pk]), data)
    person.refresh_from_db()
    assert (person.language, person.theme) == ("ko", "dark")
    assert Membership.objects.get().user == person


def test_a_group_is_given_a_domain() -> None:
    client, _ = administrator()
    domain = clova_domain()
    data = {
        "name": "Accounting", **rows("memberships", 0, 1),
        "memberships-0-domain": str(domain.pk), "memberships-0-role": "uploader",
    }  # fmt: skip
    client.post(reverse("admin:auth_group_add"), data)
    person = make_user()
    person.groups.add(Group.objects.get(name="Accounting"))
    assert Membership.objects.of(person).get().domain == domain
