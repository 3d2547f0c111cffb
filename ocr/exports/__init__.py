"""Pages that were read, as files to download: one module a format, `registry` names them.

Knows `results` and plain bytes; no Django, no rows.
"""

from ocr.exports.registry import FORMATS, ExportPage, Format, UnknownFormatError, render

__all__ = ["FORMATS", "ExportPage", "Format", "UnknownFormatError", "render"]
