"""Resident memory of the web process and of the worker, engine loaded, CLOVA domains busy.

python -m tests.benchmarks.memory
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from tests.benchmarks import site
from tests.fakes.clova import FakeClova

EMBEDDED_PAGES, CLOVA_PAGES, VISITS = 20, 60, 200


def main() -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as folder, FakeClova(latency=0.2) as fake:
        env = site.environment(Path(folder), CLOVA_ALLOWED_HOSTS=fake.host)
        os.environ.update(env)
        site.manage(env, "migrate", "--verbosity", "0")
        _fill(fake)
        with site.Worker(env) as worker:
            _wait()
            reading = site.memory(worker.process.pid)
        web = _web(env)
    return "\n".join(
        [
            "| process | MB now | MB at its peak |",
            "| --- | ---: | ---: |",
            f"| web, after {VISITS} pages | {web[0]:.0f} | {web[1]:.0f} |",
            f"| worker, {EMBEDDED_PAGES} pages embedded beside {CLOVA_PAGES} at CLOVA |"
            f" {reading[0]:.0f} | {reading[1]:.0f} |",
        ]
    )


def _fill(fake: FakeClova) -> None:
    import django

    django.setup()
    from ocr.management import static_files

    static_files.collect()
    from ocr.jobs import submit
    from ocr.models import Domain, Secret
    from tests import builders, drawn

    person = builders.make_user("admin", superuser=True)
    embedded = builders.make_domain("Embedded")
    clova = builders.make_domain("CLOVA", engine=Domain.Engine.CLOVA, invoke_url=fake.invoke_url())
    Secret.enter(clova, fake.secret)
    batch = builders.make_batch(person)
    content, _ = drawn.page("ko", "para", "photo")
    for item in range(EMBEDDED_PAGES):
        submit.add(batch, item, builders.upload("page.png", content), "page.png", embedded, {})
    for item in range(CLOVA_PAGES):
        submit.add(batch, 1000 + item, builders.upload(), "page.png", clova, {})


def _wait() -> None:
    from ocr.models import Job

    end = time.monotonic() + 300
    while Job.objects.in_progress().exists():
        if time.monotonic() > end:
            raise SystemExit("the pages were not read in time")
        time.sleep(0.5)


def _web(env: dict[str, str]) -> tuple[float, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "gunicorn", "ocrsite.wsgi:application", "--bind", address,
        "--worker-class", "gthread", "--threads", "8", "--no-control-socket",
    ]  # fmt: skip
    server = subprocess.Popen(
        command, env=env, cwd=site.ROOT, start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        return _visited(address, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _visited(address: str, parent: int) -> tuple[float, float]:
    session = _signed_in(address)
    for number in range(VISITS):
        path = ("/", "/jobs/", "/upload/", f"/jobs/{number % 80 + 1}/")[number % 4]
        session.get(f"http://{address}{path}", timeout=30).raise_for_status()
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=True)
    return site.memory(int(found.stdout.split()[0]))


def _signed_in(address: str) -> requests.Session:
    from tests.builders import PASSWORD

    session = requests.Session()
    end = time.monotonic() + 30
    while True:
        try:
            session.get(f"http://{address}/sign-in/", timeout=5)
            break
        except requests.ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
    fields = {
        "username": "admin",
        "password": PASSWORD,
        "csrfmiddlewaretoken": session.cookies["csrftoken"],
    }
    session.post(f"http://{address}/sign-in/", fields, timeout=30).raise_for_status()
    return session


if __name__ == "__main__":
    print(main())
