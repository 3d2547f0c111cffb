"""Addresses and forms that nobody's browser makes: an answer, never a broken page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Job, User
from tests.builders import make_job, make_user

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user("root", superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/?to=9999-12-31", "/jobs/?from=0001-01-01", f"/jobs/?domain={HUGE}",
        f"/jobs/?page={HUGE}", "/jobs/?q=%00", "/jobs/?domain=%00", f"/upload/?domain={HUGE}",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_ignored(client: Client, admin: User, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("noun", ["jobs", "batches", "domains"])
def test_a_number_beyond_every_row_is_not_found(client: Client, admin: User, noun: str) -> None:
    assert client.get(f"/{noun}/{HUGE}/").status_code == 404


@pytest.mark.parametrize("page", ["test/?domain", "checks/?check"])
def test_the_admin_ignores_numbers_beyond_every_row(client: Client, admin: User, page: str) -> None:
    assert client.get(f"/admin/ocr/domain/{page}={HUGE}").status_code in (200, 302)


@pytest.mark.parametrize("action", ["txt", "json", "again", "delete"])
def test_a_chosen_number_beyond_every_row_chooses_nothing(
    client: Client, admin: User, action: str
) -> None:
    job = make_job(admin)
    response = client.post(reverse("jobs-chosen", args=[action]), {"job": [HUGE], "sure": "1"})
    assert response["Location"] == reverse("jobs")
    assert Job.objects.filter(pk=job.pk).exists()


def test_a_template_beyond_every_row_is_a_mistake_in_the_form(client: Client, admin: User) -> None:
    job = make_job(admin)
    data = {"domain": job.domain_id, "templates": [HUGE]}
    assert client.post(reverse("job-read-again", args=[job.pk]), data).status_code == 422


@pytest.mark.parametrize("query", ["page=٣", f"page={HUGE}", "tab=<b>", "turn=45&ask=read-again"])
def test_a_job_page_is_shown_whatever_the_address_adds(
    client: Client, admin: User, query: str
) -> None:
    job = make_job(admin)
    assert client.get(f"/jobs/{job.pk}/?{query}").status_code == 200
    assert client.get(f"/jobs/{job.pk}/part/?{query}").status_code == 286
