"""PDF files as pages, drawn by PDFium.

Runs in the child process only: PDFium is not thread-safe and parses what strangers sent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as raw

from ocr.intake import errors, pixels
from ocr.intake.drawn import Drawn
from ocr.intake.errors import Refusal
from ocr.intake.readers import BROKEN

if TYPE_CHECKING:
    from pathlib import Path

    from ocr.intake.limits import Limits

_POINTS_AN_INCH = 72.0


class Pages:
    """The pages of one PDF; `total` is known when it is made."""

    def __init__(self, path: Path, limits: Limits):
        """Raise Refusal: pdf_locked, pdf_unreadable, pdf_without_pages, too_many_pages."""
        self._limits = limits
        self._pdf = _opened(path, None, errors.PDF_LOCKED)
        self.total = len(self._pdf)
        if self.total < 1:
            raise Refusal(errors.PDF_WITHOUT_PAGES)
        if self.total > limits.max_pages:
            params = {"pages": self.total, "max": limits.max_pages}
            raise Refusal(errors.TOO_MANY_PAGES, f"{self.total} pages", params)
        self._pdf.init_forms()

    def page(self, number: int) -> Drawn:
        """Draw page `number`, counted from 1. Raises Refusal for this page."""
        try:
            page = self._pdf[number - 1]
            try:
                return self._drawn(page)
            finally:
                page.close()
        except BROKEN as error:
            raise Refusal(errors.PDF_UNREADABLE, repr(error)[:500]) from error

    def _drawn(self, page: Any) -> Drawn:
        width, height = page.get_size()
        scale = page_scale(width, height, self._limits)
        bitmap = page.render(scale=scale)
        try:
            image = bitmap.to_pil().copy()
        finally:
            bitmap.close()
        image = image if image.mode in ("L", "RGB") else pixels.flat(image)
        return Drawn.encoded(image, dpi=round(scale * _POINTS_AN_INCH), limits=self._limits)


def page_scale(width: float, height: float, limits: Limits) -> float:
    """Pixels per point for a page of this size in points.

    The wanted resolution, lowered until both sides and the number of pixels are within the limits.
    Raises Refusal(image_too_small) when the page then is a strip too thin to send.
    """
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise Refusal(errors.PDF_UNREADABLE, f"page of {width} x {height} points")
    scale = min(
        limits.dpi / _POINTS_AN_INCH,
        # PDFium rounds a side up to whole pixels.
        (limits.max_side - 1) / max(width, height),
        math.sqrt(limits.max_page_pixels / (width * height)),
    )
    if min(width, height) * scale < limits.min_side:
        params = {"width": round(width * scale), "height": round(height * scale)}
        params["min"] = limits.min_side
        raise Refusal(errors.IMAGE_TOO_SMALL, f"page of {width} x {height} points", params)
    return scale


def unlock(path: Path, target: Path, password: str) -> None:
    """Write a copy without encryption. Raises Refusal: pdf_password_wrong, pdf_unreadable."""
    pdf = _opened(path, password, errors.PDF_PASSWORD_WRONG)
    try:
        pdf.save(str(target), flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise Refusal(errors.PDF_UNREADABLE, repr(error)[:500]) from error
    finally:
        pdf.close()


def _opened(path: Path, password: str | None, when_locked: str) -> Any:
    try:
        return pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        # A well-formed file whose page tree is empty fails with the code for success.
        codes = {
            raw.FPDF_ERR_PASSWORD: when_locked,
            raw.FPDF_ERR_SUCCESS: errors.PDF_WITHOUT_PAGES,
        }
        code = codes.get(error.err_code, errors.PDF_UNREADABLE)
        raise Refusal(code, str(error)[:500]) from error
