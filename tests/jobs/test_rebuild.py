"""What is derived can be derived again."""

from __future__ import annotations

from django.core.management import call_command

from ocr.models import Job, Reading, User
from tests.builders import make_job


def test_texts_and_counts_come_back_from_the_answers(person: User) -> None:
    job = make_job(person, texts=("합계", "63,800원"))
    Reading.objects.update(text="", first_line="", fields=0)
    Job.objects.update(first_line="")
    call_command("rebuild_results", verbosity=0)
    job.refresh_from_db()
    reading = Reading.objects.get()
    assert (reading.text, reading.fields) == ("합계 63,800원", 2)
    assert job.first_line == "합계 63,800원"


def test_the_shown_text_of_a_finished_job_does_not_change_its_end(person: User) -> None:
    job = make_job(person)
    call_command("rebuild_results", verbosity=0)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
