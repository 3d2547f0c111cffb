"""The embedded engine behind a job: the real models on a real image."""

from __future__ import annotations

import json

from ocr.jobs import answers, read
from ocr.models import Job, User
from tests.builders import make_domain, png
from tests.jobs.worker import receive, send


def test_a_page_is_read_without_any_account(person: User) -> None:
    job = send(person, make_domain("Embedded", person), png(480, text="INVOICE 63,800"))
    reading = job.pages.get().reading
    assert job.status == Job.Status.DONE
    assert reading is not None
    assert "63,800" in reading.text
    assert json.loads(answers.body(reading))["images"][0]["inferResult"] == "SUCCESS"


def test_only_one_page_at_a_time_is_read_in_a_process(person: User) -> None:
    domain = make_domain("Embedded", person)
    receive(person, domain)
    with read._embedded_place:
        assert not read.read_next(domain.pk)
