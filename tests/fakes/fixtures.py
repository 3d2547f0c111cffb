"""The fake CLOVA as a pytest fixture; name this module among `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.clova import FakeClova


@pytest.fixture
def fake_clova() -> Iterator[FakeClova]:
    """A running fake CLOVA with one General and one Template domain."""
    with FakeClova() as fake:
        yield fake
