from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Batch, Domain, Job, Membership, User
from tests.builders import join, make_batch, make_domain, make_job, make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
STOP = 286


@pytest.fixture
def owner() -> User:
    return make_user("owner")


@pytest.fixture
def domain(owner: User) -> Domain:
    return make_domain("reading room", owner)


@pytest.fixture
def batch(owner: User, domain: Domain) -> Batch:
    batch = make_batch(owner, "April receipts")
    make_job(owner, domain, batch=batch, name="one.png", texts=("합계", "100원"))
    make_job(owner, domain, batch=batch, name="둘.png", pages=2, texts=("총액",))
    return batch


def fail(job: Job) -> None:
    job.pages.update(status="FAILED", error="read_timeout")
    Job.objects.filter(pk=job.pk).update(status=Job.Status.READING)
    job.settle()


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 404), ("reviewer", 200), ("stranger", 404), ("admin", 200)],
)
def test_who_sees_a_batch(
    client: Client, batch: Batch, domain: Domain, owner: User, who: str, status: int
) -> None:
    people = {
        "owner": owner,
        "colleague": make_user("colleague"),
        "reviewer": make_user("reviewer"),
        "stranger": make_user("stranger"),
        "admin": make_user("admin", superuser=True),
    }
    join(domain, people["colleague"])
    join(domain, people["reviewer"], Membership.Role.REVIEWER)
    client.force_login(people[who])
    for name in ("batch", "batch-cancel", "batch-retry"):
        ask = client.get if name == "batch" else client.post
        expected = status if name == "batch" or status == 404 else 302
        assert ask(reverse(name, args=[batch.pk])).status_code == expected
    download = client.get(reverse("batch-download", args=[batch.pk, "txt"]))
    assert download.status_code == status


def test_nobody_is_asked_to_sign_in(client: Client, batch: Batch) -> None:
    location = client.get(reverse("batch", args=[batch.pk]))["Location"]
    assert location.startswith(reverse("sign-in"))


def test_what_failed_stands_on_top(client: Client, batch: Batch, owner: User) -> None:
    fail(batch.jobs.get(name="둘.png"))
    client.force_login(owner)
    page = client.get(reverse("batch", args=[batch.pk])).content.decode()
    assert page.index("둘.png") < page.index("one.png")
    assert reverse("batch-retry", args=[batch.pk]) in page


def test_the_live_part_asks_again_only_while_in_progress(
    client: Client, batch: Batch, owner: User, domain: Domain
) -> None:
    client.force_login(owner)
    address = reverse("batch", args=[batch.pk])
    over = client.get(address, headers=HTMX)
    assert over.status_code == STOP
    assert "hx-trigger" not in over.content.decode()
    assert over["Cache-Control"] == "no-store"
    make_job(owner, domain, batch=batch, status=Job.Status.READING)
    under_way = client.get(address, headers=HTMX)
    assert under_way.status_code == 200
    assert "hx-trigger" in under_way.content.decode()
    assert "<title>(3/4) April receipts" in under_way.content.decode()
    assert "<html" not in under_way.content.decode()


def test_cancel_stops_what_is_in_progress(
    client: Client, batch: Batch, owner: User, domain: Domain
) -> None:
    waiting = make_job(owner, domain, batch=batch, status=Job.Status.RECEIVED, pages=0)
    client.force_login(owner)
    client.post(reverse("batch-cancel", args=[batch.pk]))
    waiting.refresh_from_db()
    assert waiting.is_canceled
    assert batch.jobs.filter(status=Job.Status.DONE).count() == 2


def test_retry_puts_the_failed_ones_back(client: Client, batch: Batch, owner: User) -> None:
    job = batch.jobs.get(name="둘.png")
    fail(job)
    client.force_login(owner)
    client.post(reverse("batch-retry", args=[batch.pk]))
    job.refresh_from_db()
    assert job.status == Job.Status.READING
    assert job.pages.filter(status="WAITING").count() == 2


