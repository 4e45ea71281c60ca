"""A real PostgreSQL for the tests: installed when that is allowed, started in a folder of its own, gone afterwards.

Nothing of the system's own clusters is touched: the server listens on a socket in its folder and nowhere else. As
root it runs as the user ``postgres`` of Debian's packages, because a server refuses to run as root. Where there is
none and none may be installed, `start` says why, and the tests that need it are skipped with that reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from app.checkout import libraries

PACKAGES = ["postgresql"]
OWNER = "sild"
SLOWEST_START_S = 60
NO_OWN_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


class NoServerError(Exception):
    """There is no PostgreSQL to test with; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    programs: Path
    folder: Path
    user: str | None

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"sild_{uuid4().hex[:12]}"
        self._sql("postgres", f'CREATE DATABASE "{name}" ENCODING UTF8 TEMPLATE template0')
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def copy(self, address: str) -> str:
        """Make a copy of a database that nobody has open, and return its address."""
        name, fresh = _database(address), f"sild_{uuid4().hex[:12]}"
        self._sql("postgres", f'CREATE DATABASE "{fresh}" TEMPLATE "{name}"')
        return address.replace(name, fresh)

    def stop(self) -> None:
        """End the server and take its folder away."""
        data = str(self.folder / "data")
        self._run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """End the server as a power cut would, and keep its data."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def resume(self) -> None:
        """Start it again."""
        self._start(durable=False)

    def run_sql(self, address: str, command: str) -> None:
        """Do something behind everybody's back."""
        self._sql(_database(address), command)

    def begin(self, *, durable: bool) -> None:
        """Make a cluster and start it; ``durable`` False saves the waiting for the disk, as most tests may."""
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C")
        self._start(durable=durable)

    def _start(self, *, durable: bool) -> None:
        data = str(self.folder / "data")
        asked = f"-k {self.folder} -c listen_addresses= -c fsync={'on' if durable else 'off'}"
        log = str(self.folder / "log")
        self._run(
            "pg_ctl", "-D", data, "-l", log, "-w", "-t", str(SLOWEST_START_S), "-o", asked, "start"
        )

    def _sql(self, database: str, command: str) -> None:
        self._run("psql", "-h", str(self.folder), "-U", OWNER, "-d", database, "-qc", command)

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self.programs / program), *arguments]
        done = subprocess.run(
            command,
            user=self.user,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            msg = f"{program} of PostgreSQL failed: {done.stderr.strip()}"
            raise NoServerError(msg)


def start(*, durable: bool = False) -> Server:
    """Start a server. Raises NoServerError with the reason."""
    if sys.platform == "win32":
        msg = "PostgreSQL is not started on Windows by these tests"
        raise NoServerError(msg)
    programs = _programs()
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="sild-pg-", dir="/tmp"))  # a socket's path must be short
    server = Server(programs, folder, "postgres" if is_root else None)
    try:
        if is_root:
            shutil.chown(folder, "postgres")
        server.begin(durable=durable)
    except (NoServerError, LookupError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoServerError(str(error)) from error
    return server


def _database(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs, installed first if that is allowed."""
    found = _newest()
    if found is None and libraries.can_install():
        if not NO_OWN_CLUSTER.exists():
            NO_OWN_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
            NO_OWN_CLUSTER.write_text("create_main_cluster = false\n")
        libraries.install(PACKAGES)
        found = _newest()
    if found is None:
        msg = f"there is no PostgreSQL server; install it with: {libraries.line_to_run(PACKAGES)}"
        raise NoServerError(msg)
    return found


def _newest() -> Path | None:
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3])
    )
    if debian:
        return debian[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere and shutil.which("psql") else None
