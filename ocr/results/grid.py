"""Tables as rows of slots, merged cells honoured, and as text for a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocr.results.model import Cell, Table
from ocr.results.spacing import join_words

# A hostile answer may name row one billion; what lies outside is in the fields all the same.
MOST_ROWS = 2000
MOST_COLUMNS = 200

_PLAIN_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?|[+-]?\.\d+%?")
# Spreadsheets run formulas; the Japanese and Korean ones take the full-width signs too.
_FORMULA_SIGNS = "=+-@＝＋－＠"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One slot that shows a cell; `index` is the cell's in `table.cells`, None for a gap.

    The spans are cut where they would leave the table or cover another cell.
    """

    index: int | None = None
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    confidence: float = 1.0


_GAP = GridCell()
_Slots = list[list[GridCell | None]]


def rows(table: Table) -> _Slots:
    """Return the rows of the table, all of one length, at most 2000 by 200 slots.

    `None` is a slot that a merged cell covers; a slot that no cell names holds an
    empty `GridCell`. Of two cells at one place the first is shown.
    """
    origins = _origins(table)
    if not origins:
        return []
    height = max(min(row + _span(cell.row_span), MOST_ROWS) for row, _, _, cell in origins)
    width = max(min(col + _span(cell.column_span), MOST_COLUMNS) for _, col, _, cell in origins)
    slots: _Slots = [[_GAP] * width for _ in range(height)]
    taken = {(row, column) for row, column, _, _ in origins}
    for row, column, index, cell in origins:
        row_span, column_span = _free_spans(cell, height, width, taken)
        taken |= _cover(slots, row, column, row_span, column_span)
        text = cell_text(cell)
        slots[row][column] = GridCell(index, text, row_span, column_span, cell.infer_confidence)
    return slots


def cell_text(cell: Cell) -> str:
    """Return the text of a cell: its lines parted by a line feed, words joined by script."""
    return "\n".join(
        join_words(word.infer_text for word in line.cell_words) for line in cell.cell_text_lines
    )


def as_tsv(table: Table) -> str:
    """Return the table as tab-separated text that a spreadsheet pastes without harm.

    A cell holds no line feed or tab; what looks like a formula gets an apostrophe in
    front, plain numbers (`-1,200.5`, `+3%`) and lone signs excepted. Covered slots are empty.
    """
    return "\n".join(
        "\t".join(_tsv_cell(slot.text) if slot else "" for slot in row) for row in rows(table)
    )


def _span(span: int) -> int:
    return max(span, 1)


def _origins(table: Table) -> list[tuple[int, int, int, Cell]]:
    """Row, column, index and cell of every place that a cell starts at."""
    places: dict[tuple[int, int], tuple[int, Cell]] = {}
    for index, cell in enumerate(table.cells):
        row, column = cell.row_index, cell.column_index
        if 0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS:
            places.setdefault((row, column), (index, cell))
    return [(row, column, index, cell) for (row, column), (index, cell) in places.items()]


def _free_spans(
    cell: Cell, height: int, width: int, taken: set[tuple[int, int]]
) -> tuple[int, int]:
    """Grow to the right, then downwards, as far as no other cell is met."""
    row, column = cell.row_index, cell.column_index
    right = min(column + _span(cell.column_span), width)
    below = min(row + _span(cell.row_span), height)
    stop = next((x for x in range(column + 1, right) if (row, x) in taken), right)
    down = row + 1
    while down < below and not any((down, x) in taken for x in range(column, stop)):
        down += 1
    return down - row, stop - column


def _cover(
    slots: _Slots, row: int, column: int, row_span: int, column_span: int
) -> set[tuple[int, int]]:
    covered = {
        (y, x) for y in range(row, row + row_span) for x in range(column, column + column_span)
    }
    for y, x in covered:
        slots[y][x] = None
    return covered


def _tsv_cell(text: str) -> str:
    flat = " ".join(text.split())
    if _may_be_a_formula(flat):
        return f"'{flat}"
    if flat.startswith('"'):
        # A leading quotation mark would swallow the tabs after it.
        return '"' + flat.replace('"', '""') + '"'
    return flat


def _may_be_a_formula(text: str) -> bool:
    """A lone sign computes nothing: a dash is how many tables say "none"."""
    return text[:1] in _FORMULA_SIGNS and len(text) > 1 and not _PLAIN_NUMBER.fullmatch(text)
