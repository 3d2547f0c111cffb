"""What every test gets: an empty queue, a media folder of its own, closed sockets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from huey.contrib.djhuey import HUEY

pytest_plugins = ["tests.fakes.fixtures"]


@pytest.fixture(autouse=True)
def _own_media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _silent_queue() -> Iterator[None]:
    yield
    HUEY.flush()
