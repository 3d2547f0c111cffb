"""What one recognition becomes on the page: words, marks, languages, fields, tables, boxes."""

from __future__ import annotations

import pytest

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
from ocr.views.page_marks import Marker, language, percent
from ocr.views.page_view import PageView


def poly(x: float, y: float, width: float = 40, height: float = 20) -> BoundingPoly:
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def word(text: str, x: float = 0, y: float = 0, confidence: float = 0.99, last: bool = False):
    return Field(text, confidence, poly(x, y), line_break=last)


def cell(row: int, column: int, text: str = "", confidence: float = 0.99, **spans: int) -> Cell:
    words = (CellWord(text, confidence, poly(0, 0)),) if text else ()
    lines = (CellTextLine(words, confidence),) if text else ()
    return Cell(row, column, cell_text_lines=lines, infer_confidence=confidence,
                bounding_poly=poly(column * 50, row * 30), **spans)  # fmt: skip


def view(*fields: Field, tables: tuple[Table, ...] = (), engine: str = "clova") -> PageView:
    image = ResultImage(fields=fields, tables=tables, width=200, height=100)
    return PageView(Recognition((image,)), engine, (200, 100))


def test_korean_words_are_parted_by_blanks_and_japanese_ones_are_not():
    korean = view(word("합계"), word("금액", 50, last=True))
    assert korean.html == (
        '<p class="said-line" lang="ko"><span class="word" data-at="0">합계</span>'
        ' <span class="word" data-at="1">금액</span></p>'
    )
    japanese = view(word("領収"), word("の書", 50, last=True))
    assert "</span><span" in japanese.html
    assert 'lang="ja"' in japanese.html


def test_a_wide_gap_between_lines_begins_a_paragraph():
    shown = view(
        word("가", y=0, last=True), word("나", y=25, last=True), word("다", y=90, last=True)
    )
    assert [line.count("gap") for line in shown.html.split("\n")] == [0, 0, 1]


def test_markup_in_recognised_text_is_harmless():
    assert "<b>" not in view(word("<b>굵게</b>", last=True)).html


@pytest.mark.parametrize(
    ("text", "page", "code"),
    [
        ("합계 total", "", "ko"),
        ("領収書です", "", "ja"),
        ("領収", "です", "ja"),
        ("發票", "發票", "zh-Hant"),
        ("大韓", "대한", "ko"),
        ("Total", "합계", "en"),
        ("1,200", "합계", ""),
    ],
)
def test_a_line_carries_the_language_of_its_script(text, page, code):
    assert language(text, text + page) == code


@pytest.mark.parametrize(
    ("confidence", "shown"), [(1.0, 100), (0.9999, 99), (0.5, 50), (0.0, 0), (-1, 0), (7, 100)]
)
def test_only_a_full_confidence_is_a_hundred_percent(confidence, shown):
    assert percent(confidence) == shown


def test_marks_follow_the_thresholds_of_the_engine():
    marks = [Marker("clova").mark(confidence) for confidence in (0.99, 0.8, 0.2)]
    assert marks == ["", "to-check", "doubtful"]
    assert Marker("an engine of tomorrow").mark(0.2) == "doubtful"


def test_marked_words_come_with_the_least_sure_first():
    shown = view(word("가", confidence=0.8), word("나", confidence=0.3), word("다", last=True))
    assert [(one.text, one.percent) for one in shown.marked] == [("나", 30), ("가", 80)]
    assert (shown.doubtful_count, shown.check_count) == (1, 1)


def test_words_without_a_box_have_text_but_no_polygon():
    shown = view(Field("글자", 0.9, None, line_break=True))
    assert shown.boxes["words"] == []
    assert "글자" in shown.html


def test_a_table_keeps_its_merged_cells_and_addresses():
    table = Table((cell(0, 0, "구분", row_span=2), cell(0, 1, "1,200"), cell(1, 1, "8OO", 0.3)))
    shown = view(word("구분", last=True), tables=(table,))
    rows = shown.tables[0].rows
    assert [[one.at for one in row] for row in rows] == [["t0.0", "t0.1"], ["t0.2"]]
    assert rows[0][0].row_span == 2
    assert [one.is_number for one in rows[0]] == [False, True]
    assert rows[1][0].mark == "doubtful"
    assert ["t0.2", [50, 30, 90, 30, 90, 50, 50, 50]] in shown.boxes["areas"]


def test_a_page_that_is_mostly_table_opens_on_it_and_any_other_on_its_text():
    table = Table((cell(0, 0, "구분"), cell(0, 1, "금액")))
    words = [word("구분"), word("금액", 50, last=True)]
    assert view(*words, tables=(table,)).open_tab() == "tables"
    many = [word(str(number), number * 50) for number in range(10)]
    assert view(*many, tables=(table,)).open_tab() == "text"
    assert view(*words, tables=(table,)).open_tab("json") == "json"
    assert view(*words).open_tab("tables") == "text"


def test_an_empty_recognition_is_empty():
    shown = PageView(Recognition(()), "clova", (0, 0))
    assert shown.is_empty
    assert shown.tabs == ["json"]
    assert shown.boxes == {"frame": [0, 0], "words": [], "areas": []}


def test_checked_boxes_and_combined_fields_are_told():
    shown = view(Field("", 0.9, poly(0, 0), name="동의", checked=True))
    assert shown.fields[0].value
    assert shown.fields[0].at == "0"
