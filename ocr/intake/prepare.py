"""From an uploaded file to upright page images in a folder.

Nothing is decoded in this process: a child does it, one for a file. Files are written under their
own names only when whole, and the same file gives the same bytes again, so that preparing may be
repeated after any crash.
"""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ocr.intake import errors
from ocr.intake.errors import Params, Refusal
from ocr.intake.kinds import Kind
from ocr.intake.limits import Limits
from ocr.intake.process import Child, Line, refusal_from

_FORMATS = ("jpg", "png")
_RESTARTS = 3
_DEATHS = (
    errors.PREPARE_TIMEOUT,
    errors.PREPARE_OUT_OF_MEMORY,
    errors.PDF_UNREADABLE,
    errors.IMAGE_UNREADABLE,
)


@dataclass(frozen=True)
class PageImage:
    """One page image as it lies in the folder; width and height in pixels, upright.

    `file` and `thumbnail` are names in the folder, such as `0001.jpg` and `0001.thumb.webp`.
    `format` is jpg or png, CLOVA's words. `dpi` is the resolution a PDF page was drawn at or an
    image file claims, None when not known. `bytes` is the size of the file.
    """

    number: int
    file: str
    thumbnail: str
    width: int
    height: int
    format: str
    dpi: int | None
    sha256: str
    bytes: int


@dataclass(frozen=True)
class PageRefusal:
    """A page of a longer file that cannot be drawn; the others go on."""

    number: int
    code: str
    detail: str
    params: Params


