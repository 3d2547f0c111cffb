"""Uploading and choosing in a real browser: nothing is sent too early, nothing gets lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from ocr.models import Batch, Job
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's own event loop runs in this thread; the ORM is not used inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def owner() -> Any:
    user = builders.make_user("owner")
    builders.make_domain("reading room", user)
    return user


@pytest.fixture
def tab(browser: Browser, live_server: Any, owner: Any) -> Iterator[Page]:
    """A signed-in English page."""
    context = browser.new_context(locale="en-US", base_url=live_server.url)
    client = Client()
    client.force_login(owner)
    cookie = client.cookies["ocrsite_session"].value
    context.add_cookies([{"name": "ocrsite_session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


def pick(tab: Page, *files: tuple[str, bytes]) -> None:
    chosen: Any = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]
    tab.set_input_files("[data-plain]", chosen)


def test_the_button_counts_accepted_files_and_sends_only_those(tab: Page) -> None:
    tab.goto(reverse("upload"))
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600
    pick(tab, ("a.png", builders.png()), ("b.png", builders.png(text="b")), ("c.hwp", office))
    expect(tab.locator("[data-go]")).to_have_text("Read 2 files")
    expect(tab.locator(".upload-row.is-refused")).to_contain_text("as PDF")
    assert not Job.objects.exists()
    tab.click("[data-go]")
    tab.wait_for_url("**/batches/*/")
    assert sorted(Job.objects.values_list("name", flat=True)) == ["a.png", "b.png"]
    assert Batch.objects.get().name == "a.png and 1 more"


def test_one_file_from_home_leads_to_its_job(tab: Page) -> None:
    tab.goto(reverse("home"))
    expect(tab.locator("[data-go]")).to_be_hidden()
    pick(tab, ("a.png", builders.png()))
    tab.click("text=Read 1 file")
    tab.wait_for_url("**/jobs/*/")
    assert Job.objects.count() == 1


def test_a_removed_file_is_not_sent(tab: Page) -> None:
    tab.goto(reverse("upload"))
    pick(tab, ("a.png", builders.png()), ("b.png", builders.png(text="b")))
    tab.click("[aria-label=\"Remove 'a.png'\"]")
    tab.click("text=Read 1 file")
    tab.wait_for_url("**/jobs/*/")
    assert Job.objects.get().name == "b.png"


def test_a_broken_connection_is_tried_again(tab: Page) -> None:
    tab.goto(reverse("upload"))
    left = [1]

    def flaky(route: Route) -> None:
        if route.request.method == "POST" and left:
            left.pop()
            route.abort()
        else:
            route.continue_()

    tab.route("**/upload/", flaky)
    pick(tab, ("a.png", builders.png()))
    tab.click("[data-go]")
    expect(tab.locator("[data-said]")).to_contain_text("The connection broke")
    tab.wait_for_url("**/jobs/*/")
    assert Job.objects.count() == 1


def test_an_ended_session_is_asked_for_and_the_files_stay(tab: Page) -> None:
    tab.goto(reverse("upload"))
    pick(tab, ("a.png", builders.png()), ("b.png", builders.png(text="b")))
    expect(tab.locator("[data-go]")).to_have_text("Read 2 files")
    tab.context.clear_cookies(name="ocrsite_session")
    tab.click("[data-go]")
    dialog = tab.locator("[data-sign-in-dialog]")
    expect(dialog).to_be_visible()
    assert not Job.objects.exists()
    dialog.locator("[name=password]").fill("wrong")
    dialog.locator(".main").click()
    expect(dialog.locator("[role=alert]")).to_contain_text("not right")
    dialog.locator("[name=password]").fill(builders.PASSWORD)
    dialog.locator(".main").click()
    tab.wait_for_url("**/batches/*/")
    assert Job.objects.count() == 2


def test_a_dropped_file_is_taken_anywhere_on_the_page(tab: Page) -> None:
    tab.goto(reverse("home"))
    tab.evaluate(
        """() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], "drop.jpg"));
          const about = {dataTransfer: transfer, bubbles: true, cancelable: true};
          const event = new DragEvent("drop", about);
          document.querySelector("h1").dispatchEvent(event);
        }"""
    )
    expect(tab.locator(".upload-row")).to_contain_text("drop.jpg")
    expect(tab.locator("[data-go]")).to_have_text("Read 1 file")


def test_a_plain_form_works_without_scripts(browser: Browser, live_server: Any, owner: Any) -> None:
    context = browser.new_context(
        locale="en-US", base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(reverse("sign-in"))
    page.fill("[name=username]", "owner")
    page.fill("[name=password]", builders.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(reverse("upload"))
    pick(page, ("a.png", builders.png()))
    page.click("[data-go]")
    page.wait_for_url("**/jobs/*/")
    context.close()
    assert Job.objects.count() == 1


def test_rows_are_chosen_with_shift_and_deleted_after_one_question(tab: Page, owner: Any) -> None:
    domain = owner.memberships.get().domain
    for number in range(4):
        builders.make_job(owner, domain, name=f"{number}.png")
    tab.goto(reverse("jobs"))
    bar = tab.locator(".action-bar")
    expect(bar).to_be_hidden()
    boxes = tab.locator("input[name=job]")
    boxes.nth(0).check(force=True)
    boxes.nth(2).click(modifiers=["Shift"], force=True)
    expect(bar).to_contain_text("3 chosen")
    bar.locator("text=Delete").click()
    tab.get_by_role("button", name="Delete 3").click()
    expect(tab.locator(".toast")).to_contain_text("3 jobs were deleted.")
    assert list(Job.objects.values_list("name", flat=True)) == ["0.png"]


def test_the_slash_key_reaches_the_search_field(tab: Page) -> None:
    tab.goto(reverse("jobs"))
    tab.keyboard.press("/")
    expect(tab.locator("main [data-search]")).to_be_focused()


def test_typing_a_password_survives_the_live_list(tab: Page, owner: Any) -> None:
    domain = owner.memberships.get().domain
    batch = builders.make_batch(owner, "April receipts")
    locked = builders.make_job(owner, domain, batch=batch, status=Job.Status.FAILED, pages=0)
    Job.objects.filter(pk=locked.pk).update(error="pdf_locked")
    job = builders.make_job(owner, domain, batch=batch, status=Job.Status.READING, pages=3)
    tab.goto(reverse("batch", args=[batch.pk]))
    field = tab.locator(f"#password-{locked.pk}")
    field.press_sequentially("1980")
    Job.objects.filter(pk=job.pk).update(pages_read=2)
    expect(tab.locator("#batch")).to_contain_text("2 of 3 pages")
    expect(field).to_have_value("1980")
    expect(field).to_be_focused()
    assert tab.title().startswith("(2/3) April receipts")
    Job.objects.filter(pk=job.pk).update(pages_read=3, status=Job.Status.DONE)
    expect(tab.locator("#batch")).not_to_have_attribute("hx-trigger", "every 2s")
    expect(tab.locator("#announcements")).to_contain_text("2 files", timeout=7000)
