"""Keys in files: made once, readable by their owner only."""

from __future__ import annotations

import stat
from pathlib import Path

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
