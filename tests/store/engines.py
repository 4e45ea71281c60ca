"""Workspaces on both engines, made for tests, and merges in processes of their own.

``python -m tests.store.engines ADDRESS FOLDER FIRST LAST CUT`` merges invented firms into a workspace on a server.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from app.core.addresses import server_address
from app.core.clock import SystemClock
from app.records.revision import Revision
from app.store import merging, revisions, server, workspace
from app.store.workspace import Workspace
from tests.store import arrivals

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


def main(address: str, folder: str, first: int, last: int, seed: int) -> None:
    """Merge firms in an order of one's own and say how many were new."""
    with on_server(address, Path(folder)) as held:
        merged = arrivals.merge(held, shuffled(firms(first, last), seed), package=f"p{seed}")
        told = {"new": merged.new, "number": merged.number, "digest": revisions.digest(held)}
        print(json.dumps({**told, "merges": len(merging.list_merges(held))}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
