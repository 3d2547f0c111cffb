"""A progress bar of counted pages, drawn only when somebody can see it."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TextIO

WIDTH = 30


class Progress:
    """`with Progress(name, sys.stderr) as progress:` draws one line and wipes it at the end."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self._name, self._stream = name, stream
        self._seen = stream.isatty()
        self._total, self._done = 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._seen:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def total(self, pages: int) -> None:
        self._total = pages
        self._draw()

    def step(self) -> None:
        self.at(self._done + 1)

    def at(self, done: int) -> None:
        self._done = done
        self._draw()

    def _draw(self) -> None:
        if not self._seen or not self._total:
            return
        filled = WIDTH * self._done // self._total
        bar = "#" * filled + "-" * (WIDTH - filled)
        self._stream.write(f"\r\x1b[K{self._name} [{bar}] {self._done}/{self._total}")
        self._stream.flush()
