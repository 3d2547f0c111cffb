"""The upload form: what may be chosen, and what one line says about it."""

from __future__ import annotations

import pytest
from django.utils import translation

from ocr.forms.upload import batch_name, options_for
from tests.builders import make_domain, make_user

pytestmark = pytest.mark.django_db


def test_a_batch_is_named_after_its_first_file() -> None:
    with translation.override("en"):
        assert batch_name("a.pdf", 1) == "a.pdf"
        assert batch_name("a.pdf", 1200) == "a.pdf and 1,199 more"


def test_one_line_says_what_would_be_read_with() -> None:
    user = make_user()
    make_domain("room", user)
    with translation.override("en"):
        assert options_for(user)[0].summary == "Embedded engine"
        make_domain("clova", user, engine="clova", languages=["ko", "ja"], tables=True)
        found = {one.label: one.summary for one in options_for(user)}
    assert found == {"room": "room", "clova": "clova · Korean, Japanese · tables off"}


def test_the_wanted_domain_comes_before_the_last_one() -> None:
    user = make_user()
    first, second = make_domain("a", user), make_domain("b", user)
    user.remember(first, {})
    assert [one.domain for one in options_for(user)] == [first, second]
    assert [one.domain for one in options_for(user, str(second.pk))] == [second, first]
    assert [one.domain for one in options_for(user, "nonsense")] == [first, second]
