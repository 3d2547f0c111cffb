"""What a person may ask of the list of jobs; every answer lives in the URL."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocr.forms.rows import RowsField
from ocr.models import Domain, Job, Membership, Page, User
from ocr.models.job import JobQuerySet

STATES = {
    "progress": tuple(Job.IN_PROGRESS),
    "failed": Job.BROKEN,
    "done": (Job.Status.DONE,),
}
STATE_NAMES = {
    "": _("All"),
    "progress": _("In progress"),
    "failed": _("Failed"),
    "done": _("Done"),
}
SOURCES = [
    ("", _("Uploads")),
    ("all", _("All sources")),
    (Job.Source.TERMINAL, _("terminal")),
    (Job.Source.GATEWAY, _("gateway")),
]

# Days whose ends have a place in every time zone; Python's own calendar ends at its edges.
_DAYS = (
    MinValueValidator(datetime.date(1900, 1, 1)),
    MaxValueValidator(datetime.date(9000, 1, 1)),
)


class HistoryForm(forms.Form):
    """Search, state and filters; what makes no sense is ignored, never an error page."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=list(STATE_NAMES.items()))
    domain = forms.ModelChoiceField(
        Domain.objects.none(), required=False, label=_("Domain"), empty_label=_("All domains")
    )
    by = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("Uploaded by"), empty_label=_("Everybody")
    )
    since = forms.DateField(required=False, label=_("From"), validators=_DAYS)
    until = forms.DateField(required=False, label=_("To"), validators=_DAYS)
    source = forms.ChoiceField(required=False, label=_("Source"), choices=SOURCES)

    def __init__(self, user: User, data: QueryDict) -> None:
        super().__init__(_renamed(data))
        self.user = user
        self.sees_others = user.is_superuser or Membership.objects.of(user).seeing().exists()
        self.field("domain").queryset = Domain.objects.visible_to(user)
        if self.sees_others:
            has_jobs = Exists(Job.objects.filter(by=OuterRef("pk")))
            self.field("by").queryset = User.objects.filter(has_jobs).order_by("username")
        for name in ("domain", "by", "source", "since", "until"):
            self.fields[name].widget.attrs["class"] = "input"
        for name in ("since", "until"):
            self.fields[name].widget.input_type = "date"
        self.is_valid()

    def clean_q(self) -> str:
        """A Mac gives Korean file names in pieces (NFD); they are kept whole (NFC)."""
        return unicodedata.normalize("NFC", self.cleaned_data["q"])

    def field(self, name: str) -> Any:
        """A field as its own class; the stubs know only the base."""
        return self.fields[name]

    def value(self, name: str) -> Any:
        """A cleaned value, None when it was left out or makes no sense."""
        return self.cleaned_data.get(name) or None

    def jobs(self) -> JobQuerySet:
        """The jobs that fit everything but the state."""
        jobs = Job.objects.visible_to(self.user).filter(self._filters())
        words = self.value("q")
        return jobs.filter(_holds(words)) if words else jobs

    def jobs_in_state(self) -> JobQuerySet:
        """The jobs that fit everything."""
        statuses = STATES.get(self.value("state"))
        return self.jobs().filter(status__in=statuses) if statuses else self.jobs()

    def counts(self) -> dict[str, int]:
        """How many jobs each state chip stands for, in one query."""
        sums = {f"is_{name}": _number(name) for name in STATES}
        found = self.jobs().order_by().aggregate(everything=Count("pk"), **sums)
        return {"": found["everything"]} | {name: found[f"is_{name}"] for name in STATES}

    def _filters(self) -> Q:
        found = Q()
        for name in ("domain", "by"):
            if self.value(name):
                found &= Q(**{name: self.value(name)})
        if self.value("since"):
            found &= Q(created__gte=_midnight(self.value("since")))
        if self.value("until"):
            found &= Q(created__lt=_midnight(self.value("until") + datetime.timedelta(days=1)))
        if self.value("source") != "all":
            found &= Q(source=self.value("source") or Job.Source.UPLOAD)
        return found


def _renamed(data: QueryDict) -> dict[str, str]:
    """`from` is a word of Python; the addresses keep it."""
    names = {"from": "since", "to": "until"}
    return {names.get(name, name): str(value).strip() for name, value in data.items()}


def _holds(words: str) -> Q:
    pages = Page.objects.filter(reading__text__icontains=words)
    return Q(name__icontains=words) | Q(pk__in=pages.values("job"))


def _number(name: str) -> Count:
    return Count("pk", filter=Q(status__in=STATES[name]))


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


class ChosenForm(forms.Form):
    """The jobs whose boxes were ticked, only those the person may see."""

    job = RowsField(Job.objects.none())

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].queryset = Job.objects.visible_to(user)  # type: ignore[attr-defined]

    @property
    def jobs(self) -> QuerySet[Job]:
        """The chosen jobs; raises KeyError when the form is not valid."""
        found: QuerySet[Job] = self.cleaned_data["job"]
        return found
