"""The job page in a real browser: boxes and words light each other, zoom, tabs, live progress."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from ocr.models import Domain, Job
from ocr.models import Page as JobPage
from ocr.results import (
    BoundingPoly,
    Cell,
    CellTextLine,
    CellWord,
    Field,
    Recognition,
    Table,
    Vertex,
)
from ocr.results import Image as ResultImage
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def box(left: float, top: float, right: float, bottom: float) -> BoundingPoly:
    corners = ((left, top), (right, top + 1), (right, bottom + 1), (left, bottom))
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def mixed() -> Recognition:
    """Three words on two lines: one sure, one doubtful, one at the very bottom."""
    fields = (
        Field("합계", 0.99, box(10, 10, 60, 30)),
        Field("63,8OO", 0.2, box(70, 10, 120, 30), line_break=True),
        Field("감사합니다", 0.99, box(150, 95, 230, 115), line_break=True),
    )
    return Recognition((ResultImage("0" * 32, "p1", fields=fields, width=240, height=120),))


def open_job(tab: Page, job: Job, query: str = "") -> None:
    tab.goto(reverse("job", args=[job.pk]) + query)
    expect(tab.locator("page-boxes svg")).to_be_attached()


@pytest.fixture
def job(owner):
    job = builders.make_job(owner)
    builders.make_reading(job.pages.get(), mixed())
    return job


def test_every_word_is_a_true_quadrilateral_over_its_place_on_the_image(tab, job):
    open_job(tab, job)
    polygon = tab.locator("polygon.word-box").first
    assert polygon.get_attribute("points") == "10,10 60,11 60,31 10,30"
    image, drawn = tab.locator("#page-image").bounding_box(), polygon.bounding_box()
    assert image is not None
    assert drawn is not None
    assert drawn["x"] - image["x"] == pytest.approx(image["width"] * 10 / 240, abs=2)
    assert drawn["y"] - image["y"] == pytest.approx(image["height"] * 10 / 120, abs=2)


def test_hovering_a_word_lights_its_box_and_the_other_way_round(tab, job):
    open_job(tab, job)
    tab.hover(".said [data-at='0']")
    expect(tab.locator("polygon.word-box.lit")).to_have_attribute(
        "points", "10,10 60,11 60,31 10,30"
    )
    tab.hover("polygon.word-box >> nth=1")
    expect(tab.locator(".said .lit")).to_have_text("63,8OO")
    expect(tab.locator("#word-tip")).to_contain_text("20%")


def test_a_click_selects_on_both_sides_and_in_the_address(tab, job):
    open_job(tab, job)
    tab.click("polygon.word-box >> nth=1")
    expect(tab.locator(".said .selected")).to_have_text("63,8OO")
    assert "field=1" in tab.url
    tab.click(".said [data-at='0']")
    expect(tab.locator("polygon.selected")).to_have_attribute("points", "10,10 60,11 60,31 10,30")


def test_an_address_with_a_field_selects_its_box(tab, job):
    open_job(tab, job, "?field=2")
    expect(tab.locator(".said .selected")).to_have_text("감사합니다")
    expect(tab.locator("polygon.selected")).to_have_count(1)


def test_a_click_moves_the_view_only_when_the_box_is_out_of_sight(tab, job):
    open_job(tab, job)
    scroll = tab.locator("[data-scroll]")
    for _ in range(12):
        tab.keyboard.press("+")
    tab.wait_for_timeout(250)
    scroll.evaluate("box => box.scrollTo(0, 0)")
    tab.click(".said [data-at='0']")
    tab.wait_for_timeout(500)
    assert scroll.evaluate("box => box.scrollTop") == 0
    tab.click(".said [data-at='2']")
    tab.wait_for_timeout(800)
    assert scroll.evaluate("box => box.scrollTop") > 0


def test_hover_never_moves_the_view(tab, job):
    open_job(tab, job)
    scroll = tab.locator("[data-scroll]")
    for _ in range(12):
        tab.keyboard.press("+")
    tab.wait_for_timeout(250)
    scroll.evaluate("box => box.scrollTo(0, 0)")
    tab.hover(".said [data-at='2']")
    tab.wait_for_timeout(400)
    assert scroll.evaluate("box => box.scrollTop") == 0


def test_arrow_keys_walk_through_the_words_in_reading_order(tab, job):
    open_job(tab, job)
    tab.locator("polygon.word-box").first.focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("polygon.word-box >> nth=1")).to_be_focused()
    expect(tab.locator(".said .lit")).to_have_text("63,8OO")
    tab.keyboard.press("End")
    expect(tab.locator("polygon.word-box >> nth=2")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator(".said .selected")).to_have_text("감사합니다")
    expect(tab.locator("polygon.word-box >> nth=2")).to_be_focused()


def test_wheel_keys_and_buttons_zoom(tab, job):
    open_job(tab, job)

    def scale() -> int:
        tab.wait_for_timeout(250)
        return int(tab.locator("[data-scale]").inner_text().rstrip("%"))

    first = scale()
    assert first <= 150
    tab.hover("[data-scroll]")
    tab.mouse.wheel(0, -240)
    wheeled = scale()
    assert wheeled > first
    tab.keyboard.press("-")
    assert scale() < wheeled
    tab.keyboard.press("0")
    assert scale() == first
    tab.click("[data-fit=page]")
    assert tab.locator("[data-fit=page]").get_attribute("aria-pressed") == "true"


def test_the_choice_of_boxes_is_remembered(tab, job):
    open_job(tab, job)
    svg = tab.locator("page-boxes svg")
    expect(svg).to_have_attribute("data-show", "all")
    tab.keyboard.press("b")
    expect(svg).to_have_attribute("data-show", "doubtful")
    tab.reload()
    expect(svg).to_have_attribute("data-show", "doubtful")


def test_the_text_of_the_page_is_copied(tab, job):
    open_job(tab, job)
    tab.click("[data-copy-page]")
    expect(tab.locator("#job-announce")).not_to_be_empty()
    assert tab.evaluate("navigator.clipboard.readText()") == "합계 63,8OO\n감사합니다"


def test_the_raw_answer_is_fetched_when_its_tab_opens(tab, job):
    open_job(tab, job)
    expect(tab.locator("#answer-json")).to_be_hidden()
    tab.click("[data-tab=json]")
    expect(tab.locator("#answer-json")).to_contain_text('"inferText": "합계"')
    assert "tab=json" in tab.url


def test_a_table_is_copied_as_tab_separated_text(tab, owner):
    def cell(row: int, column: int, text: str) -> Cell:
        poly = box(column * 60, row * 30, column * 60 + 50, row * 30 + 20)
        line = CellTextLine((CellWord(text, 0.99, poly),), 0.99)
        return Cell(row, column, cell_text_lines=(line,), bounding_poly=poly)

    cells = (cell(0, 0, "품목"), cell(0, 1, "금액"), cell(1, 0, "사과"), cell(1, 1, "1,200"))
    fields = (Field("품목", 0.99, box(0, 0, 50, 20), line_break=True),)
    image = ResultImage(
        "0" * 32, "p1", fields=fields, tables=(Table(cells),), width=240, height=120
    )  # fmt: skip
    job = builders.make_job(owner)
    builders.make_reading(job.pages.get(), Recognition((image,)))
    open_job(tab, job)
    tab.click("[data-copy-of='tsv-1']")
    expect(tab.locator("#job-announce")).not_to_be_empty()
    assert tab.evaluate("navigator.clipboard.readText()") == "품목\t금액\n사과\t1,200"
    tab.click(".found [data-at='t0.3']")
    expect(tab.locator("polygon.area.selected")).to_have_attribute(
        "points", "60,30 110,31 110,51 60,50"
    )


def test_text_arrives_while_the_page_is_open_and_the_polling_ends(tab, owner):
    job = builders.make_job(owner, status=Job.Status.READING)
    tab.goto(reverse("job", args=[job.pk]))
    expect(tab.locator("#page-image")).to_be_visible()
    page = job.pages.get()
    builders.make_reading(page, builders.recognition("도착"))
    JobPage.objects.filter(pk=page.pk).update(status=JobPage.Status.READ)
    job.settle()
    expect(tab.locator(".said")).to_contain_text("도착", timeout=8000)
    expect(tab.locator("polygon.word-box")).to_have_count(1)
    expect(tab.locator("#job-live")).not_to_have_attribute("hx-trigger", "every 2s")
    expect(tab.locator("[data-copy-page]")).to_be_visible()


def test_named_fields_have_their_boxes_while_their_tab_is_open(tab, owner):
    word = Field("63,8OO", 0.99, box(70, 10, 120, 30), line_break=True)
    named = Field("63,8OO", 0.99, box(60, 5, 200, 40), name="합계", sub_fields=(word,))
    empty = Field("", 0.0, box(60, 60, 200, 90), name="비고")
    image = ResultImage("0" * 32, "p1", fields=(named, empty), width=240, height=120)
    columns = {"engine": Domain.Engine.CLOVA, "kind": Domain.Kind.TEMPLATE}
    job = builders.make_job(owner, builders.make_domain("", owner, **columns))
    builders.make_reading(job.pages.get(), Recognition((image,)))
    open_job(tab, job)
    areas, stroke = tab.locator("polygon.of-field"), "one => getComputedStyle(one).stroke"
    assert areas.first.evaluate(stroke) != "none"
    areas.nth(1).click()
    expect(tab.locator(".fields tr.selected th")).to_have_text("비고")
    tab.click("[data-tab=text]")
    assert areas.first.evaluate(stroke) == "none"


def test_polling_ends_calmly_when_the_job_was_deleted_elsewhere(tab, owner):
    job = builders.make_job(owner, status=Job.Status.READING)
    tab.goto(reverse("job", args=[job.pk]))
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    Job.objects.filter(pk=job.pk).delete()
    expect(tab.locator("#job-banner [role=status]")).to_be_visible(timeout=8000)
    asked.clear()
    tab.wait_for_timeout(4500)
    assert [url for url in asked if "/part/" in url] == []
    expect(tab.locator("#job-banner [role=status]")).to_have_count(1)


def test_a_dialog_opens_in_place_and_renames(tab, job):
    open_job(tab, job)
    tab.click(".job-tools details:last-of-type summary")
    tab.click("[data-open=rename-dialog]")
    tab.fill("#id_name", "새 이름.png")
    tab.click("#rename-dialog .main")
    expect(tab.locator(".job-name")).to_contain_text("새 이름.png")


def test_a_dialog_gives_the_focus_back_to_its_menu(tab, job):
    open_job(tab, job)
    menu = tab.locator(".job-tools summary").last
    menu.press("Enter")
    tab.locator("[data-open=delete-dialog]").press("Enter")
    expect(tab.locator("#delete-dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_image_and_text_take_most_of_a_small_window(tab, job):
    open_job(tab, job)
    share = tab.evaluate(
        """() => [".canvas", ".result"]
             .map((one) => document.querySelector(one).getBoundingClientRect())
             .reduce((sum, {width, height}) => sum + width * height, 0)
             / (innerWidth * innerHeight)"""
    )
    assert share >= 0.6


def test_three_thousand_words_stay_quick(tab, owner):
    def word(place: int) -> Field:
        left, top = place % 30 * 8, place // 30
        return Field("글자", 0.99 if place % 12 else 0.2, box(left, top, left + 7, top + 1))

    fields = tuple(word(place) for place in range(3000))
    job = builders.make_job(owner)
    image = ResultImage("0" * 32, "p1", fields=fields, width=240, height=120)
    builders.make_reading(job.pages.get(), Recognition((image,)))
    open_job(tab, job)
    expect(tab.locator("polygon.word-box")).to_have_count(3000)
    milliseconds = tab.evaluate(
        """() => { const start = performance.now();
             document.querySelector("page-boxes").draw();
             document.querySelector("page-boxes").getBoundingClientRect();
             return performance.now() - start; }"""
    )
    assert milliseconds < 1000


def test_the_page_is_readable_without_javascript(browser, live_server, owner, job):
    client = Client()
    client.force_login(owner)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    cookie = client.cookies["ocrsite_session"].value
    context.add_cookies([{"name": "ocrsite_session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("job", args=[job.pk]))
    expect(page.locator(".said")).to_contain_text("감사합니다")
    expect(page.locator("#page-image")).to_be_visible()
    page.click("[data-tab=json]")
    expect(page.locator("#panel-json")).to_be_visible()
    context.close()
