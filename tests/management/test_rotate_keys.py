"""Rotating the sealing keys: whole, interrupted at any point, and refused."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from ocr import crypto
from ocr.checks import stored_secrets_can_be_opened
from ocr.engines.base import EngineError
from ocr.jobs import engines
from ocr.jobs import keys as stored
from ocr.models import Secret
from ocrsite import keys as files
from tests.builders import make_domain

pytestmark = pytest.mark.django_db

URL = "https://abcde12345.apigw.ntruss.com/custom/v1/12345/" + "0123456789abcdef" * 4 + "/general"
KEY = "S0meSecretKeyThatNobodyMaySee0123456789abc="


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.SEALING_KEYS = files.sealing_keys(settings.KEYS_FOLDER)
    return Path(settings.KEYS_FOLDER)


def secrets(number: int = 3) -> list[Secret]:
    domain = make_domain("Receipts", engine="clova")
    return [Secret.enter(domain, f"{KEY}{place}") for place in range(number)]


def rotate(*arguments: str, command: str = "rotate_keys") -> str:
    output = io.StringIO()
    call_command(command, *arguments, stdout=output)
    return output.getvalue()


def opened(keys: list[str]) -> list[str]:
    return [str(crypto.unseal(row.sealed, keys)) for row in Secret.objects.order_by("pk")]


def test_every_row_is_sealed_with_a_new_key_and_the_old_one_goes(folder: Path) -> None:
    secrets()
    before = files.sealing_keys(folder)
    output = rotate()
    after = files.sealing_keys(folder)
    assert len(after) == 1
    assert after != before
    assert opened(after) == [f"{KEY}{place}" for place in range(3)]
    assert "3 Secret Keys were sealed" in output
    assert KEY not in output
    assert after[0] not in output
    assert stat.S_IMODE((folder / "sealing.keys").stat().st_mode) == 0o600


@pytest.mark.parametrize("rows_done", [0, 1, 2, 3])
def test_an_interrupted_rotation_is_finished_by_the_next(
    folder: Path, rows_done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets()
    whole = stored._reseal_one
    done: list[int] = []

    def until_then(number: int, keys: Any) -> bool:
        if len(done) == rows_done:
            raise KeyboardInterrupt
        done.append(number)
        return whole(number, keys)

    monkeypatch.setattr(stored, "_reseal_one", until_then)
    if rows_done < 3:
        with pytest.raises(KeyboardInterrupt):
            rotate()
    else:
        monkeypatch.setattr(files, "write_sealing_keys", _crash_when_dropping(folder))
        with pytest.raises(KeyboardInterrupt):
            rotate()
    between = files.sealing_keys(folder)
    assert len(between) == 2
    assert opened(between) == [f"{KEY}{place}" for place in range(3)]
    monkeypatch.undo()
    assert "not finished" in rotate()
    assert files.sealing_keys(folder) == between[:1]
    assert opened(between[:1]) == [f"{KEY}{place}" for place in range(3)]


def _crash_when_dropping(folder: Path) -> Any:
    real = files.write_sealing_keys

    def write(target: Path, keys: list[str]) -> None:
        if len(keys) == 1:
            raise KeyboardInterrupt
        real(target, keys)

    return write


def test_no_key_goes_while_a_row_cannot_be_opened(folder: Path) -> None:
    row = secrets(2)[0]
    foreign = crypto.seal("elsewhere", [Fernet.generate_key().decode()])
    Secret.objects.filter(pk=row.pk).update(sealed=foreign)
    with pytest.raises(CommandError, match="Receipts"):
        rotate()
    assert len(files.sealing_keys(folder)) == 2
    Secret.objects.filter(pk=row.pk).delete()
    rotate()
    assert len(files.sealing_keys(folder)) == 1


def test_keys_of_the_environment_are_not_touched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files.sealing_keys(folder)
    monkeypatch.setenv("OCRSITE_KEYS", before[0])
    with pytest.raises(CommandError, match="OCRSITE_KEYS"):
        rotate()
    assert files.sealing_keys(folder) == before


def test_rows_are_sealed_with_the_first_key_of_the_environment(
    folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets()
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    monkeypatch.setenv("OCRSITE_KEYS", ",".join(settings.SEALING_KEYS))
    rotate("--reseal")
    assert len(opened(settings.SEALING_KEYS[:1])) == 3


def test_the_keys_are_checked_without_showing_them(folder: Path, settings: Any) -> None:
    secrets(2)
    assert "All 2 Secret Keys" in rotate(command="check_keys")
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    output = io.StringIO()
    with pytest.raises(CommandError, match="2 Secret Keys cannot be opened"):
        call_command("check_keys", stdout=output)
    assert "Receipts" in output.getvalue()
    assert KEY[:8] not in output.getvalue()


def test_the_start_warns_of_keys_that_cannot_be_opened(folder: Path, settings: Any) -> None:
    secrets(2)
    assert stored_secrets_can_be_opened(databases=["default"]) == []
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    assert [found.id for found in stored_secrets_can_be_opened(databases=["default"])] == [
        "ocr.W001"
    ]
    assert stored_secrets_can_be_opened() == []
    Secret.objects.all().retire(Secret.Reason.BY_HAND)
    assert stored_secrets_can_be_opened(databases=["default"]) == []


def test_a_running_site_needs_no_stop(folder: Path, settings: Any) -> None:
    settings.SEALING_KEYS = files.KeyFile(folder)
    domain = make_domain("Receipts", engine="clova", invoke_url=URL)
    fetched_before = Secret.enter(domain, KEY)
    rotate()
    rotate()
    assert engines.clova(domain, fetched_before)
    assert engines.clova(domain, Secret.objects.get())
    assert engines.clova(domain, Secret.enter(domain, f"{KEY}2"))


def test_a_key_that_is_entered_while_the_old_seal_goes_is_sealed_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = files.sealing_keys(folder)
    late = secrets(1)[0]
    write = files.write_sealing_keys

    def write_while_somebody_enters(target: Path, keys: list[str]) -> None:
        write(target, keys)
        if len(keys) == 1:
            Secret.objects.filter(pk=late.pk).update(sealed=crypto.seal(KEY, [old]))

    monkeypatch.setattr(files, "write_sealing_keys", write_while_somebody_enters)
    rotate()
    assert opened(files.sealing_keys(folder)) == [KEY]


def test_a_lost_key_file_is_told_as_what_it_is(folder: Path, settings: Any) -> None:
    settings.SEALING_KEYS = files.KeyFile(folder)
    row = secrets(1)[0]
    (folder / "sealing.keys").unlink()
    with pytest.raises(EngineError, match="secret_unreadable"):
        engines.clova(row.domain, row)
