"""Keys that live outside the database: Django's own and those that seal secrets.

Each is read from the environment or from a file (mode 0600) in the keys folder,
which is made on first use. Losing the sealing keys means entering every Secret
Key again; they are part of a backup (docs/operating.md).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import overload

from cryptography.fernet import Fernet

_SEALING = "sealing.keys"


def django_key(folder: Path) -> str:
    """Django's SECRET_KEY, made once and kept in `folder`."""
    return _kept(folder / "django.key", lambda: secrets.token_urlsafe(50))


def sealing_keys(folder: Path) -> list[str]:
    """The keys that seal secrets, newest first, one a line in `folder`."""
    return _lines(_kept(folder / _SEALING, lambda: Fernet.generate_key().decode()))


class KeyFile(Sequence[str]):
    """The sealing keys of a folder as they are now, read anew at each use.

    So every running process follows a rotation. Raises `OSError` when the file is lost:
    making another one then would hide the loss.
    """

    def __init__(self, folder: Path) -> None:
        sealing_keys(folder)
        self._path = folder / _SEALING

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._now()[place]

    def _now(self) -> list[str]:
        return _lines(self._path.read_text())


def add_sealing_key(folder: Path) -> list[str]:
    """Put a new key before the others, atomically; returns all, newest first."""
    keys = [Fernet.generate_key().decode(), *sealing_keys(folder)]
    write_sealing_keys(folder, keys)
    return keys


def write_sealing_keys(folder: Path, keys: list[str]) -> None:
    """Replace the key file in one step, so that a crash leaves the old or the new one."""
    temporary = folder / f"{_SEALING}.new"
    temporary.unlink(missing_ok=True)
    _write(temporary, "\n".join(keys) + "\n")
    temporary.replace(folder / _SEALING)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_once(path, make())
    return path.read_text().strip()


def _make_once(path: Path, text: str) -> None:
    """Two processes may start at once: the first one's file stays."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    _write(temporary, text + "\n")
    with suppress(FileExistsError):
        os.link(temporary, path)
    temporary.unlink()


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
