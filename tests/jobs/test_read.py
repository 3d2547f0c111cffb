"""Reading pages at the stand-in CLOVA: what is stored, what is tried again, what is not."""

from __future__ import annotations

import datetime
import json

import pytest
from django.utils import timezone

from ocr.jobs import answers, cancel, keep, prepare, read, retry
from ocr.models import Call, Domain, Job, Page, Reading, Secret, User
from tests.fakes import steps
from tests.fakes.clova import FakeClova
from tests.jobs.worker import receive, send, work


def test_a_read_page_shows_the_text_of_the_answer(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    job = send(person, clova_domain)
    reading = job.pages.get().reading
    assert reading is not None
    assert job.status == Job.Status.DONE
    assert fake_clova.words[0][0] in reading.text
    assert job.first_line in reading.text
    assert (reading.width, reading.height) == (240, 120)


def test_the_answer_is_kept_as_it_came(person: User, clova_domain: Domain) -> None:
    reading = send(person, clova_domain).pages.get().reading
    assert reading is not None
    assert json.loads(answers.body(reading))["images"][0]["inferResult"] == "SUCCESS"
    assert answers.recognition(reading).images[0].fields


def test_a_call_that_is_over_is_completed_in_the_ledger(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    job = send(person, clova_domain)
    call = Call.objects.get()
    assert call.page == job.pages.get()
    assert len(fake_clova.calls) == 1
    assert call.completed is not None
    assert (call.http_status, call.code) == (200, "")
    assert call.bytes_received > 100


@pytest.mark.parametrize("code", ["0500", "0501"])
def test_trouble_at_clova_is_tried_again(
    code: str, person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error(code)])
    job = send(person, clova_domain)
    assert job.status == Job.Status.DONE
    assert [call.code for call in Call.objects.order_by("pk")] == ["clova_trouble", ""]


def test_a_busy_domain_is_no_failure(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error("0025")] * (read.TRIES + 2))
    job = send(person, clova_domain)
    assert job.status == Job.Status.DONE
    assert job.pages.get().failures == 0


def test_after_five_failures_the_page_is_given_up(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error("0501")] * 10)
    job = send(person, clova_domain)
    page = job.pages.get()
    assert (job.status, page.error, page.failures) == (Job.Status.FAILED, "clova_trouble", 5)
    assert len(fake_clova.calls) == 5


@pytest.mark.parametrize(
    ("vendor_code", "code"),
    [("0011", "request_invalid"), ("0022", "domain_kind_mismatch"), ("0023", "quota_exhausted")],
)
def test_what_a_retry_cannot_mend_is_asked_once(
    vendor_code: str, code: str, person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error(vendor_code)])
    job = send(person, clova_domain)
    assert job.pages.get().error == code
    assert len(fake_clova.calls) == 1


