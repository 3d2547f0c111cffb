"""The embedded engine, opened once for all its tests: it is the real one."""

from __future__ import annotations

import pytest

from ocr.engines.embedded.engine import EmbeddedEngine
from tests.engines.embedded.drawing import TESSDATA


@pytest.fixture(scope="session")
def engine() -> EmbeddedEngine:
    weights = TESSDATA / "kor.traineddata"
    assert weights.is_file(), f"{weights} is missing: run `make setup`"
    return EmbeddedEngine(TESSDATA)
