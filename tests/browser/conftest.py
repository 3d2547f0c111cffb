"""A browser, and a page of it that somebody is signed in on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from ocr.models import User
from tests import builders
from tests.browser.site import launch

WIDE = {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's own event loop runs in this thread; the ORM is not used inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _is_bad(line: ConsoleMessage) -> bool:
    """An error; that the part of a deleted job is not there any more is none."""
    gone = "404" in line.text and "/part/" in line.text + line.location["url"]
    return line.type == "error" and not gone


@pytest.fixture
def owner() -> User:
    return builders.make_user("owner")


@pytest.fixture
def tab(browser, live_server, owner) -> Iterator[Page]:
    """A signed-in page that fails the test on any error in the console."""
    context = browser.new_context(viewport=WIDE, locale="ko-KR", base_url=live_server.url)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    client = Client()
    client.force_login(owner)
    cookie = client.cookies["ocrsite_session"].value
    context.add_cookies([{"name": "ocrsite_session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if _is_bad(line) else None)
    yield page
    context.close()
    assert errors == []
