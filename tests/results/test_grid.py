from __future__ import annotations

import pytest

from ocr.results import Cell, CellTextLine, CellWord, Table, grid


def cell(row: int, column: int, *lines: str, rows: int = 1, columns: int = 1) -> Cell:
    text_lines = tuple(
        CellTextLine(tuple(CellWord(word, 0.9) for word in line.split("|")), 0.9) for line in lines
    )
    return Cell(row, column, rows, columns, text_lines, 0.9)


def shape(table: Table) -> list[list[str | None]]:
    return [[slot.text if slot else None for slot in row] for row in grid.rows(table)]


def test_cells_come_column_by_column_and_leave_row_by_row() -> None:
    table = Table((cell(0, 0, "a"), cell(1, 0, "b"), cell(0, 1, "c"), cell(1, 1, "d")))
    assert shape(table) == [["a", "c"], ["b", "d"]]
    assert [slot.index for slot in grid.rows(table)[1] if slot] == [1, 3]


def test_a_merged_cell_covers_its_slots() -> None:
    table = Table((cell(0, 0, "a", rows=2, columns=2), cell(0, 2, "b"), cell(1, 2, "c")))
    assert shape(table) == [["a", None, "b"], [None, None, "c"]]
    first = grid.rows(table)[0][0]
    assert first is not None
    assert (first.row_span, first.column_span) == (2, 2)


def test_a_slot_that_no_cell_names_is_an_empty_cell() -> None:
    table = Table((cell(0, 0, "a"), cell(1, 1, "b")))
    assert shape(table) == [["a", ""], ["", "b"]]
    assert grid.rows(table)[0][1] == grid.GridCell()


def test_a_span_is_cut_where_another_cell_stands() -> None:
    table = Table((cell(0, 0, "a", rows=3, columns=3), cell(1, 1, "b")))
    rows = grid.rows(table)
    assert shape(table) == [["a", None, None], ["", "b", ""], ["", "", ""]]
    assert rows[0][0] is not None
    assert (rows[0][0].row_span, rows[0][0].column_span) == (1, 3)


def test_of_two_cells_at_one_place_the_first_is_shown() -> None:
    assert shape(Table((cell(0, 0, "a"), cell(0, 0, "b")))) == [["a"]]


def test_an_absurd_table_stays_small() -> None:
    table = Table(
        (
            cell(0, 0, "a", rows=2**31 - 1, columns=2**31 - 1),
            cell(2**31 - 1, 0, "far"),
            cell(-1, 0, "before"),
        )
    )
    rows = grid.rows(table)
    assert len(rows) == grid.MOST_ROWS
    assert len(rows[0]) == grid.MOST_COLUMNS


def test_a_table_without_cells_has_no_rows() -> None:
    assert grid.rows(Table(())) == []
    assert grid.as_tsv(Table(())) == ""


def test_words_are_joined_by_blanks_and_lines_by_line_feeds() -> None:
    assert grid.cell_text(cell(0, 0, "자동|투구", "시스템")) == "자동 투구\n시스템"
    assert grid.cell_text(cell(0, 0, "東京|都")) == "東京都"


def test_tsv_has_a_line_a_row_and_a_tab_a_column() -> None:
    table = Table((cell(0, 0, "a|b", "c", columns=2), cell(1, 0, "d"), cell(1, 1, "e\tf")))
    assert grid.as_tsv(table) == "a b c\t\nd\te f"


@pytest.mark.parametrize(
    ("text", "pasted"),
    [
        ("=1+1", "'=1+1"),
        ("+82-2-123", "'+82-2-123"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("-1,234.5", "-1,234.5"),
        ("+3%", "+3%"),
        ("-.5", "-.5"),
        ("-1,23", "'-1,23"),
        ("-1+1", "'-1+1"),
        ("-", "-"),
        ("합계", "합계"),
        ('"quoted" word', '"""quoted"" word"'),
        ("a=b", "a=b"),
        (" =1", "'=1"),
    ],
)
def test_what_looks_like_a_formula_is_made_harmless(text: str, pasted: str) -> None:
    assert grid.as_tsv(Table((cell(0, 0, text),))) == pasted
