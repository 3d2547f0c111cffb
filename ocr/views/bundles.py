"""Several jobs as one file, streamed: the text of each under its name, or CLOVA's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from ocr.models import Job, Page

KINDS = {"txt": "text/plain; charset=utf-8", "json": "application/json; charset=utf-8"}


def bundle(jobs: QuerySet[Job], kind: str, name: str) -> StreamingHttpResponse:
    """A download of all pages that were read; `kind` is a key of KINDS."""
    ends = {"txt": as_text, "json": as_json}
    pages = Page.objects.filter(job__in=jobs, reading__isnull=False)
    parts = ends[kind](pages.select_related("job").order_by("job__item", "job_id", "number"))
    response = StreamingHttpResponse(parts, content_type=KINDS[kind])
    filename = f"{name}_{gettext('result')}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, filename) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def as_text(pages: QuerySet[Page]) -> Iterator[str]:
    """Each file's text under its name; pages are parted by an empty line."""
    rows = pages.values_list("job_id", "job__name", "reading__text").iterator(200)
    first = True
    for (_job, name), texts in groupby(rows, key=lambda row: row[:2]):
        heading = f"===== {name} =====\n\n"
        yield heading if first else f"\n\n{heading}"
        first = False
        yield "\n\n".join(text for _key, _name, text in texts if text) + "\n"


def as_json(pages: QuerySet[Page]) -> Iterator[str]:
    """One list; for each file its name and, page by page, the answer as it came."""
    yield "["
    rows = pages.select_related("job", "reading__answer").iterator(50)
    for index, (_job, group) in enumerate(groupby(rows, key=lambda page: page.job_id)):
        opening = True
        for page in group:
            if opening:
                name = json.dumps(page.job.name, ensure_ascii=False)
                yield f'{"," if index else ""}\n{{"name": {name}, "pages": ['
            assert page.reading is not None
            answer = page.reading.answer.body.decode("utf-8", "replace").strip()
            yield f'{"" if opening else ","}\n{{"number": {page.number}, "answer": {answer}}}'
            opening = False
        yield "]}"
    yield "\n]\n"
