"""Two coordinators who merge into one PostgreSQL at the same time, beside one who merges the same packages in turn.

Each coordinator is a process of its own, the server runs on the same machine, and the clock on the wall counts: with
two processors this is the hardest case, because the server works on them too. A machine that does other work as well
tells little by its clock; how often one waited for another's locks does not depend on it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.children import TOP, run_child
from tests.benchmarks.frame import Other, Table
from tests.store import postgres_server

ROWS = 5_000
TRIES = 3


def tables(folder: Path, rows: int = ROWS) -> Iterator[Table]:
    """Measure; the best of a few tries each, taken by turns."""
    folder.mkdir(exist_ok=True)
    table = Table(f"PostgreSQL: two packages of {rows:,} interviews of a hundred answers")
    try:
        server = postgres_server.start(durable=True)
    except postgres_server.NoServerError as error:
        table.notes.append(str(error))
        yield table
        return
    try:
        founded = server.new_database()
        made = run_child("postgres_child", "make", founded, str(folder), str(rows))
        alone, together = [], []
        for _time in range(TRIES):
            alone.append(_merging(server.copy(founded), folder, [made["packages"]]))
            apart = [[package] for package in made["packages"]]
            with watching(server) as waits:
                together.append(_merging(server.copy(founded), folder, apart))
    finally:
        server.stop()
    one = Other("one coordinator, both in turn", min(alone), faster=1.5)
    table.add("two coordinators at once", min(together), one, unit="s")
    locked = 100 * waits["Lock"] / max(1, sum(waits.values()))
    table.add("time spent waiting for each other's locks", locked, unit="%", limit=5)
    table.notes.append("all tries, in turn: " + _listed(alone) + "; at once: " + _listed(together))
    yield table


@contextmanager
def watching(server: postgres_server.Server) -> Iterator[Counter[str]]:
    """Count, again and again while something goes on, what the programs on a server are waiting for."""
    import psycopg

    seen: Counter[str] = Counter()
    done = threading.Event()
    query = (
        "SELECT coalesce(wait_event_type, 'none') FROM pg_stat_activity"
        " WHERE application_name = 'sild'"
    )

    def look() -> None:
        place = f"host={server.folder} user={postgres_server.OWNER} dbname=postgres"
        with psycopg.connect(place, autocommit=True) as watcher:
            while not done.wait(0.02):
                seen.update(row[0] for row in watcher.execute(query))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _merging(address: str, folder: Path, shares: Sequence[Sequence[str]]) -> float:
    """Let as many coordinators as there are shares begin at once; return the seconds until the last is done."""
    command = [sys.executable, "-m", "tests.benchmarks.postgres_child", "merge", address]
    children = [
        subprocess.Popen(
            [*command, str(folder), *share],
            cwd=TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in shares
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    told = [json.loads(child.communicate()[0].splitlines()[-1]) for child in children]
    assert {each["new"] for each in told} != {0}
    return float(max(each["ended"] for each in told) - min(each["began"] for each in told))


def _listed(seconds: Sequence[float]) -> str:
    return ", ".join(f"{each:.1f} s" for each in seconds)
