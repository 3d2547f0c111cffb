"""Home: the drop zone, what needs the person, what is in progress, the last jobs."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ocr.forms.samples import SAMPLES
from ocr.forms.upload import options_for
from ocr.models import Batch, Domain, Job, Reading, User
from ocr.views.live import is_live, live_part
from ocr.views.person import person
from ocr.views.rows import with_reasons

LAST = 10
NEEDS = 5
NEEDS_DAYS = 7
"""What failed longer ago is found in the history; it would bury what is new."""


@login_required
@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The page, or its live part when htmx asks."""
    user = person(request)
    lists = _lists(user)
    if is_live(request):
        return live_part(request, "ocr/_home_lists.html", lists, going_on=bool(lists["progress"]))
    context = lists | {
        "options": options_for(user),
        "token": uuid.uuid4(),
        "max_files": settings.MAX_FILES,
        "nothing_yet": not (lists["needs"] or lists["progress"] or lists["last"]),
        "samples": [(key, name, uuid.uuid4()) for key, name in SAMPLES.items()],
        "administrators": User.objects.filter(is_superuser=True, is_active=True)[:3],
        "has_clova": Domain.objects.filter(engine=Domain.Engine.CLOVA).exists(),
    }
    return render(request, "ocr/home.html", context)


def _lists(user: User) -> dict[str, Any]:
    mine = Job.objects.filter(by=user, source=Job.Source.UPLOAD).select_related("domain")
    week = timezone.now() - datetime.timedelta(days=NEEDS_DAYS)
    needs = list(with_reasons(mine.filter(status__in=Job.BROKEN, created__gte=week))[:NEEDS])
    progress = _progress(mine.in_progress())
    last = Job.objects.visible_to(user).filter(source=Job.Source.UPLOAD)
    over = last.exclude(status__in=Job.IN_PROGRESS).exclude(pk__in=[job.pk for job in needs])
    return {
        "needs": needs,
        "progress": progress,
        "last": list(with_reasons(over.select_related("domain", "by"))[:LAST]),
        "figures": _figures(user),
    }


def _progress(jobs: QuerySet[Job]) -> list[Batch | Job]:
    """What is under way: a batch is one line however many files it has."""
    under_way = Batch.objects.filter(pk__in=jobs.order_by().values("batch"))
    batches = under_way.annotate(
        files=Count("jobs"),
        done=Sum("jobs__pages_read") + Sum("jobs__pages_failed"),
        pages=Sum("jobs__pages_total"),
        unprepared=Count("jobs", filter=Q(jobs__status__in=Job.IN_PROGRESS[:2])),
    )
    several = [batch for batch in batches[:LAST] if batch.files > 1]
    alone = jobs.exclude(batch__in=several)[: LAST - len(several)]
    return [*several, *alone]


def _figures(user: User) -> dict[str, Any]:
    """Pages read today and this month; administrators see them by domain too."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    readings = Reading.objects.order_by().filter(created__gte=today.replace(day=1))
    if not user.is_superuser:
        readings = readings.filter(page__job__in=Job.objects.visible_to(user))
    by_domain = list(
        readings.values("domain_name")
        .annotate(month=Count("pk"), today=Count("pk", filter=Q(created__gte=today)))
        .order_by("-month")
    )
    return {
        "today": sum(row["today"] for row in by_domain),
        "month": sum(row["month"] for row in by_domain),
        "by_domain": by_domain[:4] if user.is_superuser and len(by_domain) > 1 else [],
    }
