"""A newcomer's first five minutes, for real: `serve`, a browser, the embedded engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import drawn
from tests.browser.site import launch
from tests.serving import Serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("first five minutes"),
]


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    site = Serving(tmp_path_factory.mktemp("data"))
    yield site
    assert site.end() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser, serving: Serving) -> Iterator[Page]:
    """Signed in with the printed name and password."""
    context = browser.new_context(locale="ko-KR", base_url=serving.url)
    page = context.new_page()
    page.goto("/")
    page.fill("[name=username]", serving.line("User name"))
    page.fill("[name=password]", serving.line("Password"))
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")
    yield page
    context.close()


def send(tab: Page, *files: Path) -> None:
    tab.goto("/upload/")
    tab.set_input_files("input[type=file][name=files]", [str(file) for file in files])
    tab.get_by_role("button", name=re.compile(r"읽기$")).click()


def test_a_phone_photo_of_a_korean_receipt_is_read(tab: Page, tmp_path: Path) -> None:
    content, text = drawn.page("ko", "receipt", "photo")
    receipt = tmp_path / "영수증.jpg"
    receipt.write_bytes(content)
    send(tab, receipt)
    tab.wait_for_url(re.compile(r"/jobs/\d+/"))
    words = tab.locator("[data-said]").first
    expect(words).not_to_be_empty(timeout=120_000)
    assert drawn.error_rate(words.inner_text(), text) < 0.15
    assert tab.locator("svg polygon").count() > 10


def test_a_pdf_of_ten_pages_is_read_page_by_page(tab: Page, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(drawn.pdf(10))
    send(tab, letter)
    tab.wait_for_url(re.compile(r"/jobs/\d+/"))
    expect(tab.get_by_text("완료").first).to_be_visible(timeout=240_000)
    tab.goto(tab.url.split("?")[0] + "?page=10")
    _, text = drawn.page("en", "para", "clean")
    words = tab.locator("[data-said]").first
    assert drawn.error_rate(words.inner_text(), text) < 0.05


def test_the_history_finds_the_job_by_its_name(tab: Page, tmp_path: Path) -> None:
    contract = tmp_path / "임대차계약서.png"
    contract.write_bytes(drawn.page("en", "receipt", "clean")[0])
    send(tab, contract)
    tab.wait_for_url(re.compile(r"/jobs/\d+/"))
    tab.goto("/jobs/?q=계약")
    expect(tab.get_by_role("link", name=re.compile("임대차계약서"))).to_have_count(1)


def test_several_files_lead_to_their_batch(tab: Page, tmp_path: Path) -> None:
    content, _ = drawn.page("en", "receipt", "clean")
    files = [tmp_path / f"receipt_{number}.png" for number in range(3)]
    for file in files:
        file.write_bytes(content)
    bad = tmp_path / "letter.docx"
    bad.write_bytes(b"PK\x03\x04 not really")
    send(tab, *files, bad)
    tab.wait_for_url(re.compile(r"/batches/\d+/"))
    expect(tab.get_by_text("완료")).to_have_count(3, timeout=120_000)
