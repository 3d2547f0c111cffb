from __future__ import annotations

import subprocess
import sys

HEAVY = ("cv2", "numpy", "onnxruntime", "rapidocr", "tesserocr", "PIL", "django")


def loaded_by(statement: str) -> str:
    code = f"import sys; {statement}; print([name for name in {HEAVY!r} if name in sys.modules])"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def test_importing_the_engine_loads_nothing_heavy() -> None:
    assert loaded_by("import ocr.engines.embedded, ocr.engines.embedded.engine") == "[]"


def test_making_an_engine_loads_nothing_heavy() -> None:
    make = "from ocr.engines.embedded.engine import EmbeddedEngine as E; E('nowhere')"
    assert loaded_by(make) == "[]"


def test_the_thresholds_load_nothing_heavy() -> None:
    assert loaded_by("import ocr.engines.thresholds") == "[]"


def test_reading_never_imports_rapidocr() -> None:
    assert "rapidocr" not in loaded_by("import ocr.engines.embedded.reader")
