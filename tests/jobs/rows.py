"""Makes and reports rows in another process's database; for tests that kill processes.

python -m tests.jobs.rows make INVOKE_URL SECRET JOBS
python -m tests.jobs.rows wait
python -m tests.jobs.rows report
"""

from __future__ import annotations

import datetime
import io
import json
import sys

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from ocr.jobs import submit  # noqa: E402
from ocr.models import Call, Domain, Job, Page, Reading, Secret  # noqa: E402
from tests import builders  # noqa: E402


def make(invoke_url: str, secret: str, jobs: int) -> None:
    """Jobs of two pages each in a CLOVA domain with short time-outs."""
    person = builders.make_user("mina", superuser=True)
    domain = builders.make_domain(
        "CLOVA", engine=Domain.Engine.CLOVA, invoke_url=invoke_url,
        connect_timeout=1, read_timeout=3,
    )  # fmt: skip
    Secret.enter(domain, secret)
    batch = builders.make_batch(person)
    for item in range(jobs):
        file = ContentFile(_fax(), name="fax.tiff")
        submit.add(batch, item, file, "fax.tiff", domain, {})


def wait() -> None:
    """As if so much time had passed that every lease has run out."""
    past = timezone.now() - datetime.timedelta(seconds=1)
    for rows in (Job.objects, Page.objects):
        rows.exclude(lease_token="").update(lease_until=past)
    Page.objects.filter(status=Page.Status.WAITING).update(run_after=past)


def report() -> dict[str, object]:
    """What the rows say, as JSON for the test."""
    return {
        "jobs": list(Job.objects.values_list("status", flat=True)),
        "pages": list(Page.objects.values_list("status", flat=True)),
        "readings": Reading.objects.count(),
        "calls": Call.objects.count(),
        "perhaps_paid": Call.objects.perhaps_paid().count(),
    }


def _fax() -> bytes:
    frames = [Image.new("1", (200, 100 + number), 1) for number in range(2)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    elif sys.argv[1] == "wait":
        wait()
    else:
        print(json.dumps(report()))  # noqa: T201
