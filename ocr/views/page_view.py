"""What the job page shows of one reading: text, named fields, tables and boxes.

Made from a Recognition and the engine's thresholds; knows no request and no row.
Every place in the answer has one address that all parts share: `3` (a field), `3.1`
(a word inside a named field), `title`, `t0.5` (cell 5 of table 0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ocr.results import BoundingPoly, Field, Image, Recognition, Table, grid, layout
from ocr.results.spacing import join_words
from ocr.views.page_marks import CHECK, DOUBTFUL, LEVELS, SURE, Marker, language, percent

TEXT, FIELDS, TABLES, JSON = "text", "fields", "tables", "json"
MOSTLY_TABLE = 0.6
"""From this share of words in tables on, a page opens on its tables."""
WIDE_GAP = 0.9
"""A gap between lines, in line heights, from which on a new paragraph begins."""

_NUMBER = re.compile(r"[+\-−₩¥$€]?\s?\d[\d,.]*\s?[%원円]?")


@dataclass(frozen=True, slots=True)
class MarkedWord:
    """A word that a person should look at, for the list of such words."""

    at: str
    text: str
    mark: str
    percent: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One named field; `at` is empty where the answer names no place."""

    name: str
    value: str
    at: str = ""
    mark: str = SURE
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    at: str
    text: str
    row_span: int
    column_span: int
    mark: str
    percent: int
    is_number: bool


@dataclass(frozen=True, slots=True)
class TableView:
    number: int
    rows: list[list[CellView]]
    tsv: str


