"""Where the trained weights lie: two files inside the rapidocr wheel, one laid at set-up.

Nothing is ever fetched, and rapidocr itself is not imported: only its files are used.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNIZER = "PP-OCRv6_rec_small.onnx"
HANGUL = "kor.traineddata"


def bundled(name: str) -> Path:
    """The path of a model inside the rapidocr wheel; it need not exist."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return Path("rapidocr") / "models" / name
    return Path(spec.origin).parent / "models" / name


def missing(tessdata: Path) -> list[str]:
    """The names of the weight files that are not there."""
    paths = (bundled(DETECTOR), bundled(RECOGNIZER), tessdata / HANGUL)
    return [path.name for path in paths if not path.is_file()]
