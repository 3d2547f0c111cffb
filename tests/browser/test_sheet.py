"""The result of a job on a phone: a sheet with three stops, by hand and by keys."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def grip(tab, owner) -> Locator:
    job = builders.make_job(owner)
    tab.set_viewport_size(PHONE)
    tab.goto(reverse("job", args=[job.pk]))
    expect(tab.locator("page-boxes svg")).to_be_attached()
    return tab.locator("[data-sheet-grip]")


def stop(tab: Page) -> str | None:
    return tab.locator("#job").get_attribute("data-sheet")


def drag(tab: Page, handle: Locator, down: int) -> None:
    tab.wait_for_timeout(250)
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x, y + down / 2)
    tab.mouse.move(x, y + down)
    tab.mouse.up()


def test_a_tap_goes_round_the_three_stops(tab, grip):
    stops = []
    for _ in range(3):
        grip.click()
        stops.append(stop(tab))
    assert stops == ["full", "bar", "half"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_short_flick_goes_one_stop_on(tab, grip):
    drag(tab, grip, -60)
    assert stop(tab) == "full"
    drag(tab, grip, 60)
    assert stop(tab) == "half"
    drag(tab, tab.locator(".result-tabs"), 60)
    assert stop(tab) == "bar"


def test_a_tab_opens_a_closed_sheet(tab, grip):
    drag(tab, grip, 300)
    assert stop(tab) == "bar"
    tab.click("[data-tab=json]")
    assert stop(tab) == "half"
    expect(tab.locator("#panel-json")).to_be_visible()


def test_arrows_and_enter_move_the_sheet_and_say_where_it_stands(tab, grip):
    grip.focus()
    for key, expected in (("ArrowUp", "full"), ("ArrowUp", "full"), ("Home", "bar"),
                          ("Enter", "half"), ("End", "full")):  # fmt: skip
        tab.keyboard.press(key)
        assert stop(tab) == expected
    expect(grip).to_have_attribute("aria-valuetext", "전체")
