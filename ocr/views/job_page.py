"""What the job page is made of: the page asked for, its reading, and the state of both.

Asks the rows and the stored answers; decides nothing about looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from ocr.clova.errors import AnswerError
from ocr.jobs import answers, password
from ocr.models import Call, Job, Page, Reading
from ocr.trouble import Explained, explain
from ocr.views.page_view import PageView
from ocr.views.person import person

WAITING, WARMING, READING, POSTPONED = "waiting", "warming", "reading", "postponed"
FAILED, CANCELED, OUTCOME, NOTHING, CONTENT = "failed", "canceled", "outcome", "nothing", "content"

NOT_MATCHED = "template_not_matched"


def visible_job(request: HttpRequest, pk: int) -> Job:
    """The job if the person may see it; raises `Http404` otherwise."""
    jobs = Job.objects.visible_to(person(request))
    return get_object_or_404(jobs.select_related("domain", "by", "batch"), pk=pk)


def visible_page(request: HttpRequest, pk: int, number: int) -> Page:
    """One page of a job that the person may see; raises `Http404` otherwise."""
    pages = Page.objects.select_related("job__domain", "reading")
    return get_object_or_404(pages, job=visible_job(request, pk), number=number)


def asked_reading(page: Page, query: QueryDict) -> Reading | None:
    """The reading named by `?reading=`, else the page's own; raises `Http404` for a foreign one."""
    asked = query.get("reading", "")
    if not asked:
        return page.reading
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return get_object_or_404(Reading, pk=int(asked), page=page)


@dataclass(frozen=True, slots=True)
class Failure:
    """The banner: which pages failed, and why the first of them did."""

    numbers: list[int]
    others_read: bool
    why: Explained
    detail: str
    calls_perhaps_paid: int


