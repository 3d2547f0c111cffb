"""All measurements, written to docs/benchmarks.md.

python -m tests.benchmarks [--pages DIR]
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from pathlib import Path

from tests.sites import ROOT

OTHERS = {
    "calls": "What ocrsite adds to a call",
    "memory": "Memory",
    "history": "Pages with 10,000 jobs",
}


def main() -> None:
    """Each measurement runs in a process of its own; what it prints is the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder with truth.jsonl")
    parser.add_argument("--kbo", type=Path, help="a folder with the KBO page and CLOVA's answer")
    given = parser.parse_args()
    sections = [_head(), _section("The embedded engine", _engine(given.pages, given.kbo))]
    sections += [_section(title, [name]) for name, title in OTHERS.items()]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(sections))
    print("docs/benchmarks.md is written")


def _engine(pages: Path | None, kbo: Path | None) -> list[str]:
    wanted = {"--pages": pages, "--kbo": kbo}
    return [
        "engine",
        *(word for name, path in wanted.items() if path for word in (name, str(path))),
    ]


HEAD = """# Benchmarks

Written by `make bench`; do not edit. With `PAGES=DIR` the embedded engine is measured on the
pages of that folder, else on pages that the data maker draws. Times vary with the machine:
compare within one table. Measured with Python {python} on {system}.
"""


def _head() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return HEAD.format(python=platform.python_version(), system=system)


def _section(title: str, command: list[str]) -> str:
    name, *arguments = command
    print(f"{title} …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return f"## {title}\n\n`python -m tests.benchmarks.{name}`\n\n{done.stdout.strip()}\n"


if __name__ == "__main__":
    main()
