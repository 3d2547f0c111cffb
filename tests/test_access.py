"""Every address of the site, asked for by everybody: who may open it, who does not find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from ocr.models import Domain, Job, Membership, User
from tests.builders import join, make_batch, make_domain, make_job, make_user

pytestmark = pytest.mark.django_db

OPEN = {"sign-in", "sign-out", "preferences"}
FOR_ALL = {
    "home",
    "help",
    "account",
    "password",
    "upload",
    "sample",
    "jobs",
    "jobs-chosen",
    "domains",
}
POSTS = {"sign-out", "preferences", "sample", "jobs-chosen"}
ACTIONS = ("cancel", "retry", "read-again", "rename", "delete", "job-password")


@dataclass(frozen=True)
class Door:
    """One address, and how it is knocked at."""

    name: str
    address: str

    def knock(self, client: Client) -> int:
        """The status of the answer."""
        posted = self.name in POSTS or self.name.endswith(ACTIONS)
        response = (client.post if posted else client.get)(self.address)
        if response.streaming:
            b"".join(response)
        status: int = response.status_code
        return status


@pytest.fixture
def owner() -> User:
    return make_user("owner")


@pytest.fixture
def domain(owner: User) -> Domain:
    return make_domain("reading room", owner)


@pytest.fixture
def doors(owner: User, domain: Domain) -> list[Door]:
    """All addresses of `ocr.urls`, leading to things of the owner; what deletes comes last."""
    batch = make_batch(owner)
    job = make_job(owner, domain, batch=batch)
    texts = {"kind": "txt", "format": "txt", "action": "txt", "number": "1"}
    found = []
    for pattern in _patterns():
        number = {"batch": batch.pk, "domain": domain.pk}.get(pattern.name.split("-")[0], job.pk)
        address = "/" + pattern.pattern.describe().partition("'")[2].partition("'")[0]
        for name, value in (texts | {"pk": str(number)}).items():
            address = address.replace(f"<int:{name}>", value).replace(f"<str:{name}>", value)
        found.append(Door(pattern.name, address))
    return sorted(found, key=lambda door: door.name == "job-delete")


def _patterns() -> list[Any]:
    included: Any = next(one for one in get_resolver().url_patterns if not str(one.pattern))
    return list(included.url_patterns)


def private(doors: list[Door]) -> list[Door]:
    return [door for door in doors if door.name not in OPEN | FOR_ALL]


def test_every_address_is_known_here(doors: list[Door]) -> None:
    assert {"job", "job-part", "batch-download", "page-image"} <= {
        door.name for door in private(doors)
    }
    assert not any("<" in door.address for door in doors)


def test_nobody_gets_further_than_the_sign_in_page(client: Client, doors: list[Door]) -> None:
    for door in doors:
        if door.name in OPEN:
            continue
        status = door.knock(client)
        # The live part of a job answers a lost session by a request to load the page anew.
        assert status == (204 if door.name == "job-part" else 302), door
    assert Job.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "colleague"])
def test_what_is_not_theirs_is_not_found(
    client: Client, doors: list[Door], domain: Domain, who: str
) -> None:
    person = make_user(who)
    if who == "colleague":
        join(domain, person)
    client.force_login(person)
    theirs = {"domain"} if who == "colleague" else set()
    for door in private(doors):
        assert door.knock(client) == (200 if door.name in theirs else 404), door
    assert Job.objects.exists()


@pytest.mark.parametrize("who", ["owner", "reviewer", "admin"])
def test_who_may_see_a_job_finds_every_door(
    client: Client, doors: list[Door], domain: Domain, who: str
) -> None:
    people = {"owner": User.objects.get(username="owner")}
    person = people.get(who) or make_user(who, superuser=who == "admin")
    if who == "reviewer":
        join(domain, person, Membership.Role.REVIEWER)
    client.force_login(person)
    for door in private(doors):
        assert door.knock(client) in (200, 286, 302, 422), door
    assert not Job.objects.exists()


def test_every_form_needs_its_token(doors: list[Door], owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    for door in doors:
        assert client.post(door.address).status_code in (403, 405), door


def test_the_admin_does_not_exist_for_others(client: Client, owner: User) -> None:
    client.force_login(owner)
    for address in ("", "login/", "ocr/domain/", "ocr/domain/test/", "ocr/user/", "jsi18n/"):
        assert client.get(f"/admin/{address}").status_code == 404, address
