"""What a reading's columns say of an answer: text, first line, counts, confidence, fields."""

from __future__ import annotations

import pytest

from ocr.engines.thresholds import DOUBTFUL_BELOW
from ocr.jobs import derive
from ocr.results import Field, Image, MatchedTemplate, Recognition
from tests.builders import recognition


def test_text_first_line_and_counts() -> None:
    columns = derive.columns(recognition("합계", "63,800원"), "clova")
    assert columns["text"] == columns["first_line"]
    assert "합계" in str(columns["text"])
    assert (columns["fields"], columns["doubtful"]) == (2, 0)
    assert columns["confidence"] == pytest.approx(0.99)


def test_words_under_the_engines_line_are_doubtful() -> None:
    line = DOUBTFUL_BELOW["clova"]
    below, on = recognition("a", "b", confidence=line - 0.01), recognition("a", confidence=line)
    assert derive.columns(below, "clova")["doubtful"] == 2
    assert derive.columns(on, "clova")["doubtful"] == 0


def test_an_empty_answer_has_no_confidence() -> None:
    columns = derive.columns(Recognition(()), "embedded")
    assert (columns["text"], columns["first_line"], columns["confidence"]) == ("", "", None)


def test_the_words_inside_named_fields_count_not_the_fields() -> None:
    total = Field(
        "63,800 원", 0.9, name="total", sub_fields=(Field("63,800", 0.5), Field("원", 0.9))
    )
    image = Image(fields=(total,), matched_template=MatchedTemplate(7, "receipt"))
    found = Recognition((image,))
    columns = derive.columns(found, "clova")
    assert (columns["fields"], columns["doubtful"]) == (2, 1)
    assert columns["matched_template"] == "receipt"
    assert derive.named_fields(found) == [
        {"position": 0, "name": "total", "value": "63,800 원", "confidence": 0.9}
    ]


@pytest.mark.parametrize(
    ("image", "frame"),
    [(Image(width=300, height=200), (300, 200)), (Image(), (240, 120)), (None, (240, 120))],
)
def test_the_frame_is_the_answers_own_else_that_of_the_image_sent(
    image: Image | None, frame: tuple[int, int]
) -> None:
    assert derive.frame(image, 240, 120) == frame
