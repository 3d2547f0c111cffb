from __future__ import annotations

import datetime

import pytest
from django.utils import timezone, translation

from ocr.models import Job
from ocr.templatetags import ocr


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 B"), (830, "830 B"), (12_000, "12 KB"), (2_500_000, "2.4 MB"),
     (50 * 1024 * 1024, "50 MB"), (3 * 1024**3 + 1, "3.0 GB"), (5 * 1024**4, "5,120 GB")],
)  # fmt: skip
def test_sizes_are_written_as_people_read_them(value: int, words: str) -> None:
    assert ocr.size(value) == words


def test_moments_are_today_yesterday_or_a_date() -> None:
    now = timezone.localtime().replace(hour=14, minute=5)
    with translation.override("en"):
        assert ocr.moment(now) == "today 14:05"
        assert ocr.moment(now - datetime.timedelta(days=1)) == "yesterday 14:05"
    old = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    assert ocr.moment(old) == "2026-03-02"
    assert 'title="2026-03-02 08:30:00"' in ocr.when(old)
    assert ocr.when(None) == ""


def test_a_long_name_keeps_its_end() -> None:
    html = ocr.cut("a very long name of a file <1>.pdf")
    assert html.endswith("<span> file &lt;1&gt;.pdf</span></span>") or "&lt;1&gt;.pdf" in html
    assert "<1>" not in html


def test_a_job_that_is_read_says_how_far() -> None:
    job = Job(status=Job.Status.READING, pages_total=12, pages_read=2, pages_failed=1)
    with translation.override("en"):
        assert ocr.state_words(job) == "reading 3 of 12"
        assert "Reading 3 of 12" in ocr.state(job)


@pytest.mark.parametrize("status", Job.Status.values)
def test_every_state_has_an_icon_and_words(status: str) -> None:
    assert "<svg" in ocr.state(Job(status=status))


def test_the_hint_is_the_reason_before_the_text() -> None:
    with translation.override("en"):
        assert "PDF" in ocr.hint(Job(error="file_is_hangul_or_word", first_line="x"))
        assert ocr.hint(Job(pages_failed=2, pages_total=3)) == "2 of 3 pages could not be read."
        assert ocr.hint(Job(first_line="나루서점")) == "나루서점"


def test_the_hint_of_failed_pages_says_why() -> None:
    job = Job(pages_failed=1, pages_total=1)
    job.page_error = "read_timeout"  # type: ignore[attr-defined]
    with translation.override("en"):
        assert ocr.hint(job) == "CLOVA did not answer in time."
        job.pages_total = 3
        assert ocr.hint(job) == "1 of 3 pages could not be read. CLOVA did not answer in time."
