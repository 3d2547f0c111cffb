"""What is done on a page before its picture is taken: menus opened, files chosen, words picked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

SAMPLES = Path(__file__).resolve().parents[2] / "static" / "img" / "samples"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of an HWP file."""
Act = Callable[[Page], object]


def _choose(page: Page) -> None:
    files = [SAMPLES / "receipt.png", SAMPLES / "table.png"]
    page.set_input_files("[data-plain]", files)
    refused = {
        "name": "공문_최종본.hwp",
        "mimeType": "application/x-hwp",
        "buffer": OLE,
    }
    page.set_input_files("[data-plain]", [refused])


def _options(page: Page) -> None:
    _choose(page)
    page.click("[data-options] summary")


def _zoomed(page: Page) -> None:
    for _ in range(5):
        page.keyboard.press("+")


def _marked(page: Page) -> None:
    if page.locator(".marked summary").count():
        page.click(".marked summary")


def _stop(name: str) -> Act:
    return lambda page: page.evaluate(f"document.getElementById('job').dataset.sheet = '{name}'")


def _open_more(page: Page) -> None:
    page.locator(".bottom-bar summary, .bar-end summary").locator("visible=true").first.click()


def _pick(page: Page) -> None:
    page.locator("input[name=job]").nth(0).check(force=True)
    page.locator("input[name=job]").nth(2).check(force=True)


ACTS: dict[str, tuple[str, Act]] = {
    "upload-chosen": ("upload", _choose),
    "upload-options": ("upload", _options),
    "home-chosen": ("home", _choose),
    "home-menu": ("home", _open_more),
    "job-menu": ("job-many", lambda page: page.locator(".job-tools summary").last.click()),
    "job-download": ("job-many", lambda page: page.locator(".job-tools summary").first.click()),
    "job-zoomed": ("job", _zoomed),
    "job-marked": ("job", _marked),
    "job-sheet-bar": ("job", _stop("bar")),
    "job-sheet-full": ("job", _stop("full")),
    "history-filter": ("history", lambda page: page.click(".history-search summary")),
    "history-chosen": ("history", _pick),
    "batch-download": ("batch", lambda page: page.click("#batch-download summary")),
}
"""A name for the picture, the page it starts from, and what is done there."""
