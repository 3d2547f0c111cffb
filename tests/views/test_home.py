from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Domain, Job, User
from tests.builders import make_batch, make_domain, make_job, make_user

pytestmark = pytest.mark.django_db

EN = {"Accept-Language": "en"}
HTMX = {"HX-Request": "true"}
STOP = 286


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user("owner")
    client.force_login(user)
    return user


@pytest.fixture
def domain(owner: User) -> Domain:
    return make_domain("reading room", owner)


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))


def test_the_first_visit_offers_samples(client: Client, domain: Domain) -> None:
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert page.count('name="sample"') == 3
    assert "Last jobs" not in page


def test_after_the_first_job_the_samples_are_gone(
    client: Client, owner: User, domain: Domain
) -> None:
    make_job(owner, domain, name="receipt.png")
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert 'name="sample"' not in page
    assert "receipt.png" in page
    assert "Needs attention" not in page
    assert "In progress" not in page


def test_the_jobs_of_strangers_are_not_there(client: Client, owner: User, domain: Domain) -> None:
    make_job(make_user(), make_domain(), name="secret.png")
    assert "secret.png" not in client.get(reverse("home")).content.decode()


def test_what_failed_needs_attention(client: Client, owner: User, domain: Domain) -> None:
    job = make_job(owner, domain, status=Job.Status.FAILED, pages=0, name="broken.pdf")
    Job.objects.filter(pk=job.pk).update(error="pdf_unreadable")
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert "Needs attention" in page
    assert page.count(f'id="job-{job.pk}"') == 1


def test_a_batch_under_way_is_one_row(client: Client, owner: User, domain: Domain) -> None:
    batch = make_batch(owner, "April receipts")
    for number in range(5):
        status = Job.Status.DONE if number < 2 else Job.Status.READING
        make_job(owner, domain, batch=batch, status=status, name=f"r{number}.png")
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert page.count(f'id="batch-{batch.pk}"') == 1
    assert "Reading 2 of 5" in page
    assert "r4.png" not in page


def test_it_asks_again_only_while_something_is_in_progress(
    client: Client, owner: User, domain: Domain
) -> None:
    make_job(owner, domain)
    assert client.get(reverse("home"), headers=HTMX).status_code == STOP
    make_job(owner, domain, status=Job.Status.READING, name="alone.png")
    part = client.get(reverse("home"), headers=HTMX)
    assert part.status_code == 200
    assert "alone.png" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_the_figures_count_pages_read(client: Client, owner: User, domain: Domain) -> None:
    make_job(owner, domain, pages=3)
    make_job(make_user(), make_domain(), pages=7)
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert "Today 3 pages · this month 3 pages" in page


def test_an_administrator_sees_the_figures_of_domains(client: Client, domain: Domain) -> None:
    make_job(make_user(), domain, pages=2)
    make_job(make_user(), make_domain("other room"), pages=1)
    client.force_login(make_user(superuser=True))
    page = client.get(reverse("home"), headers=EN).content.decode()
    assert "Today 3 pages" in page
    assert "other room 1" in page


def test_more_jobs_cost_no_more_queries(
    client: Client, owner: User, domain: Domain, django_assert_max_num_queries: object
) -> None:
    for status in (Job.Status.DONE, Job.Status.FAILED, Job.Status.READING):
        for _ in range(6):
            make_job(owner, domain, status=status, batch=make_batch(owner))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(reverse("home"))
