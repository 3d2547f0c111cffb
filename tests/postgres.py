"""A PostgreSQL server of our own, in a temporary folder, gone when the test run ends."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from tests.sites import free_port


class Server:
    """`with Server() as server:` starts it; `environment()` points Django at it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ocrsite-postgres-"))
        self.port = free_port()

    def __enter__(self) -> Server:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        text = ["-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", data, "-U", "ocrsite", "-A", "trust", *text)
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{self.folder}/log", "start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        url = f"postgres://ocrsite@127.0.0.1:{self.port}/postgres"
        return os.environ | {"DATABASE_URL": url}

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root, so root hands it to Debian's own user.
        user = "postgres" if os.getuid() == 0 else None
        home = pwd.getpwnam(user).pw_dir if user else None
        subprocess.run(
            [_program(program), *arguments], check=True, user=user, cwd=home or "/",
            stdout=subprocess.DEVNULL,
        )  # fmt: skip


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name
