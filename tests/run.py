"""Runs all tests: on SQLite, then what touches the database again on a real PostgreSQL.

The PostgreSQL server is started in a temporary folder on a free port of loopback and
stopped at the end.
"""

from __future__ import annotations

import subprocess
import sys

from tests.postgres import Server

ON_POSTGRES = ["tests/models", "tests/jobs", "tests/views", "tests/forms", "tests/admin"]


def main() -> int:
    """The exit status of the first run that failed, else 0."""
    everything = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *sys.argv[1:]]
    print("== on SQLite", flush=True)  # noqa: T201
    first = subprocess.run(everything, check=False).returncode
    with Server() as server:
        print("== on PostgreSQL", flush=True)  # noqa: T201
        again = [*everything, *ON_POSTGRES, "-m", "not browser and not slow"]
        second = subprocess.run(again, check=False, env=server.environment()).returncode
    return first or second


if __name__ == "__main__":
    sys.exit(main())
