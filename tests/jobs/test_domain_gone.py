"""A domain that is deleted while one of its pages is being read: nothing paid for is lost."""

from __future__ import annotations

import pytest

from ocr.engines.base import EngineError, Outcome
from ocr.jobs import keep, read
from ocr.jobs.ledger import Heard
from ocr.models import Domain, Job, Page, Reading
from tests import builders

# Whether a row's domain exists is looked at when a transaction ends.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page() -> Page:
    """A page under a lease, its domain deleted since."""
    job = builders.make_job(builders.make_user(), status=Job.Status.READING)
    found = job.pages.select_related("job__domain").get()
    assert found.take(60)
    Domain.objects.get().delete()
    return found


def test_its_answer_is_kept_under_the_name_of_the_domain(page: Page) -> None:
    keep.keep(page, Heard(Outcome(b"{}", builders.recognition("합계"))))
    reading = Reading.objects.get()
    assert (reading.text, reading.domain) == ("합계", None)
    assert reading.domain_name
    assert Job.objects.get().status == Job.Status.DONE


def test_an_answer_that_says_nothing_is_kept_too(page: Page) -> None:
    nonsense = EngineError("answer_not_json", answer=b"?", http_status=200)
    read._give_up_or_wait(page, nonsense)
    assert Reading.objects.get().domain is None
    assert Job.objects.get().status == Job.Status.FAILED
