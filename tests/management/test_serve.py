"""`manage.py serve`: one command, two processes that come back, one clean end."""

from __future__ import annotations

import os
import re
import signal
import socket
from pathlib import Path

import pytest
import requests

from tests import sites
from tests.builders import png
from tests.serving import Serving, launched

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


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

    sites.wait_for(is_read)
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
    children = serving.children()
    # A worker that stands still claims nothing: no lease has to run out afterwards.
    os.kill(next(child for child in children if _is_worker(child)), signal.SIGSTOP)
    job = serving.upload(png(480, text="INVOICE 63,800"))
    for child in children:
        os.kill(child, signal.SIGKILL)

    def is_read() -> bool:
        try:
            return "63,800" in serving.session.get(job.url, timeout=30).text
        except requests.ConnectionError:
            return False

    sites.wait_for(is_read, 200)
    assert len(serving.children()) == 2
    assert serving.end() == 0


def test_no_process_survives_a_killed_parent(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    children = serving.children()
    assert len(children) == 2
    serving.process.kill()
    serving.process.communicate(timeout=30)
    sites.wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children), 60)


def test_a_taken_port_is_said_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        ended = launched(tmp_path, port)
    assert ended.returncode == 1
    assert f"Port {port} is used by another program" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "ocrsite.sqlite3").exists()


def test_an_address_of_another_machine_is_said_at_once(tmp_path: Path) -> None:
    ended = launched(tmp_path, sites.free_port(), OCRSITE_BIND="192.0.2.1")
    assert ended.returncode == 1
    assert "cannot be served at http://192.0.2.1" in ended.stderr


def _is_worker(process: int) -> bool:
    return b"run_huey" in Path(f"/proc/{process}/cmdline").read_bytes()
