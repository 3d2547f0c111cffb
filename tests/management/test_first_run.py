"""What the first start makes, once, and that its password stays out of sight."""

from __future__ import annotations

from typing import Any

import pytest

from ocr.management import first_run
from ocr.models import Domain, User
from tests.builders import make_domain, make_user

pytestmark = pytest.mark.django_db


def test_an_administrator_and_a_domain_are_made_once() -> None:
    made = first_run.set_up()
    admin = User.objects.get()
    assert admin.is_superuser
    assert admin.check_password(made.password)
    assert Domain.objects.get().is_embedded
    assert first_run.set_up() == first_run.Made()
    assert User.objects.count() == 1


def test_nothing_is_made_where_somebody_is_there_already() -> None:
    make_user("mina")
    assert first_run.set_up() == first_run.Made()
    assert not Domain.objects.exists()


def test_a_domain_that_is_there_already_is_enough() -> None:
    make_domain("reading room")
    first_run.set_up()
    assert [domain.name for domain in Domain.objects.all()] == ["reading room"]


def test_the_password_does_not_print_itself() -> None:
    made = first_run.set_up()
    assert made.password not in repr(made)


def test_the_greeting_is_calm_and_names_the_address(settings: Any) -> None:
    settings.BIND, settings.PORT, settings.TERMINAL_LANGUAGE = "0.0.0.0", 8123, "en"
    made = first_run.set_up()
    lines = first_run.greeting(made)
    assert len(lines) <= 15
    assert "Address: http://127.0.0.1:8123/" in lines
    assert f"Password: {made.password}" in lines
    assert not any("Password: " in line for line in first_run.greeting(first_run.Made()))


def test_a_password_of_the_environment_is_not_printed(settings: Any) -> None:
    settings.ADMIN_PASSWORD = "a long enough one 9"
    lines = first_run.greeting(first_run.set_up())
    assert not any("a long enough one 9" in line for line in lines)
