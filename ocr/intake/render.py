"""The child process: takes one order, writes page images, tells of each in a line of JSON.

Started by `process` with nothing but an order in its arguments; it limits itself before it looks
at a file. Lines: {"pages": n}, {"number": n, ...facts}, {"number": n, "refused": code, ...},
{"refused": code, ...}, {"done": true}.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ocr.intake import errors, sandbox
from ocr.intake.errors import Refusal
from ocr.intake.kinds import HEAD_BYTES, Kind, sniff
from ocr.intake.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocr.intake.drawn import Drawn

EXIT_BROKEN_SETUP = 70
EXIT_BROKEN_DISK = 74
THUMBNAIL = (224, 320)
"""Width and height in pixels into which the thumbnail of a page fits."""


class Source(Protocol):
    """Something with pages, counted from 1."""

    total: int

    def page(self, number: int) -> Drawn:
        """Draw one page. Raises Refusal for this page alone."""


class DiskError(Exception):
    """A page could not be written; nothing is wrong with the file."""


def main(order: dict[str, Any]) -> None:
    """Carry out one order and end the process."""
    limits = Limits(**order["limits"])
    sandbox.enter(order["parent"], limits)
    status = 0
    try:
        _ORDERS[order["order"]](order, limits)
        _tell(done=True)
    except Refusal as refusal:
        _tell(refused=refusal.code, detail=refusal.detail, params=refusal.params)
    except MemoryError:
        _tell(refused=errors.PREPARE_OUT_OF_MEMORY, detail="MemoryError", params={})
    except ImportError as error:
        sys.stderr.write(repr(error))
        status = EXIT_BROKEN_SETUP
    except (DiskError, FileNotFoundError, PermissionError) as error:
        sys.stderr.write(repr(error))
        status = EXIT_BROKEN_DISK
    sys.stdout.flush()
    sys.stderr.flush()
    # The interpreter's own tidying costs milliseconds and can only crash in foreign libraries.
    os._exit(status)


def _prepare(order: dict[str, Any], limits: Limits) -> None:
    source = _source(Path(order["path"]), limits)
    _tell(pages=source.total)
    for number in range(order["first"], source.total + 1):
        try:
            drawn = source.page(number)
            facts = _write(drawn, Path(order["folder"]) / f"{number:04d}")
        except Refusal as refusal:
            if source.total == 1:
                raise
            _tell_page(number, refusal)
        except MemoryError:
            if source.total == 1:
                raise
            _tell_page(number, Refusal(errors.PREPARE_OUT_OF_MEMORY, "MemoryError"))
        else:
            _tell(number=number, **facts)


def _source(path: Path, limits: Limits) -> Source:
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES))
    if kind is Kind.PDF:
        from ocr.intake.pdf import Pages

        return Pages(path, limits)
    from ocr.intake.frames import Frames

    return Frames(path, kind, limits)


def _unlock(order: dict[str, Any], _limits: Limits) -> None:
    from ocr.intake.pdf import unlock

    password = sys.stdin.buffer.read().decode()
    target = Path(order["target"])
    part = _part(target)
    try:
        unlock(Path(order["path"]), part, password)
        part.replace(target)
    except OSError as error:
        raise DiskError(str(error)) from error


def _turn(order: dict[str, Any], limits: Limits) -> None:
    from ocr.intake.turned import turned

    drawn = turned(Path(order["path"]), order["degrees"], limits)
    _tell(number=1, **_write(drawn, Path(order["target"]).with_suffix("")))


def _thumbnail(order: dict[str, Any], limits: Limits) -> None:
    from ocr.intake import pixels

    drawn = _source(Path(order["path"]), limits).page(1)
    side = order["side"]
    _save(Path(order["target"]), pixels.thumbnail(drawn.image, (side, side)))


_ORDERS: dict[str, Callable[[dict[str, Any], Limits], None]] = {
    "prepare": _prepare,
    "unlock": _unlock,
    "turn": _turn,
    "thumbnail": _thumbnail,
}


def _write(drawn: Drawn, stem: Path) -> dict[str, Any]:
    """Write page and thumbnail beside each other; the thumbnail first, so a page implies it."""
    from ocr.intake import pixels

    _save(stem.with_name(f"{stem.name}.thumb.webp"), pixels.thumbnail(drawn.image, THUMBNAIL))
    _save(stem.with_name(f"{stem.name}.{drawn.format}"), drawn.data)
    return {
        "width": drawn.image.width,
        "height": drawn.image.height,
        "format": drawn.format,
        "dpi": drawn.dpi,
        "sha256": hashlib.sha256(drawn.data).hexdigest(),
        "bytes": len(drawn.data),
    }


def _save(target: Path, data: bytes) -> None:
    """A file under its own name is always whole, whenever the process dies."""
    part = _part(target)
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise DiskError(str(error)) from error


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _tell_page(number: int, refusal: Refusal) -> None:
    _tell(number=number, refused=refusal.code, detail=refusal.detail, params=refusal.params)


def _tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
