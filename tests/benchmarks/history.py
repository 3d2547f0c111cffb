"""How long the history takes with 10,000 jobs, and how many queries.

python -m tests.benchmarks.history
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from tests import sites

JOBS, ROUNDS = 10_000, 15
PAGES = {
    "first page": "/jobs/",
    "page 100": "/jobs/?page=100",
    "failed only": "/jobs/?state=failed",
    "search in names and text": "/jobs/?q=영수증",
    "search without a hit": "/jobs/?q=없는낱말",
    "home": "/",
}


def main() -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        env = sites.environment(Path(folder))
        os.environ.update(env)
        sites.manage(env, "migrate", "--verbosity", "0")
        _fill()
        rows = [_measure(name, path) for name, path in PAGES.items()]
    head = ["| page | median ms | slowest ms | queries |", "| --- | ---: | ---: | ---: |"]
    return "\n".join([*head, *rows])


def _fill() -> None:
    import django

    django.setup()
    from ocr.management import static_files

    static_files.collect()
    from ocr.models import Domain, Job, Page, Reading
    from tests import builders

    person = builders.make_user("mina", superuser=True)
    domains = [builders.make_domain(f"Domain {number}") for number in range(5)]
    jobs = Job.objects.bulk_create(
        Job(
            by=person, domain=domains[number % 5], name=f"영수증_{number:05}.jpg", item=number,
            status=Job.Status.FAILED if number % 50 == 0 else Job.Status.DONE,
            pages_total=1, pages_read=1, first_line="합계 63,800원",
        )
        for number in range(JOBS)
    )  # fmt: skip
    pages = Page.objects.bulk_create(
        Page(job=job, number=1, status=Page.Status.READ, image="0001.png") for job in jobs
    )
    readings = Reading.objects.bulk_create(
        Reading(page=page, engine=Domain.Engine.EMBEDDED, domain_name="Domain", text=_text(number))
        for number, page in enumerate(pages)
    )
    for page, reading in zip(pages, readings, strict=True):
        page.reading = reading
    Page.objects.bulk_update(pages, ["reading"], batch_size=500)


def _text(number: int) -> str:
    return f"주식회사 보기 {number}\n품목 수량 금액\n" + "사과 3개 4,500원\n" * 12


def _measure(name: str, path: str) -> str:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ocr.models import User

    client = Client()
    client.force_login(User.objects.get(username="mina"))
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    # The log is emptied with the next request.
    count = len(queries)
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(path).status_code == 200
        spent.append((time.perf_counter() - began) * 1000)
    return f"| {name} | {statistics.median(spent):.0f} | {max(spent):.0f} | {count} |"


if __name__ == "__main__":
    print(main())
