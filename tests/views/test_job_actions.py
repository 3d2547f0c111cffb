"""What may be done with a job, by whom, and what comes of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from ocr.intake.errors import Unavailable
from ocr.jobs import files, password
from ocr.models import Job, Page, Template
from tests import builders

pytestmark = pytest.mark.django_db
ACTIONS = ["cancel", "retry", "read-again", "rename", "delete", "password"]


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner():
    return builders.make_user("owner")


@pytest.fixture
def domain(owner):
    return builders.make_domain("", owner)


@pytest.fixture
def job(owner, domain):
    return builders.make_job(owner, domain, pages=2)


def post(job: Job, action: str, **data: object):
    return signed_in(job.by).post(reverse(f"job-{action}", args=[job.pk]), data)


def is_open(response, dialog: str) -> bool:
    found = re.search(rf'<dialog[^>]*id="{dialog}"[^>]*>', response.content.decode())
    return found is not None and " open" in found[0]


@pytest.mark.parametrize("action", ACTIONS)
def test_strangers_colleagues_and_nobody_do_nothing(job, domain, action):
    address = reverse(f"job-{action}", args=[job.pk])
    colleague = builders.make_user()
    builders.join(domain, colleague)
    for stranger in (colleague, builders.make_user()):
        assert signed_in(stranger).post(address, {"name": "x"}).status_code == 404
    assert Client().post(address).status_code == 302
    assert signed_in(job.by).get(address).status_code == 405
    job.refresh_from_db()
    assert job.name == "receipt.png"
    assert job.status == Job.Status.DONE


def test_a_job_in_progress_is_cancelled(owner, domain):
    job = builders.make_job(owner, domain, status=Job.Status.READING)
    response = post(job, "cancel")
    assert response.url == reverse("job", args=[job.pk])
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELED


def test_failed_pages_are_retried_and_the_page_stays_open(job):
    Page.objects.filter(job=job, number=2).update(status=Page.Status.FAILED, error="read_timeout")
    Job.objects.filter(pk=job.pk).update(status=Job.Status.PARTLY_FAILED, pages_failed=1)
    response = post(job, "retry", page="2")
    assert response.url.endswith("?page=2")
    assert job.pages.get(number=2).status == Page.Status.WAITING
    assert job.pages.get(number=1).status == Page.Status.READ


def test_a_job_is_read_again_with_what_fits_the_domain(job, owner):
    other = builders.make_domain("", owner, tables=True, languages=["ko", "ja"])
    response = post(
        job, "read-again", domain=other.pk, languages=["ja", "zh-TW"], tables="1", turn="90"
    )
    assert response.status_code == 302
    job.refresh_from_db()
    assert job.domain == other
    assert job.options == {"languages": ["ja"], "tables": True, "template_ids": []}
    assert job.run == 2
    assert {page.turn for page in job.pages.all()} == {90}
    assert {page.status for page in job.pages.all()} == {Page.Status.WAITING}
    assert job.pages.get(number=1).reading is not None


def test_templates_are_sent_by_their_clova_id(job, owner):
    forms = builders.make_domain("", owner, kind="TEMPLATE", engine="clova", tables=True)
    mine = Template.objects.create(domain=forms, clova_id=501, name="영수증")
    post(job, "read-again", domain=forms.pk, templates=[mine.pk], tables="1", turn="0")
    job.refresh_from_db()
    assert job.options == {"languages": [], "tables": False, "template_ids": [501]}


def test_a_foreign_domain_is_refused_in_the_open_dialog(job):
    foreign = builders.make_domain()
    response = post(job, "read-again", domain=foreign.pk, turn="0")
    assert response.status_code == 422
    assert is_open(response, "read-again-dialog")
    job.refresh_from_db()
    assert job.run == 1


def test_a_job_in_progress_is_not_read_again(owner, domain):
    job = builders.make_job(owner, domain, status=Job.Status.READING)
    assert post(job, "read-again", domain=domain.pk, turn="0").status_code == 302
    job.refresh_from_db()
    assert job.run == 1


def test_a_job_gets_another_name_in_nfc(job):
    post(job, "rename", name="\u1111\u116d.png")
    job.refresh_from_db()
    assert job.name == "\ud45c.png"


def test_an_empty_name_is_refused_in_the_open_dialog(job):
    response = post(job, "rename", name="  ")
    assert response.status_code == 422
    assert is_open(response, "rename-dialog")


def test_a_deleted_job_is_gone_and_the_list_comes(job):
    response = post(job, "delete")
    assert response.url == reverse("jobs")
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not Page.objects.exists()


def test_a_foreign_address_is_never_returned_to(job):
    assert post(job, "retry", next="https://evil.example/").url == reverse("job", args=[job.pk])
    assert post(job, "retry", next="/jobs/").url == "/jobs/"


def test_a_password_is_never_shown_again(owner, domain):
    job = Job.objects.create(
        by=owner, domain=domain, name="a.pdf", folder="jobs/aa/dd", status=Job.Status.FAILED,
        error="pdf_locked",
    )  # fmt: skip
    response = post(job, "password", password="")
    assert response.status_code == 422
    long = post(job, "password", password="secret-birthday" * 20)
    assert long.status_code == 422
    assert b"secret-birthday" not in long.content


def test_a_locked_file_that_is_lost_or_cannot_be_opened_now_is_said(
    owner, domain, monkeypatch, settings
):
    job = builders.make_job(owner, domain, status=Job.Status.FAILED, pages=0)
    Job.objects.filter(pk=job.pk).update(error="pdf_locked", status=Job.Status.FAILED)
    assert post(job, "password", password="birthday").status_code == 422
    files.original(job).parent.mkdir(parents=True)
    files.original(job).write_bytes(b"%PDF-1.7")

    def no_process(*_arguments):
        raise Unavailable("no process")

    monkeypatch.setattr(password, "unlock_file", no_process)
    assert post(job, "password", password="birthday").status_code == 422
