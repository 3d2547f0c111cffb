"""What every format is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocr.results import Recognition


@dataclass(frozen=True, slots=True)
class ExportPage:
    """One page that was read: its 1-based number, what was found, the answer as it came."""

    number: int
    recognition: Recognition
    answer: bytes = field(default=b"", repr=False)
