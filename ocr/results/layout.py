"""Reading order: the lines and the text of an image, each word with its address.

The reading text follows CLOVA's own order (`line_break`); `rows` groups the same
words by geometry instead, because on receipts and tables a line-break group is not
what the eye sees as a row (contract section 7, pain 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocr.results.geometry import Placed, place
from ocr.results.model import BoundingPoly, Field, Image, Recognition
from ocr.results.spacing import join_words

TITLE = -1


@dataclass(frozen=True, slots=True)
class Address:
    """Where a word stands in the answer: index in `image.fields`, index in its `sub_fields`.

    `field` is `TITLE` for the title. Written `3`, `3.1`, `title` or `title.0`.
    """

    field: int
    sub_field: int | None = None

    def __str__(self) -> str:
        name = "title" if self.field == TITLE else str(self.field)
        return name if self.sub_field is None else f"{name}.{self.sub_field}"


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word or phrase; `bounding_poly` in pixels of the image's frame."""

    address: Address
    text: str
    confidence: float
    bounding_poly: BoundingPoly | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, never empty; `name` is that of the Template field they belong to."""

    words: tuple[Word, ...]
    name: str = ""

    @property
    def text(self) -> str:
        return join_words(word.text for word in self.words)


def lines(image: Image) -> tuple[Line, ...]:
    """Return the lines in reading order; words without text belong to none.

    General: `line_break` ends a line; where no field has one (V1) the words keep
    their order and a new line starts where the next word leaves the row. Template:
    the title, then every named field (contract sections 3.3 and 3.4).
    """
    if _is_template(image):
        return tuple(_template_lines(image))
    if any(field.line_break for field in image.fields):
        return tuple(_broken_lines(_field_words(image), ""))
    return tuple(_unbroken_lines([word for word, _ in _field_words(image) if word.text.strip()]))


def words(image: Image) -> tuple[Word, ...]:
    """Return the words of `lines(image)`, in the same order."""
    return tuple(word for line in lines(image) for word in line.words)


def rows(image: Image) -> tuple[Line, ...]:
    """Return visual rows, top to bottom: words whose centres lie within half a text height.

    The page's skew is taken out first. Words without a box follow as a last row.
    """
    found = words(image)
    boxed = [(word, word.bounding_poly) for word in found if word.bounding_poly is not None]
    placed = place([poly for _, poly in boxed])
    grouped = _rows([(word, at) for (word, _), at in zip(boxed, placed, strict=True)])
    unboxed = tuple(word for word in found if word.bounding_poly is None)
    return tuple(Line(row) for row in (*grouped, unboxed) if row)


def text(image: Image) -> str:
    """Return the reading text of one image, lines parted by a line feed."""
    return "\n".join(line.text for line in lines(image))


def recognition_text(recognition: Recognition) -> str:
    """Return the text of all images in page order, parted by a blank line."""
    return "\n\n".join(filter(None, (text(image) for image in recognition.images)))


def _is_template(image: Image) -> bool:
    if image.title is not None or image.matched_template is not None:
        return True
    return any(field.name or field.sub_fields for field in image.fields)


def _word(address: Address, field: Field) -> Word:
    return Word(address, field.infer_text, field.infer_confidence, field.bounding_poly)


def _field_words(image: Image) -> Iterator[tuple[Word, bool]]:
    for index, field in enumerate(image.fields):
        yield _word(Address(index), field), field.line_break


def _sub_field_words(index: int, field: Field) -> Iterator[tuple[Word, bool]]:
    for sub_index, sub_field in enumerate(field.sub_fields):
        yield _word(Address(index, sub_index), sub_field), sub_field.line_break


def _broken_lines(found: Iterator[tuple[Word, bool]], name: str) -> Iterator[Line]:
    line: list[Word] = []
    for word, line_break in found:
        if word.text.strip():
            line.append(word)
        if line_break and line:
            yield Line(tuple(line), name)
            line = []
    if line:
        yield Line(tuple(line), name)


def _template_lines(image: Image) -> Iterator[Line]:
    named = [(TITLE, image.title)] if image.title is not None else []
    for index, field in [*named, *enumerate(image.fields)]:
        if field.sub_fields:
            yield from _broken_lines(_sub_field_words(index, field), field.name)
        elif field.infer_text.strip():
            yield Line((_word(Address(index), field),), field.name)


def _unbroken_lines(found: list[Word]) -> Iterator[Line]:
    polys = [word.bounding_poly for word in found]
    boxes = [poly for poly in polys if poly is not None]
    if len(boxes) < len(found):
        # Answers of 2019 have no boxes (contract section 3.3): nothing tells where a line ends.
        yield from [Line(tuple(found))] if found else []
        return
    line: list[Word] = []
    last: Placed | None = None
    for word, at in zip(found, place(boxes), strict=True):
        if last is not None and not (at.beside(last) and at.start >= last.start):
            yield Line(tuple(line))
            line = []
        line.append(word)
        last = at
    if line:
        yield Line(tuple(line))


def _rows(found: list[tuple[Word, Placed]]) -> list[tuple[Word, ...]]:
    """Walk from left to right and hang each word on the nearest row that ends beside it.

    Only the row's last word is compared, so that a row may bend (perspective).
    """
    chains: list[list[tuple[Word, Placed]]] = []
    for word, at in sorted(found, key=lambda pair: pair[1].start):
        beside = [chain for chain in chains if chain[-1][1].beside(at)]
        if beside:
            nearest = min(beside, key=lambda chain: chain[-1][1].distance(at))
            nearest.append((word, at))
        else:
            chains.append([(word, at)])
    chains.sort(key=lambda chain: sum(at.centre for _, at in chain) / len(chain))
    return [tuple(word for word, _ in chain) for chain in chains]
