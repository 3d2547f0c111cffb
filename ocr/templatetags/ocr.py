"""Tags and filters of all pages: icons, names cut in the middle, times, sizes, states."""

from __future__ import annotations

import datetime

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ocr import trouble
from ocr.jobs import password
from ocr.models import Job

register = template.Library()

END_OF_NAME = 12
"""Characters at the end of a file name that stay visible."""

_STATES = {
    Job.Status.RECEIVED: ("waiting", "clock"),
    Job.Status.PREPARING: ("reading", "loader-2"),
    Job.Status.READING: ("reading", "loader-2"),
    Job.Status.DONE: ("done", "check"),
    Job.Status.PARTLY_FAILED: ("partly", "alert-triangle"),
    Job.Status.FAILED: ("failed", "alert-circle"),
    Job.Status.CANCELED: ("canceled", "ban"),
}
_UNITS = ("KB", "MB", "GB")
_SENTENCES = {
    "today": _("today %(time)s"),
    "yesterday": _("yesterday %(time)s"),
}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite; decoration, so it is silent for screen readers."""
    href = static("vendor/icons/sprite.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', size, href, name
    )


@register.simple_tag
def cut(name: str) -> SafeString:
    """A file name that loses its middle, not its end, where room is short."""
    if len(name) <= END_OF_NAME:
        return format_html('<span class="cut" title="{0}"><span>{0}</span></span>', name)
    start, end = name[:-END_OF_NAME], name[-END_OF_NAME:]
    return format_html(
        '<span class="cut" title="{}"><span>{}</span><span>{}</span></span>', name, start, end
    )


@register.filter
def moment(value: datetime.datetime) -> str:
    """`today 14:05`, `yesterday 09:30`, then `2026-11-20`, in the site's time zone."""
    local = timezone.localtime(value)
    days = (timezone.localdate() - local.date()).days
    key = {0: "today", 1: "yesterday"}.get(days)
    if key is None:
        return local.strftime("%Y-%m-%d")
    return str(_SENTENCES[key] % {"time": local.strftime("%H:%M")})


@register.simple_tag
def when(value: datetime.datetime | None) -> SafeString | str:
    """The moment as a `<time>`, with the full date and time on hover."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    full = f"{date_format(local, 'Y-m-d')} {local:%H:%M:%S}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), full, moment(value)
    )


@register.filter
def size(value: int) -> str:
    """Bytes as people read them: `830 B`, `12 KB`, `2.4 MB`."""
    if value < 1024:
        return f"{value} B"
    amount, place = value / 1024, 0
    while amount >= 1024 and place < len(_UNITS) - 1:
        amount, place = amount / 1024, place + 1
    unit = _UNITS[place]
    digits = 0 if unit == "KB" or amount == int(amount) else 1
    return f"{amount:,.{digits}f} {unit}"


@register.filter
def thousands(value: int) -> str:
    """`1,234`."""
    return f"{value:,}"


@register.filter
def count_pages(value: int) -> str:
    """`12 pages`, in the reader's language."""
    return ngettext("%(count)s page", "%(count)s pages", value) % {"count": f"{value:,}"}


@register.filter
def state_words(job: Job) -> str:
    """The state of a job in words; while it is being read, with pages done of pages."""
    if job.status == Job.Status.READING and job.pages_total:
        numbers = {"done": job.pages_done, "total": job.pages_total}
        return gettext("reading %(done)s of %(total)s") % numbers
    return str(job.get_status_display())


@register.simple_tag(takes_context=True)
def other_page(context: Context, number: int) -> str:
    """The query of the address with another page of the list."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return str(query.urlencode())


@register.filter
def hint(job: Job) -> str:
    """The second line of a row: why it failed, else the first line of its text."""
    if job.error:
        explained = trouble.explain(job.error, job.error_params)
        # The row of a locked PDF has a field for the password: that is the advice.
        advice = "" if password.is_locked(job) else explained.advice
        return f"{explained.meaning} {advice}".strip()
    return _failed_pages(job) if job.pages_failed else job.first_line


def _failed_pages(job: Job) -> str:
    """How many pages failed and why the first did, where the row was asked for with reasons."""
    code = getattr(job, "page_error", None)
    why = trouble.explain(code, getattr(job, "page_error_params", None)).meaning if code else ""
    if job.pages_total == 1:
        return why or gettext("The page could not be read.")
    numbers = {"count": f"{job.pages_failed:,}", "total": f"{job.pages_total:,}"}
    counted = gettext("%(count)s of %(total)s pages could not be read.") % numbers
    return f"{counted} {why}".strip()


@register.filter
def meaning(code: str) -> str:
    """What a trouble code means, for administrators with what to do."""
    explained = trouble.explain(code)
    return f"{explained.meaning} {explained.remedy}".strip()


@register.filter
def is_locked(job: Job) -> bool:
    """Whether the job waits for the password of a PDF."""
    return password.is_locked(job)


@register.simple_tag
def state(job: Job) -> SafeString:
    """The state of a job: an icon and words; only what needs attention has a colour."""
    kind, name = _STATES[Job.Status(job.status)]
    return format_html(
        '<span class="state {}">{}{}</span>', kind, icon(name), capfirst(state_words(job))
    )
