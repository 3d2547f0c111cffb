"""What each process loads: the web process stays light, the worker finds its tasks."""

from __future__ import annotations

import json
import os
import subprocess
import sys

HEAVY = ["cv2", "onnxruntime", "rapidocr", "tesserocr", "pypdfium2", "pi_heif"]


def printed(code: str) -> object:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_the_web_process_loads_no_engine() -> None:
    code = (
        "import sys, json; from ocrsite.wsgi import application; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    assert printed(code) == []


def test_the_worker_finds_every_door() -> None:
    code = (
        "import django, json; django.setup(); from huey.contrib.djhuey import HUEY; "
        "print(json.dumps(sorted(HUEY._registry._registry)))"
    )
    names = printed(code)
    assert isinstance(names, list)
    doors = {str(name).rsplit(".", 1)[-1] for name in names}
    assert {"prepare_next", "read_next", "check_next", "sweep_each_minute"} <= doors
