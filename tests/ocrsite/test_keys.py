"""Keys in files: made once, readable by their owner only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ocrsite import keys


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert keys.django_key(folder) == keys.django_key(folder)
    assert len(keys.sealing_keys(folder)) == 1


def test_only_the_owner_can_read_keys(tmp_path: Path) -> None:
    keys.sealing_keys(tmp_path)
    assert stat.S_IMODE((tmp_path / "sealing.keys").stat().st_mode) == 0o600


def test_a_new_key_comes_first_and_the_old_one_stays(tmp_path: Path) -> None:
    (old,) = keys.sealing_keys(tmp_path)
    assert keys.add_sealing_key(tmp_path)[1] == old
    assert keys.sealing_keys(tmp_path)[1] == old


def test_a_half_written_file_of_a_crash_does_no_harm(tmp_path: Path) -> None:
    keys.sealing_keys(tmp_path)
    (tmp_path / "sealing.keys.new").write_text("half")
    assert len(keys.add_sealing_key(tmp_path)) == 2


def test_a_running_process_sees_the_keys_of_a_rotation(tmp_path: Path) -> None:
    running = keys.KeyFile(tmp_path)
    (old,) = running
    (new, _old) = keys.add_sealing_key(tmp_path)
    assert list(running) == [new, old]
    keys.write_sealing_keys(tmp_path, [new])
    assert (running[0], running[:1], len(running)) == (new, [new], 1)
    assert new not in repr(running)


def test_a_lost_key_file_is_not_made_anew_behind_the_back_of_a_running_site(tmp_path: Path) -> None:
    running = keys.KeyFile(tmp_path)
    (tmp_path / "sealing.keys").unlink()
    with pytest.raises(FileNotFoundError):
        list(running)
    assert not (tmp_path / "sealing.keys").exists()
