"""A running site for a browser: gunicorn and, if wanted, the worker, in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests import sites

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


class RunningSite:
    """`with RunningSite(data) as site:` serves what lies in `data` at `site.url`."""

    def __init__(self, data: Path, *, worker: bool = False, **settings: str) -> None:
        self.port = sites.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = sites.environment(data, **settings)
        self.commands = [sites.web_command(self.port)]
        if worker:
            self.commands.append(sites.worker_command())
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> RunningSite:
        self.processes = [
            subprocess.Popen(command, env=self.environment, cwd=sites.ROOT, start_new_session=True)
            for command in self.commands
        ]
        sites.wait_for(self._answers, 60)
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

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def sign_in(self, context: BrowserContext, name: str, password: str) -> Page:
        """A page of this person, on the home page."""
        page = context.new_page()
        page.goto(f"{self.url}/sign-in/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{self.url}/")
        return page
