from __future__ import annotations

import subprocess
import sys

from ocr.engines import registry
from ocr.engines.clova import ClovaEngine
from tests.clova.endpoints import endpoint
from tests.fakes.clova import FakeClova


def test_importing_the_registry_loads_nothing_heavy() -> None:
    code = (
        "import sys; import ocr.engines.registry; "
        "print([name for name in ('onnxruntime', 'cv2', 'numpy', 'tesserocr')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_domain_gets_an_engine_of_its_own(fake_clova: FakeClova) -> None:
    assert isinstance(registry.clova(endpoint(fake_clova)), ClovaEngine)