class PageView:
    """One image of a recognition, ready to be shown."""

    def __init__(self, recognition: Recognition, engine: str, frame: tuple[int, int]) -> None:
        self.image = recognition.images[0] if recognition.images else Image()
        self.frame = frame
        self._marker = Marker(engine)

    @cached_property
    def lines(self) -> tuple[layout.Line, ...]:
        return layout.lines(self.image)

    @cached_property
    def words(self) -> list[layout.Word]:
        return [word for line in self.lines for word in line.words]

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def html(self) -> SafeString:
        """The reading text: one paragraph a line, one span a word."""
        rows = zip(self.lines, _gaps(self.lines), strict=True)
        return format_html_join(
            "\n",
            '<p class="said-line{}"{}>{}</p>',
            ((" gap" if gap else "", _lang(line.text, self.text), self._words(line))
             for line, gap in rows),
        )  # fmt: skip

    @cached_property
    def marked(self) -> list[MarkedWord]:
        """Words to check or doubtful ones, the least sure first."""
        found = [word for word in self.words if self._marker.mark(word.confidence) != SURE]
        found.sort(key=lambda word: word.confidence)
        return [
            MarkedWord(
                str(word.address), word.text,
                self._marker.mark(word.confidence), percent(word.confidence),
            )
            for word in found
        ]  # fmt: skip

    @property
    def doubtful_count(self) -> int:
        return sum(word.mark == DOUBTFUL for word in self.marked)

    @property
    def check_count(self) -> int:
        return sum(word.mark == CHECK for word in self.marked)

    @cached_property
    def fields(self) -> list[FieldRow]:
        """The named fields of a Template answer, in CLOVA's order, combined ones last."""
        rows = [
            self._field_row(str(index), field)
            for index, field in enumerate(self.image.fields)
            if field.name
        ]
        combined = [FieldRow(one.name, one.text) for one in self.image.combine_results]
        return [*rows, *combined]

    @cached_property
    def tables(self) -> list[TableView]:
        return [self._table(number, table) for number, table in enumerate(self.image.tables)]

    @property
    def title(self) -> str:
        return self.image.title.infer_text.strip() if self.image.title else ""

    @property
    def template(self) -> str:
        return self.image.matched_template.name if self.image.matched_template else ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.fields or any(table.tsv.strip() for table in self.tables))

    @property
    def tabs(self) -> list[str]:
        """The tabs that have content, in their order; JSON always has."""
        has = {TEXT: bool(self.words), FIELDS: bool(self.fields), TABLES: bool(self.tables)}
        return [tab for tab, content in has.items() if content] + [JSON]

    def open_tab(self, asked: str = "") -> str:
        """The tab to open: the one asked for, if it has content, else the most telling one."""
        if asked in self.tabs:
            return asked
        if self.fields:
            return FIELDS
        if self.tables and self._share_in_tables() >= MOSTLY_TABLE:
            return TABLES
        return self.tabs[0]

    @cached_property
    def boxes(self) -> dict[str, Any]:
        """What the overlay is drawn from, in pixels of `frame` (width, height).

        `words`: address, level (index in `LEVELS`), percent, x and y of each corner;
        `areas` (named fields, table cells): address and corners.
        """
        words = [
            [str(word.address), LEVELS.index(self._marker.mark(word.confidence)),
             percent(word.confidence), _corners(word.bounding_poly)]
            for word in self.words
            if word.bounding_poly is not None
        ]  # fmt: skip
        return {"frame": list(self.frame), "words": words, "areas": self._areas()}

    def _words(self, line: layout.Line) -> SafeString:
        return format_html_join(
            "",
            '{}<span class="word{}" data-at="{}">{}</span>',
            (
                (blank, f" {mark}" if mark else "", str(word.address), word.text.strip())
                for blank, word, mark in self._spaced(line)
            ),
        )

    def _spaced(self, line: layout.Line) -> list[tuple[str, layout.Word, str]]:
        spaced: list[tuple[str, layout.Word, str]] = []
        last = ""
        for word in line.words:
            text = word.text.strip()
            blank = " " if last and " " in join_words((last[-1], text[0])) else ""
            spaced.append((blank, word, self._marker.mark(word.confidence)))
            last = text
        return spaced

    def _field_row(self, at: str, field: Field) -> FieldRow:
        value = field.infer_text.strip()
        if field.checked is not None:
            state = gettext("Checked") if field.checked else gettext("Not checked")
            value = f"{value} ({state})" if value else state
        if not value:
            return FieldRow(field.name, "", at)
        confidence = field.infer_confidence
        return FieldRow(field.name, value, at, self._marker.mark(confidence), percent(confidence))

    def _table(self, number: int, table: Table) -> TableView:
        rows = [
            [self._cell(number, cell) for cell in row if cell is not None]
            for row in grid.rows(table)
        ]
        return TableView(number + 1, rows, grid.as_tsv(table))

    def _cell(self, number: int, cell: grid.GridCell) -> CellView:
        at = "" if cell.index is None else f"t{number}.{cell.index}"
        mark = self._marker.mark(cell.confidence) if cell.text else SURE
        is_number = bool(_NUMBER.fullmatch(cell.text.strip()))
        return CellView(
            at, cell.text, cell.row_span, cell.column_span, mark,
            percent(cell.confidence), is_number,
        )  # fmt: skip

    def _areas(self) -> list[list[Any]]:
        polys = [(str(index), field.bounding_poly)
                 for index, field in enumerate(self.image.fields) if field.name]  # fmt: skip
        if self.image.title is not None:
            polys.append(("title", self.image.title.bounding_poly))
        for number, table in enumerate(self.image.tables):
            polys += [(f"t{number}.{index}", cell.bounding_poly)
                      for index, cell in enumerate(table.cells)]  # fmt: skip
        return [[at, _corners(poly)] for at, poly in polys if poly is not None]

    def _share_in_tables(self) -> float:
        inside = sum(
            len(line.cell_words)
            for table in self.image.tables
            for cell in table.cells
            for line in cell.cell_text_lines
        )
        return inside / max(len(self.words), 1)


def _lang(text: str, page_text: str) -> SafeString | str:
    code = language(text, page_text)
    return format_html(' lang="{}"', code) if code else ""


def _corners(poly: BoundingPoly) -> list[float]:
    """x and y of each corner in turn; whole pixels without a decimal point."""
    return [_short(value) for vertex in poly.vertices for value in (vertex.x, vertex.y)]


def _short(value: float) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _gaps(lines: tuple[layout.Line, ...]) -> list[bool]:
    """Whether more room than usual stands above each line."""
    gaps: list[bool] = []
    above: tuple[float, float] | None = None
    for line in lines:
        extent = _extent(line)
        gaps.append(bool(above and extent and _is_wide(above, extent)))
        above = extent or above
    return gaps


def _is_wide(above: tuple[float, float], below: tuple[float, float]) -> bool:
    height = max(below[1] - below[0], 1.0)
    return below[0] - above[1] > WIDE_GAP * height or below[1] < above[0]


def _extent(line: layout.Line) -> tuple[float, float] | None:
    polys = [word.bounding_poly for word in line.words if word.bounding_poly is not None]
    if not polys:
        return None
    return min(poly.top for poly in polys), max(poly.bottom for poly in polys)
