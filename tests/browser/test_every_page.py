"""Every page in a real browser: no error in its console, nothing that the policy has to stop."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from ocr.models import Domain, Job, Secret, User
from ocr.results import MatchedTemplate
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script></script>{{7*7}}\u202e'


def rows() -> list[str]:
    """Hostile words wherever people or engines put words; the addresses that show them."""
    user = builders.make_user("root", superuser=True)
    user.first_name = user.last_name = HOSTILE
    user.save()
    domain = builders.make_domain(HOSTILE[:50], user, engine=Domain.Engine.CLOVA)
    Secret.enter(domain, "k" * 40)
    batch = builders.make_batch(user, HOSTILE)
    job = builders.make_job(user, domain, name=f"{HOSTILE}.png", batch=batch)
    found = builders.recognition(
        HOSTILE, "</script>", matched_template=MatchedTemplate(1, HOSTILE), confidence=0.3
    )
    builders.make_reading(job.pages.get(), found)
    job.settle()
    failed = builders.make_job(user, domain, name=HOSTILE, batch=batch, status=Job.Status.READING)
    failed.pages.update(status="FAILED", error="clova_trouble", error_detail=HOSTILE)
    failed.settle()
    locked = builders.make_job(user, domain, batch=batch, status=Job.Status.RECEIVED, pages=0)
    Job.objects.filter(pk=locked.pk).update(status=Job.Status.FAILED, error="pdf_locked")
    one = [f"/jobs/{job.pk}/{query}" for query in ("", "?tab=json", "?ask=rename", "?field=0")]
    lists = ["/", "/upload/", "/jobs/", "/jobs/?state=failed&q=%22%3E", "/domains/", "/help/"]
    people = ["/account/", "/account/password/", f"/domains/{domain.pk}/", f"/batches/{batch.pk}/"]
    admin = ["", "ocr/domain/", "ocr/domain/add/", f"ocr/domain/{domain.pk}/change/", "ocr/call/"]
    admin += [f"ocr/domain/test/?domain={domain.pk}", f"ocr/domain/{domain.pk}/delete/"]
    admin += ["ocr/user/", f"ocr/user/{user.pk}/change/", f"ocr/user/{user.pk}/password/"]
    admin += ["ocr/connectioncheck/", "auth/group/add/", "axes/accessattempt/"]
    return [
        *one, f"/jobs/{failed.pk}/", f"/jobs/{locked.pk}/", *lists, *people,
        *(f"/admin/{address}" for address in admin),
    ]  # fmt: skip


@pytest.fixture
def complaints(browser: Any, live_server: Any) -> Any:
    """A page signed in as an administrator, and what its console says against it."""
    addresses = rows()
    context = browser.new_context(base_url=live_server.url, locale="en-US")
    client = Client()
    client.force_login(User.objects.get(username="root"))
    cookie = client.cookies["ocrsite_session"].value
    context.add_cookies([{"name": "ocrsite_session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: said.append(f"{page.url}: a dialog {dialog.message}"))
    page.on("console", lambda line: _note(said, page, line))
    yield page, addresses, said
    context.close()


def _note(said: list[str], page: Page, line: Any) -> None:
    if line.type in ("error", "warning"):
        said.append(f"{page.url}: {line.text}")


def test_hostile_words_run_nowhere_and_no_page_complains(complaints: Any) -> None:
    page, addresses, said = complaints
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.locator("img[src=x]").count() == 0, address
    assert said == []
