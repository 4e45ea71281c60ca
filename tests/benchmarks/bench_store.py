"""How long a durable answer, the list of interviews and opening take.

``python -m tests.benchmarks.bench_store [ROWS]`` prints a table with the machine's load. A durable answer is measured
beside a bare commit of the same row through sqlcipher3 in the same run, the two taking turns, so that a busy disk slows
both.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.clock import SystemClock
from app.core.ids import BundleId, DraftId, RecordId, new_record_id
from app.forms.bundle import bundle_of
from app.forms.state import Step
from app.records.revision import Content, Kind
from app.store import (
    backup,
    checking,
    drafts,
    finishing,
    forms,
    history,
    revisions,
    views,
    workspace,
)
from app.store.database import Key, connect
from app.store.drafts import NewDraft, Summary
from app.store.views import ListQuery, SortBy
from app.store.workspace import Workspace

ANSWERS = 400
LOOKS = 15
FIRST = ("Õunaaed", "Sadam", "Põhjala", "Ёлка", "Волна", "Harju", "Tamm", "Kask", "Meri", "Ратуша")


def row(name: str, seconds: list[float], note: str = "") -> float:
    """Print one line: median, 95th percentile, worst; return the median in milliseconds."""
    ordered = sorted(second * 1000 for second in seconds)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"{name:<46}{middle:>10.2f}{late:>10.2f}{ordered[-1]:>10.2f}  {note}")
    return middle


def timed(work: Callable[[], object], times: int = LOOKS) -> list[float]:
    """Return how long some work took, each time."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def measure_answers(held: Workspace, bundle: BundleId, home: Path) -> None:
    """Compare a durable answer with a bare commit, taking turns."""
    draft = drafts.create_draft(held, NewDraft(record=new_record_id(), bundle=bundle)).id
    bare = connect(home / "bare.db", held.key)
    bare.execute("CREATE TABLE step (draft TEXT, seq INTEGER, at TEXT, op TEXT, path TEXT, payload TEXT, effects TEXT,"
                 " PRIMARY KEY (draft, seq)) WITHOUT ROWID")  # fmt: skip
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(ANSWERS):
        theirs += timed(lambda n=number: bare_commit(bare, draft, n), 1)
        ours += timed(lambda n=number: durable_answer(held, draft, n), 1)
    bare.close()
    kind = "encrypted" if held.is_protected else "plain"
    base = row(f"bare commit, {kind}", theirs)
    durable = row(f"durable answer, {kind}", ours)
    print(f"{'':<46}{durable / base:>10.2f} x a bare commit")


def bare_commit(bare: object, draft: DraftId, number: int) -> None:
    """Commit one row of the same size, with nothing around it."""
    run = bare.execute  # type: ignore[attr-defined]
    run("BEGIN IMMEDIATE")
    at = "2026-05-04T11:02:00.000Z"
    run("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
        (draft, number, at, "set", "/data/group/question", f'{{"value":"answer {number}"}}', "{}"))  # fmt: skip
    run("COMMIT")


def durable_answer(held: Workspace, draft: DraftId, number: int) -> None:
    """Save one answer as the window does."""
    step = Step("set", "/data/group/question", {"value": f"answer {number}"})
    drafts.append_step(held, draft, step, Summary("Õunaaed OÜ", number, ANSWERS, "et")).result()


def fill(held: Workspace, bundle: BundleId, rows: int) -> None:
    """Write finished interviews of a hundred answers."""

    def write(connection: object, numbers: range) -> None:
        for number in numbers:
            fields = {f"answers/data/question_{n}": f"answer {n}" for n in range(100)}
            fields |= {
                "meta/form": bundle,
                "meta/title": f"{FIRST[number % 10]} {number}",
                "meta/status": ("finished", "returned", "approved")[number % 3],
                "meta/finished": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T12:00:00+03:00",
            }
            record = RecordId(str(new_record_id()))
            content = Content(
                record=record, kind=Kind.INTERVIEW, fields=fields, decides=frozenset(fields)
            )
            history.write(connection, held.device, content)  # type: ignore[arg-type]

    for start in range(0, rows, 500):
        held.call(write, range(start, min(rows, start + 500)))


def measure_list(held: Workspace) -> None:
    """Look at the list as a person does."""
    row("list: all, latest first", timed(lambda: views.list_interviews(held)))
    page = ListQuery(limit=50)
    row("list: first 50", timed(lambda: views.list_interviews(held, page)))
    for sort in SortBy:
        query = ListQuery(sort=sort, limit=50, offset=2000)
        row(
            f"list: 50 from 2000 on, by {sort.value}",
            timed(lambda q=query: views.list_interviews(held, q)),
        )
    row(
        "list: search 'oun 77'",
        timed(lambda: views.list_interviews(held, ListQuery(text="oun 77"))),
    )
    row(
        "list: status returned",
        timed(lambda: views.list_interviews(held, ListQuery(status="returned"))),
    )
    row("counts by status", timed(lambda: views.counts_by_status(held)))


def measure_the_rest(held: Workspace, bundle: BundleId, folder: Path) -> None:
    """Finish, digest, back up, verify, rebuild, open."""
    taken = []
    for _ in range(LOOKS):
        draft = drafts.create_draft(held, NewDraft(record=new_record_id(), bundle=bundle))
        fields = {f"answers/data/q{n}": str(n) for n in range(100)} | {"meta/form": bundle}
        told = finishing.Finished(fields=fields, actor="m")
        taken += timed(lambda d=draft.id, f=told: finishing.finish(held, d, f), 1)
    row("finish an interview of 100 answers", taken)
    row("digest", timed(lambda: revisions.digest(held), 3))
    row("back up", timed(lambda: backup.back_up(held), 1))
    row("verify", timed(lambda: checking.verify(held), 1))
    row("rebuild the list", timed(lambda: views.rebuild(held), 1))
    key = held.key
    held.close()
    row("open (without the passphrase's cost)", timed(lambda: opened(folder, key), 5))


def opened(folder: Path, key: Key | None) -> None:
    """Open and close a workspace whose key is known."""
    workspace._open_with(folder, SystemClock(), lambda _: key).close()


def main(rows: int) -> None:
    """Measure both kinds of workspace."""
    print(f"load {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores, {rows} interviews")
    print(f"{'milliseconds':<46}{'median':>10}{'95 %':>10}{'worst':>10}")
    for secret in (None, "vana sild"):
        with tempfile.TemporaryDirectory(prefix="sild-bench-") as home:
            folder = Path(home) / "bench.sild"
            held, _ = workspace.create(folder, name="Bench", passphrase=secret, clock=SystemClock())
            form = bundle_of({"form.xml": b"<h:html/>"})
            forms.add_bundle(
                held, form, forms.Labels("bench", "1", {"default": "Bench"}, ("default",), 100)
            )
            measure_answers(held, form.id, Path(home))
            start = time.perf_counter()
            fill(held, form.id, rows)
            print(
                f"{'revisions written':<46}{rows / (time.perf_counter() - start):>10.0f} a second"
            )
            measure_list(held)
            measure_the_rest(held, form.id, folder)
    print(f"load {os.getloadavg()[0]:.2f} at the end")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