class Preparation:
    """The pages of one file as they come, in order; use it as a context manager.

    Iterating gives a PageImage or a PageRefusal for each page from `first` to `total` and raises
    Refusal when the file itself turns out to be bad, Unavailable when the machine is.
    """

    total: int
    """Pages of the whole file, known before the first is drawn."""

    def __init__(self, path: Path, folder: Path, limits: Limits, first: int, code: str):
        self._path, self._folder, self._limits = path, folder, limits
        self._next, self._code, self._restarts = first, code, 0
        self._start(first, waited=0.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[PageImage | PageRefusal]:
        while self._next <= self.total:
            page = self._page()
            self._next += 1
            yield page

    def close(self) -> None:
        """Stop the child if it still works and sweep up half-written files."""
        self._child.close()
        for part in self._folder.glob(".[0-9]*.part"):
            part.unlink(missing_ok=True)

    def _start(self, first: int, *, waited: float) -> None:
        order = {
            "order": "prepare",
            "path": str(self._path.absolute()),
            "folder": str(self._folder.absolute()),
            "first": first,
        }
        self._child = Child(order, self._limits, code=self._code, waited=waited)
        self._lines = self._child.lines()
        try:
            total = next(self._lines, {}).get("pages")
            if not isinstance(total, int) or not 1 <= total <= self._limits.max_pages:
                raise Refusal(self._code, "the child talks nonsense")
        except BaseException:
            self.close()
            raise
        self.total = total

    def _page(self) -> PageImage | PageRefusal:
        """The next page; one that kills the child is refused alone and a new child goes on."""
        try:
            return self._understood(next(self._lines, {}))
        except Refusal as refusal:
            self.close()
            if not self._may_go_on(refusal):
                raise
            self._restarts += 1
            lost = PageRefusal(self._next, refusal.code, refusal.detail, refusal.params)
            if self._next < self.total:
                self._start(self._next + 1, waited=self._child.waited)
            return lost

    def _may_go_on(self, refusal: Refusal) -> bool:
        if self.total == 1 or self._restarts >= _RESTARTS or refusal.code not in _DEATHS:
            return False
        return self._child.waited < self._limits.file_seconds

    def _understood(self, line: Line) -> PageImage | PageRefusal:
        if line.get("number") != self._next:
            raise Refusal(self._code, "the child talks nonsense")
        if "refused" in line:
            refusal = refusal_from(line)
            return PageRefusal(self._next, refusal.code, refusal.detail, refusal.params)
        return _page_image(line, self._next, f"{self._next:04d}", self._code)


def prepare(path: Path, kind: Kind, folder: Path, limits: Limits, *, first: int = 1) -> Preparation:
    """Turn a file into page images `0001.jpg`, `0002.png` … with `0001.thumb.webp` in `folder`.

    `kind` is what `inspect` found. The folder must exist. With `first` greater than 1 the pages
    before it are skipped.

        with prepare(path, kind, folder, Limits()) as pages:
            show(pages.total)
            for page in pages: ...

    Raises Refusal (any code) and Unavailable, here or while iterating.
    """
    code = errors.PDF_UNREADABLE if kind is Kind.PDF else errors.IMAGE_UNREADABLE
    return Preparation(path, folder, limits, first, code)


def unlock(path: Path, target: Path, password: str, limits: Limits | None = None) -> None:
    """Write a copy of a locked PDF that needs no password.

    The password is handed to the child through standard input and kept nowhere. Raises Refusal:
    pdf_password_wrong, pdf_unreadable, prepare_timeout, prepare_out_of_memory.
    """
    order = _order("unlock", path, target)
    _carry_out(order, limits or Limits(), errors.PDF_UNREADABLE, secret=password)


def turn(path: Path, target: Path, degrees: int, limits: Limits | None = None) -> PageImage:
    """Write a page image turned clockwise by 90, 180 or 270 degrees, and its thumbnail.

    PNG stays PNG, JPEG is encoded again at high quality; `target` should end accordingly, and its
    name gives that of the thumbnail (`x.jpg`, `x.thumb.webp`). `number` of the outcome is 1.
    Raises Refusal(image_unreadable, ...) and ValueError for other angles.
    """
    if degrees not in (90, 180, 270):
        raise ValueError(f"cannot turn by {degrees} degrees")
    order = {**_order("turn", path, target), "degrees": degrees}
    lines = _carry_out(order, limits or Limits(), errors.IMAGE_UNREADABLE)
    line = lines[0] if lines else {}
    return _page_image(line, 1, target.stem, errors.IMAGE_UNREADABLE)


def thumbnail(path: Path, target: Path, side: int, limits: Limits | None = None) -> None:
    """Write a WebP of an image or of a PDF's first page that fits into a square of `side` pixels.

    Raises Refusal as `prepare` does.
    """
    order = {**_order("thumbnail", path, target), "side": side}
    _carry_out(order, limits or Limits(), errors.IMAGE_UNREADABLE)


def _order(name: str, path: Path, target: Path) -> Line:
    return {"order": name, "path": str(path.absolute()), "target": str(target.absolute())}


def _carry_out(order: Line, limits: Limits, code: str, secret: str | None = None) -> list[Line]:
    target = Path(order["target"])
    try:
        with contextlib.closing(Child(order, limits, code=code, secret=secret)) as child:
            return list(child.lines())
    finally:
        for part in target.parent.glob(f".{glob.escape(target.stem)}.*part"):
            part.unlink(missing_ok=True)


def _page_image(line: dict[str, Any], number: int, name: str, code: str) -> PageImage:
    """Believe the child's facts only in the right shape, and no file name at all."""
    numbers = [line.get(fact) for fact in ("width", "height", "bytes")]
    ending, dpi, sha256 = line.get("format"), line.get("dpi"), line.get("sha256")
    if ending not in _FORMATS or not all(isinstance(n, int) and n > 0 for n in numbers):
        raise Refusal(code, "the child talks nonsense")
    return PageImage(
        number=number,
        file=f"{name}.{ending}",
        thumbnail=f"{name}.thumb.webp",
        width=line["width"],
        height=line["height"],
        format=ending,
        dpi=dpi if isinstance(dpi, int) else None,
        sha256=str(sha256)[:64],
        bytes=line["bytes"],
    )
