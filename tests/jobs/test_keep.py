"""What is kept when several pages of a job end, or a cancel comes, at the same moment.

SQLite lets only one transaction write at a time; on PostgreSQL the lock on the job must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from ocr.engines.base import Outcome
from ocr.jobs import cancel, keep
from ocr.jobs.ledger import Heard
from ocr.models import Job, Page, Reading
from tests import builders

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one transaction at a time"),
]


def test_pages_that_end_at_once_are_all_counted() -> None:
    first, second = _claimed(pages=2)
    with _at_once(lambda: keep.keep(second, _heard())):
        keep.keep(first, _heard())
    job = Job.objects.get()
    assert (job.status, job.pages_read) == (Job.Status.DONE, 2)


def test_a_cancel_waits_for_the_page_that_ends_and_does_not_undo_it() -> None:
    first, _second = _claimed(pages=2)
    with _at_once(lambda: cancel.cancel(first.job)):
        keep.keep(first, _heard())
    job = Job.objects.get()
    assert (job.status, job.pages_read) == (Job.Status.CANCELED, 1)
    assert sorted(Page.objects.values_list("status", flat=True)) == ["CANCELED", "READ"]


def test_a_page_that_ends_while_its_job_is_deleted_leaves_nothing() -> None:
    (page,) = _claimed(pages=1)
    with _at_once(lambda: keep.keep(page, _heard())):
        Job.objects.all().delete()
    assert not Reading.objects.exists()


def _claimed(pages: int) -> list[Page]:
    job = builders.make_job(builders.make_user(), status=Job.Status.READING, pages=pages)
    found = list(job.pages.select_related("job__domain"))
    assert all(page.take(60) for page in found)
    return found


def _heard() -> Heard:
    return Heard(Outcome(b"{}", builders.recognition("합계")))


@contextmanager
def _at_once(rival: Callable[[], object]) -> Iterator[None]:
    """Runs the block in a transaction that ends only when `rival` waits for a lock of it."""

    def run() -> None:
        try:
            rival()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            yield
            over = threads.submit(run)
            with pytest.raises(TimeoutError):
                over.result(0.3)
        over.result(30)
