"""Other ways to read a page, for comparison: plain Tesseract, rapidocr as it comes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[Path], str]


def tesseract() -> Read | None:
    """Debian's `tesseract -l kor+eng`, if it is installed with Korean."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    if not {"kor", "eng"} <= set(listed.stdout.split()):
        return None

    def read(path: Path) -> str:
        command = [program, str(path), "-", "-l", "kor+eng"]
        environment = {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout

    return read


def rapidocr() -> Read:
    """rapidocr with the settings it comes with, one thread, boxes in its own order."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    one = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"}
    engine: Any = RapidOCR(params=one)

    def read(path: Path) -> str:
        return "\n".join(engine(str(path)).txts or ())

    return read
