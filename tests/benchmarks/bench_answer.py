"""An answer made durable, beside a bare commit of the same row through the same library on the same disk.

The two take turns, so that a busy disk slows both. The bare commit has no thread to go to, no draft whose line in the
list it keeps up to date, and no one waiting for its answer; ours is the window's own path from the step to the moment
at which the field may say "saved". Both with ``synchronous=FULL``: nothing is called saved before it is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.core.clock import SystemClock
from app.core.ids import new_record_id
from app.forms.bundle import bundle_of
from app.store import drafts, forms, workspace
from app.store.database import connect
from app.store.drafts import NewDraft
from app.store.workspace import Workspace
from tests.benchmarks.bench_store import bare_commit, durable_answer
from tests.benchmarks.frame import Other, Table
from tests.benchmarks.sampling import Spread, each_timed, spread

ANSWERS = 400
TABLE = (
    "CREATE TABLE step (draft TEXT, seq INTEGER, at TEXT, op TEXT, path TEXT, payload TEXT,"
    " effects TEXT, PRIMARY KEY (draft, seq)) WITHOUT ROWID"
)


def tables(folder: Path) -> Iterator[Table]:
    """Measure a plain and an encrypted workspace."""
    table = Table("answer: from the step to the disk")
    for name, passphrase in (("plain", None), ("encrypted", "vana sild üle jõe")):
        place = folder / f"answers-{name}"
        place.mkdir()
        held, _ = workspace.create(
            place / "bench.sild", name="Bench", passphrase=passphrase, clock=SystemClock()
        )
        with held:
            ours, bare = _measure(held, place)
        beside = Other("a bare commit", bare.median, within=1.5)
        table.add(f"durable answer, {name}, median", ours.median, beside)
        table.add(
            f"durable answer, {name}, 95th percentile", ours.p95, Other("a bare commit", bare.p95)
        )
    yield table


def _measure(held: Workspace, place: Path) -> tuple[Spread, Spread]:
    form = bundle_of({"form.xml": b"<h:html/>"})
    labels = forms.Labels("bench", "1", {"default": "Bench"}, ("default",), 100)
    forms.add_bundle(held, form, labels)
    draft = drafts.create_draft(held, NewDraft(record=new_record_id(), bundle=form.id)).id
    bare = connect(place / "bare.db", held.key)
    bare.execute(TABLE)
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(ANSWERS):
        theirs += each_timed(lambda at: bare_commit(bare, draft, at), [number])
        ours += each_timed(lambda at: durable_answer(held, draft, at), [number])
    bare.close()
    return spread(ours), spread(theirs)
