"""`manage.py serve`: one command, two processes that come back, one clean end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.builders import png

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Serving:
    """`manage.py serve` in a data folder of its own, and a browser's session with it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.port = free_port()
        environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | {
            "DJANGO_SETTINGS_MODULE": "ocrsite.settings",
            "OCRSITE_DATA": str(data), "PORT": str(self.port), "LANG": "C.UTF-8",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], env=environment | settings,
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


def wait_for(what: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.5)


def test_the_first_start_makes_all_that_is_needed_and_the_second_keeps_it(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    assert len(serving.lines) <= 15
    assert serving.line("Address") == serving.url + "/"
    password = serving.line("Password")
    assert serving.sign_in(password).url == serving.url + "/"
    job = serving.upload(png(480, text="INVOICE 63,800"))
    assert re.search(r"/jobs/\d+/", job.url)

    def is_read() -> bool:
        return "63,800" in serving.session.get(job.url, timeout=30).text

    wait_for(is_read)
    assert serving.end() == 0

    again = Serving(tmp_path)
    assert not any(password in line for line in again.lines)
    again.sign_in(password)
    text = again.session.get(again.url + job.url.split(str(serving.port))[1], timeout=30).text
    assert "63,800" in text
    assert again.end() == 0


def test_the_password_of_the_environment_is_used_and_not_printed(tmp_path: Path) -> None:
    serving = Serving(tmp_path, OCRSITE_ADMIN_PASSWORD="a long enough one 9")
    assert not any("a long enough one 9" in line for line in serving.lines)
    assert serving.sign_in("a long enough one 9").url == serving.url + "/"
    assert serving.end() == 0


def test_killed_children_come_back_and_the_upload_is_not_lost(tmp_path: Path) -> None:
    serving = Serving(tmp_path, OCRSITE_ADMIN_PASSWORD="a long enough one 9")
    serving.sign_in("a long enough one 9")
    job = serving.upload(png(480, text="INVOICE 63,800"))
    for child in serving.children():
        os.kill(child, signal.SIGKILL)

    def is_read() -> bool:
        try:
            return "63,800" in serving.session.get(job.url, timeout=30).text
        except requests.ConnectionError:
            return False

    wait_for(is_read, 200)
    assert len(serving.children()) == 2
    assert serving.end() == 0


def test_no_process_survives_a_killed_parent(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    children = serving.children()
    assert len(children) == 2
    serving.process.kill()
    serving.process.communicate(timeout=30)
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children), 60)


def launched(data: Path, port: int, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "ocrsite.settings", "OCRSITE_DATA": str(data),
        "PORT": str(port), "LANG": "C.UTF-8",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "manage.py", "serve"], env=environment | settings,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_taken_port_is_said_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        ended = launched(tmp_path, port)
    assert ended.returncode == 1
    assert f"Port {port} is used by another program" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "ocrsite.sqlite3").exists()


def test_an_address_of_another_machine_is_said_at_once(tmp_path: Path) -> None:
    ended = launched(tmp_path, free_port(), OCRSITE_BIND="192.0.2.1")
    assert ended.returncode == 1
    assert "cannot be served at http://192.0.2.1" in ended.stderr
