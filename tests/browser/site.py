"""A running site for a browser: gunicorn and, if wanted, the worker, in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningSite:
    """`with RunningSite(data) as site:` serves what lies in `data` at `site.url`."""

    def __init__(self, data: Path, *, worker: bool = False, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = inherited | {
            "DJANGO_SETTINGS_MODULE": "ocrsite.settings", "OCRSITE_DATA": str(data), **settings,
        }  # fmt: skip
        self.commands = [[
            sys.executable, "-m", "gunicorn", "ocrsite.wsgi:application", "--bind",
            f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "8",
            "--no-control-socket", "--log-level", "warning",
        ]]  # fmt: skip
        if worker:
            self.commands.append([sys.executable, "manage.py", "run_huey", "--quiet"])
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> RunningSite:
        self.processes = [
            subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)
            for command in self.commands
        ]
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert time.monotonic() < end, "the site did not start"
                time.sleep(0.1)
            else:
                return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def sign_in(self, context: BrowserContext, name: str, password: str) -> Page:
        """A page of this person, on the home page."""
        page = context.new_page()
        page.goto(f"{self.url}/sign-in/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{self.url}/")
        return page
