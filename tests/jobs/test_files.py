"""Where files lie: under names of our own, written whole, taken away with their folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from ocr.jobs import files


def test_folders_are_new_each_time_and_name_nobody() -> None:
    first, second = files.new_folder(), files.new_folder()
    assert first != second
    assert first.startswith("jobs/")


def test_a_saved_file_is_whole_and_leaves_no_half(tmp_path: Path) -> None:
    target = tmp_path / "jobs" / "ab" / "original"
    files.save(ContentFile(b"x" * 3_000_000), target)
    assert target.read_bytes() == b"x" * 3_000_000
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_goes_with_all_that_is_in_it(settings: Any) -> None:
    name = files.new_folder()
    folder = Path(settings.MEDIA_ROOT) / name
    files.save(ContentFile(b"x"), folder / "original")
    files.remove(name)
    assert not folder.exists()


def test_a_refused_job_without_a_folder_takes_nothing_away(settings: Any) -> None:
    files.save(ContentFile(b"x"), Path(settings.MEDIA_ROOT) / "jobs" / "kept")
    files.remove("")
    assert (Path(settings.MEDIA_ROOT) / "jobs" / "kept").exists()