class JobPage:
    """A job as one person looks at it. Everything is asked for once, on first use."""

    def __init__(self, job: Job, query: QueryDict) -> None:
        self.job = job
        self.query = query

    @cached_property
    def pages(self) -> list[Page]:
        return list(self.job.pages.all())

    @cached_property
    def page(self) -> Page | None:
        """The page asked for, else the first one."""
        if not self.pages:
            return None
        asked = self.query.get("page", "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
        return next((page for page in self.pages if page.number == number), self.pages[0])

    @cached_property
    def previous(self) -> Page | None:
        return self._neighbour(-1)

    @cached_property
    def next(self) -> Page | None:
        return self._neighbour(1)

    @cached_property
    def reading(self) -> Reading | None:
        return asked_reading(self.page, self.query) if self.page else None

    @property
    def is_earlier(self) -> bool:
        """Whether a reading is shown that is not the page's own."""
        return bool(self.page and self.reading and self.reading.pk != self.page.reading_id)

    @cached_property
    def view(self) -> PageView | None:
        """What the reading says; None when there is none or its answer cannot be understood."""
        reading = self.reading
        if reading is None or reading.outcome:
            return None
        try:
            recognition = answers.recognition(reading)
        except (AnswerError, Reading.answer.RelatedObjectDoesNotExist):
            return None
        return PageView(recognition, reading.engine, (reading.width, reading.height))

    @cached_property
    def state(self) -> str:
        """What the result panel has to show, one of this module's words."""
        if self.view is not None:
            return NOTHING if self.view.is_empty else CONTENT
        if self.page is None:
            return WAITING
        if self.is_earlier or self.page.status == Page.Status.READ:
            return OUTCOME
        if self.page.status == Page.Status.FAILED:
            return OUTCOME if self.reading and self.reading.outcome else FAILED
        if self.page.status == Page.Status.CANCELED:
            return CANCELED
        return self._open_state(self.page)

    @property
    def tab(self) -> str:
        return self.view.open_tab(self.query.get("tab", "")) if self.view else ""

    @property
    def asked_tab(self) -> str:
        """The tab that the address names, if the page has it."""
        asked = self.query.get("tab", "")
        return asked if self.view and asked in self.view.tabs else ""

    @property
    def tab_suffix(self) -> str:
        """What a link to another page adds to keep the tab."""
        return f"&tab={self.asked_tab}" if self.asked_tab else ""

    @property
    def page_query(self) -> str:
        return f"?page={self.page.number if self.page else 1}"

    @property
    def image_url(self) -> str:
        if self.page is None:
            return ""
        url = reverse("page-image", args=[self.job.pk, self.page.number])
        earlier = f"&reading={self.reading.pk}" if self.reading and self.is_earlier else ""
        return f"{url}?v={self.image_version}{earlier}"

    @property
    def next_version(self) -> str:
        """The version of the next page's image, so that it can be fetched ahead."""
        return _version(self.next, self.next.turn) if self.next else ""

    @property
    def answer_url(self) -> str:
        if self.page is None:
            return ""
        url = reverse("page-answer", args=[self.job.pk, self.page.number])
        return f"{url}?reading={self.reading.pk}" if self.reading and self.is_earlier else url

    @property
    def seconds(self) -> str:
        """How long the shown reading took, to one decimal."""
        return f"{self.reading.ms / 1000:.1f}" if self.reading else ""

    @property
    def is_locked(self) -> bool:
        return password.is_locked(self.job)

    @cached_property
    def in_batch(self) -> bool:
        """Whether the file came together with others, so that "back" leads to them."""
        if self.job.batch_id is None:
            return False
        return Job.objects.filter(batch=self.job.batch_id).exclude(pk=self.job.pk).exists()

    @property
    def image_version(self) -> str:
        """Changes whenever another image is shown under the same address."""
        if self.page is None:
            return ""
        return _version(self.page, self.reading.turn if self.reading else 0)

    @property
    def frame(self) -> tuple[int, int]:
        """Width and height of the shown image's frame, in pixels."""
        if self.reading and self.reading.width and self.reading.height:
            return self.reading.width, self.reading.height
        return (self.page.width, self.page.height) if self.page else (0, 0)

    @cached_property
    def why(self) -> Explained | None:
        """What is wrong with the shown page or, before it has pages, with the job."""
        if self.page is None:
            return explain(self.job.error, self.job.error_params) if self.job.error else None
        code = self.reading.outcome if self.state == OUTCOME and self.reading else ""
        code = code or self.page.error
        return explain(code, self.page.error_params) if code else None

    @cached_property
    def failure(self) -> Failure | None:
        failed = [page for page in self.pages if page.status == Page.Status.FAILED]
        if not failed:
            return None
        first = self.page if self.page in failed else failed[0]
        assert first is not None
        return Failure(
            numbers=[page.number for page in failed],
            others_read=any(page.status == Page.Status.READ for page in self.pages),
            why=explain(first.error, first.error_params),
            detail=first.error_detail,
            calls_perhaps_paid=self._perhaps_paid(failed),
        )

    @property
    def is_unmatched(self) -> bool:
        """Whether CLOVA answered that no template fits the shown page."""
        return self.state == OUTCOME and self.why is not None and self.why.code == NOT_MATCHED

    @property
    def has_banner(self) -> bool:
        """Whether failed pages are told above; an only page tells "no match" in its panel."""
        if self.page is None or self.job.is_in_progress or self.failure is None:
            return False
        return not (len(self.pages) == 1 and self.is_unmatched)

    @property
    def shown_perhaps_paid(self) -> int:
        """Calls for the shown page that may have been paid although nothing came of them."""
        if self.page is None or self.page.status != Page.Status.READ:
            return 0
        return self._perhaps_paid([self.page])

    @cached_property
    def readings(self) -> QuerySet[Reading]:
        """Every reading of the shown page, the newest first."""
        readings = Reading.objects.filter(page=self.page)
        return readings.defer("text").order_by("-pk")

    @property
    def job_seen(self) -> str:
        """Changes whenever the bar, the banner or the thumbnails have to be drawn again."""
        job = self.job
        return f"{job.status}-{job.pages_read}-{job.pages_failed}-{len(self.pages)}"

    @property
    def page_seen(self) -> str:
        """Changes whenever the result panel has to be drawn again."""
        page = self.page
        if page is None:
            return "none"
        return f"{page.status}-{page.reading_id or 0}-{page.error}-{self.image_version}"

    @property
    def statuses(self) -> str:
        """One letter a page: O open, R read, F failed, C cancelled."""
        return "".join("O" if page.is_open else page.status[0] for page in self.pages)

    def _neighbour(self, step: int) -> Page | None:
        if self.page is None:
            return None
        place = self.pages.index(self.page) + step
        return self.pages[place] if 0 <= place < len(self.pages) else None

    def _open_state(self, page: Page) -> str:
        if page.status == Page.Status.READING:
            return WARMING if self._is_first_embedded() else READING
        postponed = page.error and page.run_after > timezone.now()
        return POSTPONED if postponed else WAITING

    def _is_first_embedded(self) -> bool:
        if self.job.domain is None or not self.job.domain.is_embedded:
            return False
        return not Reading.objects.filter(engine=self.job.domain.engine).exists()

    @staticmethod
    def _perhaps_paid(pages: list[Page]) -> int:
        return Call.objects.filter(page__in=pages).perhaps_paid().count()


def _version(page: Page, turn: int) -> str:
    return f"{page.sha256[:12]}-{turn}"