def test_a_refused_key_gives_way_to_the_next_active_one(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    Secret.enter(clova_domain, "a key that NAVER does not know")
    job = send(person, clova_domain)
    assert job.status == Job.Status.DONE
    newest, older = clova_domain.active_secrets()
    assert (newest.last_outcome, older.last_outcome) == ("secret_refused", "ok")
    assert [call.secret for call in Call.objects.order_by("pk")] == [newest, older]


def test_without_a_key_nothing_is_sent(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    clova_domain.secrets.retire("by_hand")
    job = send(person, clova_domain)
    assert job.pages.get().error == "no_secret"
    assert fake_clova.calls == []
    assert not Call.objects.exists()


def test_an_unmatched_template_fails_the_page_but_keeps_the_answer(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    clova_domain.kind = "TEMPLATE"
    clova_domain.invoke_url = fake_clova.invoke_url("TEMPLATE")
    clova_domain.save()
    fake_clova.script([steps.not_matched()])
    page = send(person, clova_domain).pages.get()
    assert (page.status, page.error) == (Page.Status.FAILED, "template_not_matched")
    assert page.reading is not None
    assert b"not found matched template" in answers.body(page.reading)


def test_named_fields_of_a_template_become_rows(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    clova_domain.kind = "TEMPLATE"
    clova_domain.invoke_url = fake_clova.invoke_url("TEMPLATE")
    clova_domain.save()
    reading = send(person, clova_domain).pages.get().reading
    assert reading is not None
    assert reading.matched_template
    assert reading.named_fields.count() >= 1


def test_half_an_answer_is_tried_again_and_shown_as_perhaps_paid(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.half_body()])
    job = send(person, clova_domain)
    assert job.status == Job.Status.DONE
    assert Call.objects.perhaps_paid().filter(page__job=job).count() == 1


def test_no_secret_is_in_the_ledger_or_the_page(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error("0001")])
    page = send(person, clova_domain).pages.get()
    stored = json.dumps([list(Call.objects.values()), page.error_detail], default=str)
    assert fake_clova.secret not in stored
    assert fake_clova.general.hash64 not in stored


def test_a_domain_never_has_more_calls_than_slots(person: User, clova_domain: Domain) -> None:
    clova_domain.slots = 1
    clova_domain.save()
    receive(person, clova_domain)
    receive(person, clova_domain)
    while prepare.prepare_next():
        pass
    first = read._claim(clova_domain.pk)
    assert first is not None
    assert read._claim(clova_domain.pk) is None
    first.postpone(0, "", failed=False)
    assert read._claim(clova_domain.pk) is not None


def test_a_page_whose_worker_died_is_claimed_again_and_counts_as_failed_once(
    person: User, clova_domain: Domain
) -> None:
    receive(person, clova_domain)
    prepare.prepare_next()
    assert read._claim(clova_domain.pk)
    Page.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    page = read._claim(clova_domain.pk)
    assert page is not None
    assert page.failures == 1


def test_an_answer_that_comes_after_a_cancel_is_kept_all_the_same(
    person: User, clova_domain: Domain
) -> None:
    job = receive(person, clova_domain)
    prepare.prepare_next()
    page = read._claim(clova_domain.pk)
    assert page is not None
    heard = read._ask(page)
    cancel.cancel(job)
    keep.keep(page, heard)
    page.refresh_from_db()
    job.refresh_from_db()
    assert (page.status, job.status) == (Page.Status.CANCELED, Job.Status.CANCELED)
    assert page.reading is not None


def test_what_was_cancelled_since_the_claim_is_not_sent(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    job = receive(person, clova_domain)
    prepare.prepare_next()
    page = read._claim(clova_domain.pk)
    assert page is not None
    cancel.cancel(job)
    read._read(page)
    assert fake_clova.calls == []


def test_an_answer_for_a_deleted_job_is_dropped_quietly(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    prepare.prepare_next()
    page = read._claim(clova_domain.pk)
    assert page is not None
    heard = read._ask(page)
    Job.objects.filter(pk=job.pk).delete()
    keep.keep(page, heard)
    assert not Reading.objects.exists()
    assert Call.objects.get().completed is not None


def test_reading_again_keeps_the_earlier_reading(person: User, clova_domain: Domain) -> None:
    job = send(person, clova_domain)
    first = job.pages.get().reading
    retry.read_again(job, domain=clova_domain, options={}, turn=0)
    work()
    page = job.pages.get()
    assert page.reading != first
    assert [reading.run for reading in page.readings.order_by("pk")] == [1, 2]


def test_a_turned_page_is_sent_turned(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    job = send(person, clova_domain)
    retry.read_again(job, domain=clova_domain, options={}, turn=90)
    work()
    reading = job.pages.get().reading
    assert reading is not None
    assert (reading.width, reading.height, reading.turn) == (120, 240, 90)


def test_only_failed_pages_are_retried(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    from tests.jobs.test_prepare import tiff

    fake_clova.script([steps.ocr_error("0011")])
    job = send(person, clova_domain, tiff(2), "fax.tiff")
    assert (job.status, job.pages_failed) == (Job.Status.PARTLY_FAILED, 1)
    assert retry.retry(job) == 1
    work()
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert len(fake_clova.calls) == 3


def test_a_job_in_progress_cannot_be_read_again(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    with pytest.raises(retry.Busy):
        retry.read_again(job, domain=clova_domain, options={})


def test_json_bodies_can_be_sent_instead_of_multipart(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    clova_domain.body = "json"
    clova_domain.save()
    assert send(person, clova_domain).status == Job.Status.DONE
    assert fake_clova.calls[0].headers["content-type"].startswith("application/json")
