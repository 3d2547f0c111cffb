"""What a person is called."""

from __future__ import annotations

import pytest

from ocr.models import User


@pytest.mark.parametrize(
    ("last", "first", "shown"),
    [
        ("김", "민아", "김민아"), ("남궁", "민수", "남궁민수"), ("Kim", "Mina", "Mina Kim"),
        ("", "민아", "민아"), ("김", "", "김"), ("", "", "mina"),
    ],
)  # fmt: skip
def test_a_name_is_shown_as_its_language_has_it(last: str, first: str, shown: str) -> None:
    person = User(username="mina", last_name=last, first_name=first)
    assert str(person) == shown
