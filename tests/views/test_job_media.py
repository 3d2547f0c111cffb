"""Images and downloads of a job: who gets them, under which headers and names."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from ocr.jobs import files
from ocr.models import Job, Membership
from tests import builders

pytestmark = pytest.mark.django_db


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner():
    return builders.make_user("owner")


@pytest.fixture
def job(owner):
    return builders.make_job(owner, name="영수증 0412.png")


def addresses(job: Job) -> list[str]:
    return [
        reverse("page-image", args=[job.pk, 1]),
        reverse("page-thumbnail", args=[job.pk, 1]),
        reverse("page-answer", args=[job.pk, 1]),
        reverse("job-download", args=[job.pk, "txt"]),
        reverse("job-download", args=[job.pk, "json"]),
    ]


def test_everybody_who_sees_the_job_gets_its_files_and_nobody_else(job, owner):
    colleague, reviewer = builders.make_user("colleague"), builders.make_user("reviewer")
    builders.join(job.domain, colleague)
    builders.join(job.domain, reviewer, Membership.Role.REVIEWER)
    administrator = builders.make_user("boss", superuser=True)
    for address in addresses(job):
        for seeing in (owner, reviewer, administrator):
            response = signed_in(seeing).get(address)
            response.getvalue()
            assert response.status_code == 200
        for stranger in (colleague, builders.make_user()):
            assert signed_in(stranger).get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_an_image_is_sent_privately_under_its_own_type(job, owner):
    response = signed_in(owner).get(reverse("page-image", args=[job.pk, 1]))
    assert b"".join(response.streaming_content) == files.page_image(job.pages.get()).read_bytes()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_image_with_a_version_may_be_kept_privately(job, owner):
    response = signed_in(owner).get(reverse("page-image", args=[job.pk, 1]) + "?v=1")
    assert response.headers["Cache-Control"].startswith("private, max-age=")
    response.getvalue()


def test_an_image_that_the_browser_has_is_not_sent_again(job, owner):
    client = signed_in(owner)
    address = reverse("page-image", args=[job.pk, 1])
    first = client.get(address)
    first.getvalue()
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_lost_image_is_not_found(job, owner):
    files.page_image(job.pages.get()).unlink()
    assert signed_in(owner).get(reverse("page-image", args=[job.pk, 1])).status_code == 404


def test_a_page_that_is_not_there_is_not_found(job, owner):
    assert signed_in(owner).get(reverse("page-image", args=[job.pk, 2])).status_code == 404


def test_a_download_keeps_the_korean_name(job, owner):
    response = signed_in(owner).get(reverse("job-download", args=[job.pk, "txt"]))
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert "영수증 0412_" in unquote(disposition)
    assert "합계" in response.content.decode()


def test_the_json_of_one_page_is_the_answer_as_it_came(job, owner):
    body = job.pages.get().reading.answer.body
    client = signed_in(owner)
    assert client.get(reverse("job-download", args=[job.pk, "json"])).content == body
    shown = client.get(reverse("page-answer", args=[job.pk, 1]))
    assert shown.content == body
    assert "Content-Disposition" not in shown.headers
    kept = client.get(reverse("page-answer", args=[job.pk, 1]) + "?download=1")
    assert "attachment" in kept.headers["Content-Disposition"]


def test_the_json_of_many_pages_has_an_image_for_each(owner):
    job = builders.make_job(owner, pages=3)
    response = signed_in(owner).get(reverse("job-download", args=[job.pk, "json"]))
    assert len(json.loads(response.content)["images"]) == 3


def test_unknown_formats_and_unread_jobs_have_no_download(job, owner):
    client = signed_in(owner)
    assert client.get(reverse("job-download", args=[job.pk, "exe"])).status_code == 404
    waiting = builders.make_job(owner, status=Job.Status.READING)
    assert client.get(reverse("job-download", args=[waiting.pk, "txt"])).status_code == 404
    assert client.get(reverse("page-answer", args=[waiting.pk, 1])).status_code == 404


def test_a_download_asks_the_database_no_more_for_many_pages(owner, django_assert_max_num_queries):
    job = builders.make_job(owner, pages=20)
    client = signed_in(owner)
    with django_assert_max_num_queries(6):
        client.get(reverse("job-download", args=[job.pk, "txt"]))
