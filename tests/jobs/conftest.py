"""A domain at the stand-in CLOVA, and a person who may use it."""

from __future__ import annotations

from typing import Any

import pytest

from ocr.models import Domain, User
from tests.builders import make_clova_domain, make_user
from tests.fakes.clova import FakeClova


@pytest.fixture
def person(db: None) -> User:
    return make_user("mina")


@pytest.fixture
def clova_domain(person: User, fake_clova: FakeClova, settings: Any) -> Domain:
    settings.CLOVA_ALLOWED_HOSTS = [fake_clova.host]
    return make_clova_domain(fake_clova, person)