def test_all_texts_come_in_one_file_under_their_names(
    client: Client, batch: Batch, owner: User
) -> None:
    client.force_login(owner)
    response = client.get(reverse("batch-download", args=[batch.pk, "txt"]))
    text = b"".join(response).decode()
    assert text == "===== one.png =====\n\n합계 100원\n\n\n===== 둘.png =====\n\n총액\n\n총액\n"
    assert "attachment" in response["Content-Disposition"]


def test_all_answers_come_as_one_json_list(client: Client, batch: Batch, owner: User) -> None:
    client.force_login(owner)
    response = client.get(reverse("batch-download", args=[batch.pk, "json"]))
    found = json.loads(b"".join(response))
    assert [(one["name"], len(one["pages"])) for one in found] == [("one.png", 1), ("둘.png", 2)]
    assert found[1]["pages"][1]["number"] == 2
    assert found[0]["pages"][0]["answer"]["images"][0]["fields"][0]["inferText"] == "합계"


def test_a_batch_without_results_downloads_as_an_empty_list(client: Client, owner: User) -> None:
    batch = make_batch(owner, "nothing")
    client.force_login(owner)
    response = client.get(reverse("batch-download", args=[batch.pk, "json"]))
    assert json.loads(b"".join(response)) == []


def test_a_korean_name_survives_the_download(client: Client, owner: User, batch: Batch) -> None:
    Batch.objects.update(name="영수증.png 외 1개")
    client.force_login(owner)
    response = client.get(
        reverse("batch-download", args=[batch.pk, "txt"]), headers={"Accept-Language": "en"}
    )
    assert "filename*=utf-8''%EC%98%81%EC%88%98%EC%A6%9D" in response["Content-Disposition"]


def test_there_is_no_other_format(client: Client, batch: Batch, owner: User) -> None:
    client.force_login(owner)
    assert client.get(reverse("batch-download", args=[batch.pk, "exe"])).status_code == 404


def test_a_locked_pdf_has_its_field_in_the_row(
    client: Client, owner: User, domain: Domain, batch: Batch
) -> None:
    job = make_job(owner, domain, batch=batch, status=Job.Status.FAILED, pages=0)
    Job.objects.filter(pk=job.pk).update(error="pdf_locked")
    client.force_login(owner)
    page = client.get(reverse("batch", args=[batch.pk])).content.decode()
    assert f'id="password-{job.pk}"' in page
    assert "hx-preserve" in page


def test_more_rows_cost_no_more_queries(
    client: Client, owner: User, domain: Domain, batch: Batch, django_assert_max_num_queries: object
) -> None:
    for _ in range(10):
        make_job(owner, domain, batch=batch)
    client.force_login(owner)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(reverse("batch", args=[batch.pk]))


def test_a_reviewer_of_one_job_leaves_the_other_jobs_of_the_batch_alone(
    client: Client, batch: Batch, domain: Domain, owner: User
) -> None:
    elsewhere = make_domain("elsewhere", owner)
    waiting = make_job(owner, elsewhere, batch=batch, status=Job.Status.RECEIVED, pages=0)
    broken = make_job(owner, elsewhere, batch=batch)
    fail(broken)
    reviewer = make_user("reviewer")
    join(domain, reviewer, Membership.Role.REVIEWER)
    client.force_login(reviewer)
    client.post(reverse("batch-cancel", args=[batch.pk]))
    client.post(reverse("batch-retry", args=[batch.pk]))
    statuses = Job.objects.filter(domain=elsewhere).order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [waiting.status, "FAILED"]


def test_nothing_is_read_in_a_domain_that_was_taken_away(
    client: Client, batch: Batch, domain: Domain, owner: User
) -> None:
    job = batch.jobs.get(name="둘.png")
    fail(job)
    domain.memberships.all().delete()
    client.force_login(owner)
    client.post(reverse("batch-retry", args=[batch.pk]))
    told = client.post(
        reverse("job-retry", args=[job.pk]), follow=True, headers={"Accept-Language": "en"}
    )
    job.refresh_from_db()
    assert job.is_failed
    assert "This domain cannot be used now" in told.content.decode()
