"""What ocrsite adds to a call to CLOVA.

    python -m tests.benchmarks.calls

100 one-page jobs against a local server that answers after 200 ms, four calls at a time,
with the real worker. "Reading" runs from the first claim to the last page read; beside
it the ideal, and the same calls made by four bare threads with requests in the same run.
Preparing is reported apart.
"""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from tests import sites
from tests.fakes.clova import FakeClova

JOBS, SLOTS, LATENCY = 100, 4, 0.2


def main() -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as folder, FakeClova(latency=LATENCY) as fake:
        env = sites.environment(Path(folder), CLOVA_ALLOWED_HOSTS=fake.host)
        os.environ.update(env)
        sites.manage(env, "migrate", "--verbosity", "0")
        preparing = _prepared(fake)
        with sites.Worker(env):
            reading = _read()
        bare = _bare(fake)
    ideal = JOBS / SLOTS * LATENCY
    return "\n".join(
        [
            "| what | seconds | times the ideal |",
            "| --- | ---: | ---: |",
            f"| ideal: {JOBS} calls of {LATENCY} s, {SLOTS} at a time | {ideal:.2f} | 1.00 |",
            f"| four bare threads with requests | {bare:.2f} | {bare / ideal:.2f} |",
            f"| ocrsite, from prepared to read | {reading:.2f} | {reading / ideal:.2f} |",
            f"| preparing {JOBS} files, one after another | {preparing:.2f} | |",
        ]
    )


def _prepared(fake: FakeClova) -> float:
    import django

    django.setup()
    from ocr.jobs import prepare, submit
    from ocr.models import Domain, Secret
    from tests import builders

    person = builders.make_user("mina", superuser=True)
    domain = builders.make_domain(
        "CLOVA", engine=Domain.Engine.CLOVA, invoke_url=fake.invoke_url(), slots=SLOTS
    )
    Secret.enter(domain, fake.secret)
    batch = builders.make_batch(person)
    for item in range(JOBS):
        submit.add(batch, item, builders.upload(), "page.png", domain, {})
    began = time.monotonic()
    while prepare.prepare_next():
        pass
    return time.monotonic() - began


def _read() -> float:
    from django.db.models import Max, Min

    from ocr.models import Page, Reading

    end = time.monotonic() + 120
    while Page.objects.exclude(status=Page.Status.READ).exists():
        if time.monotonic() > end:
            raise SystemExit("the pages were not read in time")
        time.sleep(0.2)
    began = Page.objects.aggregate(first=Min("claimed"))["first"]
    ended = Reading.objects.aggregate(last=Max("created"))["last"]
    seconds: float = (ended - began).total_seconds()
    return seconds


def _bare(fake: FakeClova) -> float:
    call = fake.calls[0]
    headers = {
        name: call.headers[name]
        for name in ("content-type", "x-ocr-secret")
        if name in call.headers
    } | {"X-OCR-SECRET": fake.secret}
    url = fake.invoke_url()

    def send(_: int) -> None:
        requests.post(url, data=call.body, headers=headers, timeout=10).raise_for_status()

    began = time.monotonic()
    with ThreadPoolExecutor(SLOTS) as threads:
        list(threads.map(send, range(JOBS)))
    return time.monotonic() - began


if __name__ == "__main__":
    print(main())
