"""The embedded engine behind the protocol of `engines.base`: a path in, CLOVA's terms out.

Light to import. The networks come in with the first page and stay with the process;
one page is read at a time, whatever the number of threads that ask.
"""

from __future__ import annotations

import threading
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from ocr.clova import answer
from ocr.engines.base import EngineError, Options, Outcome, Source
from ocr.engines.embedded import weights
from ocr.results import BoundingPoly, Field, Image, Recognition, Vertex

if TYPE_CHECKING:
    from ocr.engines.embedded.reader import PlacedWord, Reader, ReadPicture

_lock = threading.Lock()
_readers: dict[tuple[Path, int], Reader] = {}


class EmbeddedEngine:
    """Reads on this machine, with no network and no cost.

    `tessdata` is the folder that holds `kor.traineddata`; `threads` is how many
    processor threads one page may use.
    """

    def __init__(self, tessdata: Path, threads: int = 1) -> None:
        self._tessdata = Path(tessdata)
        self._threads = threads

    def recognize(self, source: Source, options: Options) -> Outcome:
        """Read one page image; a page without text is a SUCCESS without fields.

        Raises `EngineError`: `engine_unavailable` when weights or libraries are not
        installed, `engine_failed` when reading breaks off.
        """
        picture = self._read(source, options)
        recognition = _recognition(source, picture)
        return Outcome(answer.write(recognition, kind="GENERAL"), recognition)

    def _read(self, source: Source, options: Options) -> ReadPicture:
        with _lock:
            reader = self._reader()
            try:
                return reader.read(source.path, options.languages)
            except Exception as error:
                raise EngineError("engine_failed", _detail(error), sent=False) from error

    def _reader(self) -> Reader:
        """The networks of this process, opened once; asked for under the lock."""
        key = (self._tessdata, self._threads)
        if key not in _readers:
            _readers[key] = self._opened()
        return _readers[key]

    def _opened(self) -> Reader:
        absent = weights.missing(self._tessdata)
        if absent:
            raise EngineError("engine_unavailable", f"missing: {', '.join(absent)}", sent=False)
        try:
            from ocr.engines.embedded.reader import Reader
        except ImportError as error:
            raise EngineError("engine_unavailable", _detail(error), sent=False) from error
        try:
            return Reader(self._tessdata, self._threads)
        except Exception as error:
            raise EngineError("engine_failed", _detail(error), sent=False) from error


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _recognition(source: Source, picture: ReadPicture) -> Recognition:
    fields = [field for row in picture.rows for field in _fields(row)]
    image = Image(
        uid=uuid.uuid4().hex,
        name=source.name,
        fields=tuple(fields),
        width=picture.width,
        height=picture.height,
    )
    now = int(time.time() * 1000)
    return Recognition((image,), request_id=str(uuid.uuid4()), timestamp=now)


def _fields(row: list[PlacedWord]) -> list[Field]:
    last = len(row) - 1
    return [_field(word, line_break=index == last) for index, word in enumerate(row)]


def _field(word: PlacedWord, *, line_break: bool) -> Field:
    vertices = tuple(Vertex(float(round(x)), float(round(y))) for x, y in word.quad)
    confidence = round(min(max(word.confidence, 0.0), 1.0), 4)
    return Field(word.text, confidence, BoundingPoly(vertices), line_break=line_break)
