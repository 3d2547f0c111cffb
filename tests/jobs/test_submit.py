"""From an uploaded file to a waiting job."""

from __future__ import annotations

import unicodedata
import uuid

import pytest

from ocr.jobs import files, submit
from ocr.models import Domain, Job, User
from tests.builders import make_batch, make_domain, make_user, png, upload


@pytest.fixture
def person(db: None) -> User:
    return make_user()


@pytest.fixture
def domain(person: User) -> Domain:
    return make_domain("Embedded", person)


def test_it_keeps_the_file_byte_for_byte(person: User, domain: Domain) -> None:
    content = png()
    job = submit.add(make_batch(person), 1, upload("a.png", content), "a.png", domain, {})
    assert files.original(job).read_bytes() == content
    assert job.status == Job.Status.RECEIVED
    assert job.kind == "png"


def test_the_same_item_of_a_batch_is_kept_once(person: User, domain: Domain) -> None:
    batch = make_batch(person)
    first = submit.add(batch, 1, upload(), "a.png", domain, {})
    second = submit.add(batch, 1, upload(), "a.png", domain, {})
    assert first == second
    assert Job.objects.count() == 1


def test_a_token_makes_one_batch_however_often_it_is_sent(person: User) -> None:
    token = uuid.uuid4()
    assert submit.open_batch(token, person) == submit.open_batch(token, person)


def test_a_token_of_somebody_else_is_refused(person: User) -> None:
    token = uuid.uuid4()
    submit.open_batch(token, make_user())
    with pytest.raises(submit.TokenSpent):
        submit.open_batch(token, person)


def test_a_refused_file_stays_visible_with_its_reason_and_without_bytes(
    person: User, domain: Domain
) -> None:
    job = submit.add(make_batch(person), 1, upload("a.png", b""), "a.png", domain, {})
    assert (job.status, job.error, job.folder) == (Job.Status.FAILED, "file_empty", "")


def test_a_file_over_the_limit_of_the_domain_is_refused(person: User, domain: Domain) -> None:
    domain.max_bytes = 100
    job = submit.add(make_batch(person), 1, upload(), "a.png", domain, {})
    assert job.error == "file_too_large"
    assert job.error_params["max"] == 100


def test_names_from_a_mac_are_kept_composed(person: User, domain: Domain) -> None:
    name = unicodedata.normalize("NFD", "영수증.png")
    job = submit.add(make_batch(person), 1, upload(), name, domain, {})
    assert job.name == "영수증.png"


def test_the_first_file_of_a_newcomer_passes_the_rest_of_a_large_batch(
    person: User, domain: Domain
) -> None:
    batch = make_batch(person)
    for item in range(3):
        submit.add(batch, item, upload(), "a.png", domain, {})
    newcomer = submit.add(make_batch(make_user()), 1, upload(), "b.png", domain, {})
    order = list(Job.objects.preparable())
    assert order.index(newcomer) == 1
