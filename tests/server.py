"""A PostgreSQL server for the tests, of the machine's own programs, in a folder of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; the newest where there are several."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return Path(on_path).parent if on_path else found[-1].parent if found else None


class Server:
    """A server that listens on a socket only; ``address`` is without database. It refuses to run as root, so that root
    runs it as the user postgres."""

    def __init__(self, folder: str) -> None:
        found = programs()
        assert found is not None
        self._programs, self._folder = found, folder
        self._user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        self.address = f"postgresql://{self._user}@/postgres?host={folder}"
        shutil.chown(folder, self._user)
        self._run(
            "initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={self._user}"
        )

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off -c max_connections=50"
        self._run("pg_ctl", "-w", "-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        before = ["runuser", "-u", self._user, "--"] if os.geteuid() == 0 else []
        command = [*before, str(self._programs / program), "-D", f"{self._folder}/data", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=120)


@contextmanager
def postgresql() -> Iterator[Server]:
    """Start a server in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="onrecord-pg-") as folder:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
