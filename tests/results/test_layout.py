from __future__ import annotations

import math

from ocr.results import BoundingPoly, Field, Image, MatchedTemplate, Recognition, Vertex, layout
from ocr.results.layout import TITLE, Address


def box(x: float, y: float, width: float = 40, height: float = 20) -> BoundingPoly:
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return BoundingPoly(tuple(Vertex(*corner) for corner in corners))


def turned(poly: BoundingPoly, degrees: float) -> BoundingPoly:
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    return BoundingPoly(
        tuple(Vertex(v.x * cos - v.y * sin, v.x * sin + v.y * cos) for v in poly.vertices)
    )


def word(
    text: str, poly: BoundingPoly | None = None, *, line_break: bool = False, name: str = ""
) -> Field:
    return Field(text, 0.99, poly, line_break=line_break, name=name)


def texts(lines: tuple[layout.Line, ...]) -> list[str]:
    return [line.text for line in lines]


def addresses(lines: tuple[layout.Line, ...]) -> list[list[str]]:
    return [[str(word.address) for word in line.words] for line in lines]


def test_a_line_break_ends_a_line() -> None:
    image = Image(
        fields=(word("견본"), word("명세서", line_break=True), word("합계"), word("1,000"))
    )
    assert texts(layout.lines(image)) == ["견본 명세서", "합계 1,000"]
    assert layout.text(image) == "견본 명세서\n합계 1,000"


def test_words_keep_the_index_of_their_field() -> None:
    image = Image(fields=(word("하나"), word(" "), word("둘", line_break=True), word("셋")))
    assert addresses(layout.lines(image)) == [["0", "2"], ["3"]]


def test_an_empty_word_still_ends_its_line() -> None:
    image = Image(fields=(word("하나"), word("", line_break=True), word("둘", line_break=True)))
    assert texts(layout.lines(image)) == ["하나", "둘"]


def test_line_breaks_win_over_geometry() -> None:
    image = Image(
        fields=(
            word("품목", box(0, 0), line_break=True),
            word("연필", box(0, 40), line_break=True),
            word("금액", box(300, 0), line_break=True),
        )
    )
    assert texts(layout.lines(image)) == ["품목", "연필", "금액"]


def test_rows_follow_what_the_eye_sees() -> None:
    image = Image(
        fields=(
            word("품목", box(0, 0), line_break=True),
            word("연필", box(0, 40), line_break=True),
            word("금액", box(300, 4), line_break=True),
            word("3,600", box(300, 44), line_break=True),
        )
    )
    assert texts(layout.rows(image)) == ["품목 금액", "연필 3,600"]
    assert addresses(layout.rows(image)) == [["0", "2"], ["1", "3"]]


def test_rows_are_found_on_a_skewed_page() -> None:
    places = [(x, y) for y in (0, 30, 60) for x in (0, 200, 400, 600)]
    fields = tuple(word(f"{x}-{y}", turned(box(x, y), 4)) for x, y in places)
    rows = layout.rows(Image(fields=fields))
    assert texts(rows) == [f"0-{y} 200-{y} 400-{y} 600-{y}" for y in (0, 30, 60)]


def test_rows_are_found_on_a_page_that_lies_on_its_side() -> None:
    places = [(x, y) for y in (0, 30) for x in (0, 100, 200)]
    for degrees in (90, 180, 270):
        fields = tuple(word(f"{x}-{y}", turned(box(x, y, 60), degrees)) for x, y in places)
        rows = layout.rows(Image(fields=fields))
        assert texts(rows) == ["0-0 100-0 200-0", "0-30 100-30 200-30"], degrees


def test_rows_bend_with_the_paper() -> None:
    fields = tuple(
        word(f"{x}-{y}", box(x, y + x * x / 9000)) for y in (0, 30) for x in range(0, 600, 60)
    )
    rows = layout.rows(Image(fields=fields))
    assert len(rows) == 2
    assert all(len(row.words) == 10 for row in rows)


def test_words_without_a_box_come_last_among_the_rows() -> None:
    image = Image(fields=(word("어딘가"), word("위", box(0, 0)), word("아래", box(0, 50))))
    assert texts(layout.rows(image)) == ["위", "아래", "어딘가"]


def test_v1_words_are_grouped_by_geometry_in_their_own_order() -> None:
    image = Image(
        fields=(
            word("왼쪽", box(0, 0)),
            word("위", box(50, 2)),
            word("왼쪽", box(0, 30)),
            word("아래", box(50, 31)),
            word("오른쪽", box(300, 0)),
            word("위", box(350, 0)),
        )
    )
    assert texts(layout.lines(image)) == ["왼쪽 위", "왼쪽 아래", "오른쪽 위"]


def test_a_line_starts_anew_where_the_words_jump_back_to_the_left() -> None:
    image = Image(fields=(word("둘", box(100, 0)), word("하나", box(0, 0))))
    assert texts(layout.lines(image)) == ["둘", "하나"]


def test_words_of_2019_without_boxes_are_one_line() -> None:
    assert texts(layout.lines(Image(fields=(word("하나"), word("둘"))))) == ["하나 둘"]


def test_an_empty_image_has_no_lines() -> None:
    assert layout.lines(Image()) == ()
    assert layout.rows(Image()) == ()
    assert layout.text(Image()) == ""


def test_odd_polygons_do_not_stop_the_grouping() -> None:
    two = BoundingPoly((Vertex(0, 0), Vertex(40, 20)))
    point = BoundingPoly((Vertex(9, 9),) * 4)
    image = Image(fields=(word("두 점", two), word("한 점", point)))
    assert layout.text(image)
    assert layout.rows(image)


def template_image() -> Image:
    sub_fields = (word("2031/01/02"), word("1차", line_break=True), word("견본"))
    return Image(
        fields=(
            Field("2031/01/02 1차\n견본", 0.99, name="issued_on", sub_fields=sub_fields),
            Field("", 0.0, name="memo"),
            Field("1,000", 0.88, name="amount"),
        ),
        title=Field("명세서", 0.9, name="head"),
        matched_template=MatchedTemplate(7, "form"),
    )


def test_a_template_image_reads_title_first_then_its_named_fields() -> None:
    lines = layout.lines(template_image())
    assert texts(lines) == ["명세서", "2031/01/02 1차", "견본", "1,000"]
    assert [line.name for line in lines] == ["head", "issued_on", "issued_on", "amount"]


def test_words_of_a_template_are_addressed_by_field_and_sub_field() -> None:
    lines = layout.lines(template_image())
    assert addresses(lines) == [["title"], ["0.0", "0.1"], ["0.2"], ["2"]]
    assert lines[0].words[0].address == Address(TITLE)


def test_the_title_of_a_template_may_have_words_too() -> None:
    title = Field("견본", 0.9, name="head", sub_fields=(word("견본"),))
    assert addresses(layout.lines(Image(title=title))) == [["title.0"]]


def test_words_are_the_words_of_all_lines() -> None:
    assert [word.text for word in layout.words(template_image())] == [
        "명세서",
        "2031/01/02",
        "1차",
        "견본",
        "1,000",
    ]


def test_pages_are_parted_by_a_blank_line() -> None:
    images = (Image(fields=(word("하나"),)), Image(), Image(fields=(word("둘"),)))
    assert layout.recognition_text(Recognition(images)) == "하나\n\n둘"
