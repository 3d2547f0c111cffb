"""Which engines there are. Importing this module loads none of them.

The embedded engine's libraries are heavy and stay out of the web process.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ocr.engines.base import Engine

if TYPE_CHECKING:
    from ocr.clova.endpoint import Endpoint


def embedded(tessdata: Path, threads: int = 1) -> Engine:
    """Return the embedded engine; its networks are opened once a process, with the first page.

    `tessdata` is the folder that holds `kor.traineddata`.
    """
    from ocr.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(tessdata, threads)


def clova(endpoint: Endpoint) -> Engine:
    """Return an engine that calls the domain behind `endpoint`."""
    from ocr.engines.clova import ClovaEngine

    return ClovaEngine(endpoint)
