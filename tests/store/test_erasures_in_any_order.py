"""An erasure gives the same workspace whenever it arrives, with duplicates and beside edits that knew nothing of it."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import StillClock
from app.core.progress import Progress
from app.records.revision import Content, Kind
from app.store import equality, erasing, revisions, workspace

RECORDS = ("one", "two", "firm")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "edit", "side edit", "source", "erase", "part"]),
        st.sampled_from(RECORDS),
        st.integers(0, 1),
    ),
    min_size=3,
    max_size=9,
)
_numbers = itertools.count()


@contextlib.contextmanager
def fresh(home: Path):
    clock = StillClock.at("2026-05-04T14:02:00+03:00")
    made, _ = workspace.create(home / f"w{next(_numbers)}.sild", name="w", clock=clock)
    with made:
        yield made


def kind_of(record: str) -> Kind:
    return Kind.ENTITY if record == "firm" else Kind.INTERVIEW


def everything(held) -> list:
    return [each for record in all_records(held) for each in revisions.revisions_of(held, record)]


def all_records(held) -> set:
    from sqlalchemy import select

    from app.store.schema import RevisionRow

    return set(held.call(lambda c: c.scalars(select(RevisionRow.record)).all()))


def write(held, record: str, number: int, *, on_heads: bool, source: str = "") -> None:
    parents = revisions.heads(held, record) if on_heads else ()
    fields = {"property/a": f"secret {number}", "label": record, "list": "firms"}
    if source:
        fields["meta/source/property/a"] = source
    content = Content(
        record=record,
        kind=kind_of(record),
        fields=fields,
        decides=frozenset(fields),
        parents=parents,
    )
    revisions.write(held, content)


def play(home: Path, steps) -> list:
    """Let two devices write, edit and erase, and hear of each other now and then; return all that was ever written."""
    seen: dict = {}
    with fresh(home) as one, fresh(home) as other:
        pair = (one, other)
        for number, (what, record, who) in enumerate(steps):
            held = pair[who]
            place = (kind_of(record).value, record)
            if what == "erase":
                erasing.erase(held, erasing.Wish(records=[place]))
            elif what == "part":
                erasing.erase(held, erasing.Wish(paths={place: {"property/a"}}))
            elif what == "source":
                heads = revisions.heads(held, "one")
                write(held, "firm", number, on_heads=True, source=heads[0] if heads else "")
            else:
                write(held, record, number, on_heads=what == "edit")
            for each in everything(held):
                seen[each.id] = each
            if number % 2:
                revisions.add(pair[1 - who], everything(held))
    return list(seen.values())


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, data=st.data())
def test_every_order_gives_the_same_and_nothing_erased_is_left(tmp_path, steps, data):
    written = play(tmp_path, steps)
    digests = set()
    for _ in range(2):
        order = data.draw(st.permutations(written))
        cut = data.draw(st.integers(0, len(order)))
        with fresh(tmp_path) as held:
            revisions.add(held, order[:cut])
            revisions.add(held, order[cut:])
            revisions.add(held, order[: cut // 2])
            gone = {e.id for r in written for e in held.call(erased_of, r)}
            assert gone.isdisjoint(revisions.all_ids(held))
            assert list(equality.misfits(held, Progress())) == []
            digests.add(revisions.digest(held))
    assert len(digests) == 1


def erased_of(_connection, revision):
    from app.records.erasures import erased_by

    return erased_by(revision)


@pytest.mark.parametrize("who", [0, 1])
def test_an_edit_that_knew_nothing_of_the_erasure_stays_to_be_looked_at(tmp_path, who):
    steps = [
        ("write", "one", 0),
        ("write", "two", 0),
        ("edit", "one", 1 - who),
        ("erase", "one", who),
    ]
    written = play(tmp_path, steps)
    with fresh(tmp_path) as held:
        revisions.add(held, written)
        (kept,) = revisions.revisions_of(held, "one")
        assert kept.fields["property/a"] == "secret 2"
