"""What OCR found, as plain frozen objects in CLOVA's own words.

Coordinates are pixels of the frame that an `Image` names (`width` x `height`),
origin top left, x to the right, y downwards. Knows no Django, HTTP or files.
"""

from ocr.results.model import (
    BoundingPoly,
    Cell,
    CellTextLine,
    CellWord,
    CombineResult,
    Field,
    Image,
    MatchedTemplate,
    Recognition,
    Table,
    ValidationResult,
    Vertex,
)

__all__ = [
    "BoundingPoly",
    "Cell",
    "CellTextLine",
    "CellWord",
    "CombineResult",
    "Field",
    "Image",
    "MatchedTemplate",
    "Recognition",
    "Table",
    "ValidationResult",
    "Vertex",
]
