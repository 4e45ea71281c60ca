"""Workspaces on both engines, made for tests, and merges of invented firms in processes of their own."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from app.core.addresses import server_address
from app.core.clock import SystemClock
from app.records.revision import Revision
from app.store import server, workspace
from app.store.workspace import Workspace
from tests.store import arrivals

TOP = Path(__file__).resolve().parents[2]
CORRECTIONS = 3
"""Every so many firms have a correction."""


def on_server(address: str, folder: Path, *, make: bool = False) -> Workspace:
    """Open a workspace on a server, making it first when that is wanted."""
    place, clock = server_address(address), SystemClock()
    if make:
        return server.create(place, folder, name="Field", clock=clock)
    return server.open(place, folder, clock=clock)


def in_folder(folder: Path) -> Workspace:
    """Make a workspace in a folder."""
    return workspace.create(folder, name="Field", clock=SystemClock())[0]


def firms(first: int, last: int) -> list[Revision]:
    """Return firms, some of them with two corrections that know nothing of each other; the same ones each time."""
    made: list[Revision] = []
    for number in range(first, last):
        firm = arrivals.firm(number)
        made.append(firm)
        if number % CORRECTIONS == 0:
            made.append(arrivals.correction(firm, 100_000 + 2 * number, label="Pirn"))
            made.append(arrivals.correction(firm, 100_001 + 2 * number, label="Ploom"))
    return made


def shuffled(brought: Sequence[Revision], seed: int) -> list[Revision]:
    """Return revisions in another order, the same for the same seed."""
    again = list(brought)
    random.Random(seed).shuffle(again)
    return again


def main() -> None:
    """Do what each line of standard input asks, ``ADDRESS FOLDER FIRST LAST SEED``, in a process of its own.

    All of them are forked from this one, so that eight are there as soon as one is. Each is told by a line with its
    process id, and says in a line what its merge came to.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        address, folder, *numbers = line.split()
        child = os.fork()
        if child == 0:
            merge(address, Path(folder), *map(int, numbers))
            os._exit(0)
        print(json.dumps({"pid": child}), flush=True)


def merge(address: str, folder: Path, first: int, last: int, seed: int) -> None:
    """Merge firms in an order of one's own and say how many were new."""
    with on_server(address, folder) as held:
        merged = arrivals.merge(held, shuffled(firms(first, last), seed), package=f"p{seed}")
    print(json.dumps({"new": merged.new, "number": merged.number}), flush=True)


class Mergers:
    """Processes that merge; use it as a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.engines"],
            cwd=TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, *wish: object) -> None:
        """Let one more process merge."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, wish)) + "\n")
        self._process.stdin.flush()

    def told(self, name: str) -> dict[str, int]:
        """Return the next line that tells about something."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            if name in told:
                return told
        message = "the merging process ended"
        raise AssertionError(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


if __name__ == "__main__":
    main()
