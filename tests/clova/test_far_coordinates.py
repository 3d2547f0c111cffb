"""Coordinates that no page has: everything that is made of an answer still can be made."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from ocr.clova import answer
from ocr.results.layout import recognition_text


def poly(shape: str, far: float) -> dict[str, Any]:
    if shape == "bounding":
        return {"bounding": dict.fromkeys(("left", "top", "width", "height"), far)}
    corners = [{"x": far, "y": far}, {"x": -far, "y": far}, {"x": far}, {"y": -far}]
    return {"boundingPoly": {"vertices": corners}}


@pytest.mark.parametrize("far", [1e308, -1e308, 10**400])
@pytest.mark.parametrize("shape", ["boundingPoly", "bounding"])
def test_far_coordinates_stay_numbers(shape: str, far: float) -> None:
    field = {"inferText": "a", "inferConfidence": 1, **poly(shape, far)}
    image = {"inferResult": "SUCCESS", "fields": [field, field]}
    found = answer.read(json.dumps({"images": [image]}).encode())
    box = found.images[0].fields[0].bounding_poly
    assert box is not None
    assert all(math.isfinite(value) for value in (box.left, box.right, box.width, box.height))
    assert recognition_text(found)
    assert answer.write(found)
