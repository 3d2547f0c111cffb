"""The frozen objects that every engine returns and everything else reads.

Names are CLOVA's, in snake_case (contract sections 3.2 to 3.5). An absent key of
an answer is `None`, an empty text or an empty tuple here; nothing raises on it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vertex:
    """One corner, in pixels of the image's frame."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class BoundingPoly:
    """Four corners, clockwise in reading direction: the first is where reading starts."""

    vertices: tuple[Vertex, ...]

    @property
    def left(self) -> float:
        return min(vertex.x for vertex in self.vertices)

    @property
    def right(self) -> float:
        return max(vertex.x for vertex in self.vertices)

    @property
    def top(self) -> float:
        return min(vertex.y for vertex in self.vertices)

    @property
    def bottom(self) -> float:
        return max(vertex.y for vertex in self.vertices)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Field:
    """One recognised word or phrase (General), one named field or title (Template).

    `infer_confidence` runs from 0 to 1. `name`, `sub_fields` and `checked` are
    Template's only; a sub-field is a word inside a named field.
    """

    infer_text: str
    infer_confidence: float
    bounding_poly: BoundingPoly | None = None
    value_type: str = "ALL"
    type: str = "NORMAL"
    line_break: bool = False
    name: str = ""
    sub_fields: tuple[Field, ...] = ()
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class CellWord:
    infer_text: str
    infer_confidence: float
    bounding_poly: BoundingPoly | None = None


@dataclass(frozen=True, slots=True)
class CellTextLine:
    cell_words: tuple[CellWord, ...]
    infer_confidence: float
    bounding_poly: BoundingPoly | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; indexes are 0-based, spans at least 1."""

    row_index: int
    column_index: int
    row_span: int = 1
    column_span: int = 1
    cell_text_lines: tuple[CellTextLine, ...] = ()
    infer_confidence: float = 1.0
    bounding_poly: BoundingPoly | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in CLOVA's order: column by column (contract section 3.5)."""

    cells: tuple[Cell, ...]
    infer_confidence: float = 1.0
    bounding_poly: BoundingPoly | None = None


@dataclass(frozen=True, slots=True)
class MatchedTemplate:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ValidationResult:
    result: str = "NO_REQUESTED"
    message: str = ""


@dataclass(frozen=True, slots=True)
class CombineResult:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """What was found on one page image.

    `width` and `height` are the frame the coordinates refer to, in pixels; 0 when
    the answer names none (then the frame is the image that was sent).
    """

    uid: str = ""
    name: str = ""
    infer_result: str = "SUCCESS"
    message: str = "SUCCESS"
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    title: Field | None = None
    matched_template: MatchedTemplate | None = None
    validation_result: ValidationResult | None = None
    combine_results: tuple[CombineResult, ...] = ()
    width: int = 0
    height: int = 0
    page_index: int = 0
    long_image: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """One engine's whole answer; images in page order."""

    images: tuple[Image, ...]
    version: str = "V2"
    request_id: str = ""
    timestamp: int = 0
