"""The job page: who sees it, what it shows in each state, and how often it asks the database."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Call, Job, Membership, Page, Reading
from ocr.results import BoundingPoly, Field, MatchedTemplate, Recognition, Vertex
from ocr.results import Image as ResultImage
from tests import builders

pytestmark = pytest.mark.django_db


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(job: Job, query: str = "") -> str:
    assert job.by is not None
    response = signed_in(job.by).get(reverse("job", args=[job.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def owner():
    return builders.make_user("owner")


@pytest.fixture
def job(owner):
    return builders.make_job(owner, texts=("합계", "63,800원"))


def test_the_owner_sees_text_and_image(job):
    html = page_of(job)
    assert ">합계</span>" in html
    assert ">63,800원</span>" in html
    assert reverse("page-image", args=[job.pk, 1]) in html


@pytest.mark.parametrize("name", ["job", "job-part"])
def test_only_those_who_may_see_a_job_find_its_page(job, owner, name):
    address = reverse(name, args=[job.pk])
    colleague, reviewer = builders.make_user("colleague"), builders.make_user("reviewer")
    builders.join(job.domain, colleague)
    builders.join(job.domain, reviewer, Membership.Role.REVIEWER)
    administrator = builders.make_user("boss", superuser=True)
    for seeing in (owner, reviewer, administrator):
        assert signed_in(seeing).get(address).status_code != 404
    for stranger in (colleague, builders.make_user("stranger")):
        assert signed_in(stranger).get(address).status_code == 404
    nobody = Client().get(address)
    assert nobody.status_code == (302 if name == "job" else 204)
    assert nobody.content == b""


def test_a_job_takes_no_post(job, owner):
    assert signed_in(owner).post(reverse("job", args=[job.pk])).status_code == 405


def test_recognised_text_is_escaped(owner):
    job = builders.make_job(owner, texts=("<script>alert(1)</script>",), name="<b>x</b>.png")
    html = page_of(job)
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


def test_the_boxes_are_in_the_frame_of_the_answer(job):
    boxes = json.loads(re.search(r'id="job-boxes"[^>]*>(.*?)</script>', page_of(job))[1])
    assert boxes["frame"] == [240, 120]
    assert boxes["words"][0] == ["0", 0, 99, [10, 10, 50, 10, 50, 30, 10, 30]]


def test_doubtful_words_are_marked_and_listed(owner):
    job = builders.make_job(owner)
    builders.make_reading(job.pages.get(), builders.recognition("합계", "8OO원", confidence=0.3))
    html = page_of(job)
    assert 'class="word doubtful" data-at="1"' in html
    assert 'data-go="1"' in html
    assert "30%" in html


def test_tabs_without_content_are_absent(job):
    html = page_of(job)
    assert 'data-tab="text"' in html
    assert 'data-tab="json"' in html
    assert 'data-tab="fields"' not in html
    assert 'data-tab="tables"' not in html


def template_answer() -> Recognition:
    corners = tuple(Vertex(*corner) for corner in ((10, 10), (90, 10), (90, 30), (10, 30)))
    word = Field("63,800", 0.98, BoundingPoly(corners))
    fields = (
        Field("63,800", 0.98, BoundingPoly(corners), name="합계", sub_fields=(word,)),
        Field("", 0.0, BoundingPoly(corners), name="비고"),
    )
    image = ResultImage(
        uid="0" * 32, name="p1", fields=fields, matched_template=MatchedTemplate(7, "영수증"),
        width=240, height=120,
    )  # fmt: skip
    return Recognition((image,))


def test_a_template_answer_opens_on_its_fields(owner):
    domain = builders.make_domain(kind="TEMPLATE", engine="clova")
    job = builders.make_job(owner, domain)
    builders.make_reading(job.pages.get(), template_answer())
    html = page_of(job)
    assert 'id="tab-fields"' in html
    assert re.search(r'data-tab="fields"[^>]*aria-selected="true"', html)
    assert "영수증" in html
    assert 'data-at="0"' in html
    assert "비고" in html


def test_a_tab_named_in_the_address_is_opened(owner):
    domain = builders.make_domain(kind="TEMPLATE", engine="clova")
    job = builders.make_job(owner, domain)
    builders.make_reading(job.pages.get(), template_answer())
    assert re.search(r'data-tab="text"[^>]*aria-selected="true"', page_of(job, "?tab=text"))


def test_the_address_opens_a_page_and_nonsense_opens_the_first(owner):
    job = builders.make_job(owner, pages=3)
    assert reverse("page-answer", args=[job.pk, 3]) in page_of(job, "?page=3")
    for nonsense in ("?page=99", "?page=x", "?page=-1", "?page=99999999999999999999"):
        assert reverse("page-answer", args=[job.pk, 1]) in page_of(job, nonsense)


def test_nothing_recognised_is_said_and_turning_is_offered(owner):
    job = builders.make_job(owner, texts=())
    html = page_of(job)
    assert 'role="tabpanel"' not in html
    assert "turn=90" in html


def fail(job: Job, number: int, code: str, detail: str = "") -> Page:
    page = job.pages.get(number=number)
    Page.objects.filter(pk=page.pk).update(
        status=Page.Status.FAILED, error=code, error_detail=detail, reading=None
    )
    Job.objects.filter(pk=job.pk).update(status=Job.Status.READING)
    job.refresh_from_db()
    job.settle()
    job.refresh_from_db()
    return page


def test_failed_pages_are_told_once_with_a_way_out(owner):
    job = builders.make_job(owner, pages=3)
    page = fail(job, 2, "read_timeout", "40 s without an answer")
    Call.objects.create(page=page, domain_name="x", code="read_timeout")
    html = page_of(job)
    assert html.count("job-banner") >= 1
    assert "40 s without an answer" in html
    assert "read_timeout" in html
    assert reverse("job-retry", args=[job.pk]) in html
    assert html.count('class="banner bad') == 1


def test_a_call_that_may_be_paid_is_told(owner):
    job = builders.make_job(owner)
    before = page_of(job)
    Call.objects.create(page=job.pages.get(), domain_name="x", code="read_timeout")
    assert page_of(job) != before


def test_a_locked_pdf_asks_for_its_password(owner):
    job = Job.objects.create(
        by=owner, domain=builders.make_domain(), name="a.pdf", folder="jobs/aa/bb",
        status=Job.Status.FAILED, error="pdf_locked",
    )  # fmt: skip
    html = page_of(job)
    assert 'type="password"' in html
    assert reverse("job-password", args=[job.pk]) in html


def test_a_refused_file_names_the_way_out(owner):
    job = Job.objects.create(
        by=owner, domain=builders.make_domain(), name="a.hwp", status=Job.Status.FAILED,
        error="file_is_hangul_or_word",
    )  # fmt: skip
    html = page_of(job)
    assert "PDF" in html
    assert 'type="password"' not in html


@pytest.mark.parametrize("status", [Job.Status.RECEIVED, Job.Status.PREPARING, Job.Status.CANCELED])
def test_a_job_without_pages_is_shown(owner, status):
    job = Job.objects.create(by=owner, domain=builders.make_domain(), name="a.pdf", status=status)
    assert "a.pdf" in page_of(job)


def test_an_answer_that_says_nothing_does_not_break_the_page(owner):
    job = builders.make_job(owner)
    job.pages.get().reading.answer.delete()
    assert "receipt.png" in page_of(job)


def test_an_earlier_reading_is_shown_on_demand(owner):
    job = builders.make_job(owner, texts=("옛것",))
    page = job.pages.get()
    earlier = page.reading
    builders.make_reading(page, builders.recognition("새것"))
    assert "새것" in page_of(job)
    html = page_of(job, f"?reading={earlier.pk}")
    assert ">옛것</span>" in html
    assert 'data-at="0">새것</span>' not in html


def test_a_reading_of_another_job_is_not_found(job, owner):
    foreign = Reading.objects.get(page__job=builders.make_job(builders.make_user()))
    for asked in (foreign.pk, "x", 10**30):
        address = reverse("job", args=[job.pk]) + f"?reading={asked}"
        assert signed_in(owner).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_pages(owner, django_assert_max_num_queries):
    one, many = builders.make_job(owner), builders.make_job(owner, pages=40)
    client = signed_in(owner)
    for job in (one, many):
        with django_assert_max_num_queries(13):
            client.get(reverse("job", args=[job.pk]))


def part(job: Job, **query: str):
    return signed_in(job.by).get(reverse("job-part", args=[job.pk]), query)


def seen(job: Job) -> dict[str, str]:
    found = re.search(r"seen=([^&\"]*)&amp;page_seen=([^&\" ]*)", page_of(job))
    return {"seen": found[1], "page_seen": found[2]}


def test_the_part_says_nothing_while_nothing_changes(owner):
    job = builders.make_job(owner, status=Job.Status.READING, pages=2)
    assert part(job, **seen(job)).status_code == 204


def test_the_part_brings_the_text_when_the_shown_page_is_read(owner):
    job = builders.make_job(owner, status=Job.Status.READING, pages=2)
    before = seen(job)
    page = job.pages.get(number=1)
    builders.make_reading(page, builders.recognition("합계"))
    Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
    job.settle()
    response = part(job, **before)
    assert response.status_code == 200
    assert ">합계</span>" in response.content.decode()
    assert "hx-trigger" in response.content.decode()


def test_another_page_that_is_read_leaves_the_panel_alone(owner):
    job = builders.make_job(owner, status=Job.Status.READING, pages=2)
    before = seen(job)
    page = job.pages.get(number=2)
    builders.make_reading(page, builders.recognition("합계"))
    Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
    job.settle()
    html = part(job, **before).content.decode()
    assert 'id="job-panel"' not in html
    assert 'data-statuses="OR"' in html


def test_the_part_stops_the_polling_when_the_job_is_over(owner):
    job = builders.make_job(owner, status=Job.Status.READING)
    before = seen(job)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.DONE)
    response = part(job, **before)
    assert response.status_code == 286
    assert "hx-trigger" not in response.content.decode()


def test_a_job_that_gets_its_first_page_is_loaded_anew(owner):
    job = Job.objects.create(
        by=owner, domain=builders.make_domain(), name="a.png", status=Job.Status.PREPARING,
        folder="jobs/aa/cc",
    )  # fmt: skip
    before = seen(job)
    builders.make_page(job)
    assert part(job, **before).headers["HX-Refresh"] == "true"
