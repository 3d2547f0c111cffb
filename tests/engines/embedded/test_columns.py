from __future__ import annotations

import numpy as np

from ocr.engines.embedded.columns import reading_order
from ocr.engines.embedded.picture import Quad


def box(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def column(left: float, width: float, top: float, lines: int) -> list[Quad]:
    """Lines of running text 20 pixels high; the last is short."""
    full = [box(left, top + 30 * n, left + width, top + 30 * n + 20) for n in range(lines - 1)]
    last = top + 30 * (lines - 1)
    return [*full, box(left, last, left + 0.4 * width, last + 20)]


def slanted(quads: list[Quad], degrees: float) -> list[Quad]:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return [quad @ turn.T for quad in quads]


def seen_at_an_angle(quads: list[Quad]) -> list[Quad]:
    """The right edge of an 800 x 600 page nearer than the left, as in a phone's photo."""
    moved = []
    for quad in quads:
        depth = 1 + 0.18 * quad[:, 0] / 800
        x, y = quad[:, 0], 300 + (quad[:, 1] - 300) * depth
        moved.append(np.stack([x, y], axis=1))
    return moved


def flat(rows: list[list[int]]) -> list[int]:
    return [index for row in rows for index in row]


def test_no_boxes_give_no_rows() -> None:
    assert reading_order([]) == []


def test_lines_are_read_from_top_to_bottom_whatever_their_order() -> None:
    quads = column(50, 600, 40, 6)
    shuffled = [quads[index] for index in (3, 0, 5, 1, 4, 2)]
    assert flat(reading_order(shuffled)) == [1, 3, 5, 0, 4, 2]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    quads = column(50, 300, 40, 8) + column(400, 300, 40, 8)
    assert flat(reading_order(quads)) == list(range(16))


def test_three_columns_of_text_are_read_one_after_the_other() -> None:
    quads = column(50, 220, 40, 8) + column(310, 220, 40, 8) + column(570, 220, 40, 8)
    assert flat(reading_order(quads)) == list(range(24))


def test_a_title_over_two_columns_comes_first_and_a_footer_last() -> None:
    title, footer = box(150, 20, 600, 60), box(60, 400, 640, 420)
    quads = [*column(50, 300, 100, 8), *column(400, 300, 100, 8), footer, title]
    assert flat(reading_order(quads)) == [17, *range(16), 16]


def test_columns_are_found_on_a_slanted_page() -> None:
    quads = slanted(column(50, 300, 40, 8) + column(400, 300, 40, 8), 2.5)
    assert flat(reading_order(quads)) == list(range(16))


def test_a_receipts_amounts_stay_beside_their_names() -> None:
    quads = []
    for row, width in enumerate((140, 90, 210, 120, 60, 180, 100)):
        quads += [box(40, 40 + 36 * row, 40 + width, 62 + 36 * row)]
        quads += [box(500, 40 + 36 * row, 580, 62 + 36 * row)]
    assert reading_order(quads) == [[2 * row, 2 * row + 1] for row in range(7)]


def test_a_forms_labels_stay_beside_their_values() -> None:
    quads = []
    for row, width in enumerate((500, 180, 420, 510, 260, 90)):
        quads += [box(60, 40 + 52 * row, 130, 64 + 52 * row)]
        quads += [box(220, 40 + 52 * row, 220 + width, 64 + 52 * row)]
    assert reading_order(quads) == [[2 * row, 2 * row + 1] for row in range(6)]


def test_rows_hold_together_on_a_slanted_page() -> None:
    quads = []
    for row in range(8):
        quads += [box(40, 40 + 36 * row, 240, 62 + 36 * row)]
        quads += [box(700, 40 + 36 * row, 780, 62 + 36 * row)]
    assert reading_order(slanted(quads, -2.5)) == [[2 * row, 2 * row + 1] for row in range(8)]


def test_rows_hold_together_on_a_page_seen_at_an_angle() -> None:
    quads = []
    for row in range(15):
        quads += [box(40, 20 + 38 * row, 240, 42 + 38 * row)]
        quads += [box(700, 20 + 38 * row, 780, 42 + 38 * row)]
    order = reading_order(seen_at_an_angle(quads))
    assert order == [[2 * row, 2 * row + 1] for row in range(15)]


def test_a_line_that_was_found_in_two_pieces_is_one_row() -> None:
    quads = column(50, 600, 40, 6)
    quads[2:3] = [box(50, 100, 300, 120), box(330, 101, 650, 121)]
    assert reading_order(quads)[2] == [2, 3]
