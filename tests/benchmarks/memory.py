"""Resident memory of the web process and of the worker, engine loaded, CLOVA domains busy.

python -m tests.benchmarks.memory
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import requests

from tests import sites
from tests.fakes.clova import FakeClova

EMBEDDED_PAGES, CLOVA_PAGES, VISITS = 20, 60, 200


def main() -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as folder, FakeClova(latency=0.2) as fake:
        env = sites.environment(Path(folder), CLOVA_ALLOWED_HOSTS=fake.host)
        os.environ.update(env)
        sites.manage(env, "migrate", "--verbosity", "0")
        _fill(fake)
        with sites.Worker(env) as worker:
            _wait()
            reading = _memory(worker.process.pid)
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
    port = sites.free_port()
    server = subprocess.Popen(
        sites.web_command(port),
        env=env, cwd=sites.ROOT, start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return _visited(f"127.0.0.1:{port}", server.pid)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _visited(address: str, parent: int) -> tuple[float, float]:
    session = _signed_in(address)
    for number in range(VISITS):
        path = ("/", "/jobs/", "/upload/", f"/jobs/{number % 80 + 1}/")[number % 4]
        session.get(f"http://{address}{path}", timeout=30).raise_for_status()
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=True)
    return _memory(int(found.stdout.split()[0]))


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


def _memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process now and at its peak, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    facts = dict(line.split(":", 1) for line in lines)
    now, peak = (int(facts[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak


if __name__ == "__main__":
    print(main())
