"""Cancelling, deleting, renaming; the sweep; checks."""

from __future__ import annotations

import os
import time
from pathlib import Path

from ocr.jobs import cancel, checks, delete, files, prepare, rename, retry, sweep
from ocr.models import Call, ConnectionCheck, Domain, Job, Page, User
from tests.builders import make_job
from tests.fakes import steps
from tests.fakes.clova import FakeClova
from tests.jobs.worker import receive, send, work


def test_a_cancelled_job_is_not_prepared(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    assert cancel.cancel(job)
    assert not prepare.prepare_next()
    assert job.status == Job.Status.CANCELED


def test_a_job_that_is_over_cannot_be_cancelled(person: User, clova_domain: Domain) -> None:
    assert not cancel.cancel(send(person, clova_domain))


def test_a_cancelled_job_can_be_taken_up_again(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    cancel.cancel(job)
    assert retry.retry(job) == 1
    work()
    job.refresh_from_db()
    assert job.status == Job.Status.DONE


def test_deleting_takes_rows_and_files_but_leaves_the_ledger(
    person: User, clova_domain: Domain
) -> None:
    job = send(person, clova_domain)
    folder = files.folder(job)
    assert folder.exists()
    assert delete.delete(Job.objects.filter(pk=job.pk)) == (1, 1)
    assert not folder.exists()
    assert Call.objects.count() == 1


def test_a_new_name_is_kept_without_path_or_control_characters(
    person: User, clova_domain: Domain
) -> None:
    job = make_job(person, clova_domain)
    rename.rename(job, "../../영수증\u202e 4월.png")
    job.refresh_from_db()
    assert "/" not in job.name
    assert "\u202e" not in job.name
    assert "영수증" in job.name


def test_the_sweep_removes_only_old_folders_without_a_job(
    person: User, clova_domain: Domain, settings: object
) -> None:
    job = make_job(person, clova_domain)
    orphan = Path(settings.MEDIA_ROOT) / "jobs" / "ab" / "orphan"  # type: ignore[attr-defined]
    fresh = orphan.with_name("fresh")
    orphan.mkdir(parents=True)
    fresh.mkdir()
    old = time.time() - 2 * sweep.ORPHAN_AGE
    os.utime(orphan, (old, old))
    os.utime(files.folder(job), (old, old))
    assert sweep.tidy() == 1
    assert fresh.exists()
    assert files.folder(job).exists()


def test_pages_of_a_deleted_domain_end_with_the_reason(person: User, clova_domain: Domain) -> None:
    job = receive(person, clova_domain)
    prepare.prepare_next()
    clova_domain.delete()
    sweep.sweep()
    job.refresh_from_db()
    assert (job.status, job.pages.get().error) == (Job.Status.FAILED, "domain_missing")


def test_pages_of_a_domain_that_was_switched_off_end_with_the_reason(
    person: User, clova_domain: Domain
) -> None:
    job = receive(person, clova_domain)
    prepare.prepare_next()
    Domain.objects.update(active=False)
    sweep.sweep()
    job.refresh_from_db()
    assert (job.status, job.pages.get().error) == (Job.Status.FAILED, "domain_inactive")


def test_a_good_connection_is_said_to_be_good(person: User, clova_domain: Domain) -> None:
    check = checks.request(clova_domain, person)
    work()
    check.refresh_from_db()
    assert (check.status, check.code) == (ConnectionCheck.Status.DONE, "")
    assert Call.objects.get().purpose == Call.Purpose.CHECK


def test_a_refused_key_is_named_by_the_check(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    fake_clova.script([steps.ocr_error("0002")])
    check = checks.request(clova_domain, person)
    work()
    check.refresh_from_db()
    assert check.code == "secret_refused"


def test_an_unmatched_template_counts_as_connected(
    person: User, clova_domain: Domain, fake_clova: FakeClova
) -> None:
    clova_domain.kind = "TEMPLATE"
    clova_domain.invoke_url = fake_clova.invoke_url("TEMPLATE")
    clova_domain.save()
    fake_clova.script([steps.not_matched()])
    check = checks.request(clova_domain, person)
    work()
    check.refresh_from_db()
    assert check.code == ""


def test_a_check_waits_for_a_free_slot(person: User, clova_domain: Domain) -> None:
    clova_domain.slots = 1
    clova_domain.save()
    receive(person, clova_domain)
    prepare.prepare_next()
    assert Page.objects.get().take(60)
    checks.request(clova_domain, person)
    assert not checks.run_next()
