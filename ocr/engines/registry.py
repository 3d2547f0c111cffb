"""Which engines there are.

Importing this module does not load the embedded engine: its libraries are heavy and stay
out of the web process.
"""

from __future__ import annotations

from pathlib import Path

from ocr.clova.endpoint import Endpoint
from ocr.engines.base import Engine
from ocr.engines.clova import ClovaEngine


def embedded(tessdata: Path, threads: int = 1) -> Engine:
    """Return the embedded engine; its networks are opened once a process, with the first page.

    `tessdata` is the folder that holds `kor.traineddata`.
    """
    from ocr.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(tessdata, threads)


def clova(endpoint: Endpoint) -> Engine:
    """Return an engine that calls the domain behind `endpoint`."""
    return ClovaEngine(endpoint)
