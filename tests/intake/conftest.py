"""What all tests of `intake` share."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.fixture(autouse=True)
def _own_pixel_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the child sets Pillow's global limit, and here it runs in the tests' process."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
