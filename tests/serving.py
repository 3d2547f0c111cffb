"""`manage.py serve` as a person starts it, and a plain session with what it serves."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import requests

from tests import sites

COMMAND = [sys.executable, "manage.py", "serve"]


def launched(data: Path, port: int, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that ends by itself: its exit status and what it said."""
    return subprocess.run(
        COMMAND, env=_environment(data, port, **settings), cwd=sites.ROOT,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


class Serving:
    """`manage.py serve` in a data folder of its own, and a browser's session with it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.port = sites.free_port()
        self.process = subprocess.Popen(
            COMMAND, env=_environment(data, self.port, **settings), cwd=sites.ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self._read_until("Ctrl-C")
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "en"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def line(self, start: str) -> str:
        return next(line.split(": ", 1)[1] for line in self.lines if line.startswith(start))

    def sign_in(self, password: str) -> requests.Response:
        token = self._token("/sign-in/")
        fields = {"username": "admin", "password": password, "csrfmiddlewaretoken": token}
        return self.session.post(self.url + "/sign-in/", fields, timeout=30)

    def upload(self, content: bytes) -> requests.Response:
        """A plain form, as a browser without JavaScript sends it."""
        page = self.session.get(self.url + "/upload/", timeout=30).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        hidden.setdefault("token", str(uuid.uuid4()))
        return self.session.post(
            self.url + "/upload/", hidden, files={"files": ("invoice.png", content)}, timeout=60
        )

    def children(self) -> list[int]:
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(line) for line in found.stdout.split()]

    def end(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        self.lines += (self.process.communicate(timeout=60)[0] or "").splitlines()
        return self.process.returncode

    def _token(self, path: str) -> str:
        page = self.session.get(self.url + path, timeout=30).text
        return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]

    def _read_until(self, text: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if text in line:
                return
        raise AssertionError("\n".join(self.lines))


def _environment(data: Path, port: int, **settings: str) -> dict[str, str]:
    return sites.environment(data, PORT=str(port), LANG="C.UTF-8", **settings)
