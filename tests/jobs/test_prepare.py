"""From a received file to page images."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image

from ocr.jobs import cancel, files, prepare
from ocr.models import Domain, Job, Page, User
from tests.builders import png
from tests.jobs.worker import receive


def tiff(pages: int) -> bytes:
    frames = [Image.new("RGB", (120, 60 + number), "white") for number in range(pages)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def test_an_upright_image_is_sent_as_it_was_uploaded(person: User, clova_domain: Domain) -> None:
    content = png()
    job = receive(person, clova_domain, content)
    prepare.prepare_next()
    page = job.pages.get()
    assert files.page_image(page).read_bytes() == content
    assert files.thumbnail(page).exists()
    job.refresh_from_db()
    assert (job.status, job.pages_total) == (Job.Status.READING, 1)


def test_each_frame_of_a_tiff_becomes_a_page(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain, tiff(3), "fax.tiff")
    prepare.prepare_next()
    assert [page.height for page in job.pages.order_by("number")] == [60, 61, 62]


def test_a_bad_file_ends_with_its_reason(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain, b"%PDF-1.4\nnothing follows", "a.pdf")
    prepare.prepare_next()
    job.refresh_from_db()
    assert (job.status, job.error) == (Job.Status.FAILED, "pdf_unreadable")
    assert job.finished is not None


def test_a_job_left_in_the_middle_is_taken_up_again_without_doubling_pages(
    person: User, clova_domain: Domain
) -> None:
    job = receive(person, clova_domain, tiff(2), "fax.tiff")
    prepare.prepare_next()
    past = timezone.now() - datetime.timedelta(seconds=1)
    Job.objects.update(status=Job.Status.PREPARING, lease_token="dead", lease_until=past)
    assert prepare.prepare_next()
    job.refresh_from_db()
    assert job.status == Job.Status.READING
    assert job.pages.count() == 2


def test_a_job_under_a_live_lease_is_left_alone(person: User, clova_domain: Domain) -> None:
    receive(person, clova_domain)
    future = timezone.now() + datetime.timedelta(seconds=60)
    Job.objects.update(status=Job.Status.PREPARING, lease_token="alive", lease_until=future)
    assert not prepare.prepare_next()


def test_a_file_that_kills_the_worker_again_and_again_is_given_up(
    person: User, clova_domain: Domain
) -> None:
    job = receive(person, clova_domain)
    Job.objects.update(claims=prepare.TRIES)
    prepare.prepare_next()
    job.refresh_from_db()
    assert (job.status, job.error) == (Job.Status.FAILED, "worker_died")


def test_a_job_cancelled_while_it_is_prepared_stays_cancelled(
    person: User, clova_domain: Domain
) -> None:
    job = receive(person, clova_domain)
    claimed = Job.objects.get()
    claimed.claim(Job.claimable_now(), 60, status=Job.Status.PREPARING)
    cancel.cancel(job)
    prepare._prepare_or_say_why(claimed)
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELED
    assert not Page.objects.filter(status=Page.Status.WAITING).exists()


def test_a_page_is_made_in_the_transaction_that_holds_the_lease(
    person: User, clova_domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = receive(person, clova_domain, tiff(2), "fax.tiff")
    whole, fenced = prepare._keep_page, []

    def keep_page(claimed: Job, image: Any) -> None:
        fenced.append(bool(connection.savepoint_ids))
        whole(claimed, image)

    monkeypatch.setattr(prepare, "_keep_page", keep_page)
    prepare.prepare_next()
    assert fenced == [True, True]
    assert job.pages.count() == 2


def test_a_file_that_is_gone_from_the_disk_says_so(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    files.original(job).unlink()
    prepare.prepare_next()
    job.refresh_from_db()
    assert job.error == "file_lost"
