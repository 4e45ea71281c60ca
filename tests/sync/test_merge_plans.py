"""What a merge would change is told before it happens, and is the same whatever came first."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.ids import RecordId
from app.records.erasures import erased_by, erasure_fields
from app.records.revision import Kind, Revision
from app.sync.judging import Why
from app.sync.ranges import SeqRanges
from tests.sync.making import MINUTE_MS, RECORD, START_MS, Laptop
from tests.sync.shelf import Shelf

OTHER = RecordId("7a3c9f3e-1111-4c35-9a2c-2f9b0f6b7a11")


def test_first_package_brings_only_new_records():
    aino = Laptop("Aino")
    sent = [aino.write({"answers/a": "1"}), aino.write({"answers/a": "2"}, record=OTHER)]
    plan = Shelf().plan(sent)
    assert plan.new == tuple(each.id for each in sent)
    assert (plan.known, plan.conflicts, plan.clones, plan.gaps) == (0, (), (), {})
    assert plan.records == plan.added == {"interview": 2}
    assert plan.touched == ((RECORD, "interview"), (OTHER, "interview"))


def test_same_package_again_brings_nothing():
    aino = Laptop("Aino")
    sent = [aino.write({"answers/a": "1"}), aino.write({"answers/a": "2"}, record=OTHER)]
    shelf = Shelf(sent)
    plan = shelf.plan([*sent, *sent])
    assert (plan.new, plan.known, plan.touched) == ((), 2, ())


def test_two_laptops_that_changed_one_answer_conflict():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    first = aino.write({"answers/a": "1", "answers/b": "x"})
    shelf = Shelf(
        [
            first,
            aino.write(
                {"answers/a": "2", "answers/b": "x"}, parents=[first.id], decides=["answers/a"]
            ),
        ]
    )
    late = olga.write(
        {"answers/a": "3", "answers/b": "x"}, parents=[first.id], decides=["answers/a"]
    )
    (conflict,) = shelf.plan([late]).conflicts
    assert (conflict.record, conflict.path, conflict.is_new) == (RECORD, "answers/a", True)
    assert {candidate.value for candidate in conflict.candidates} == {"2", "3"}
    assert shelf.plan([late]).added == {}


def test_equal_values_never_conflict():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    assert (
        Shelf([aino.write({"answers/a": "1"})]).plan([olga.write({"answers/a": "1"})]).conflicts
        == ()
    )


def test_two_revisions_of_one_new_record_are_compared_too():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    plan = Shelf().plan([aino.write({"answers/a": "1"}), olga.write({"answers/a": "2"})])
    assert [conflict.path for conflict in plan.conflicts] == ["answers/a"]
    assert plan.added == {"interview": 1}


def test_conflict_that_somebody_settled_is_over():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    sides = [aino.write({"answers/a": "1"}), olga.write({"answers/a": "2"})]
    settled = olga.write({"answers/a": "2"}, parents=sorted(each.id for each in sides))
    plan = Shelf(sides).plan([settled])
    assert (plan.conflicts, plan.settled) == ((), 1)
    again = Shelf(sides).plan([aino.write({"answers/b": "9"}, parents=[sides[0].id])])
    assert [(c.path, c.is_new) for c in again.conflicts] == [("answers/a", False)]


def test_deletion_beside_an_edit_is_told_and_deletion_alone_is_not():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    first = aino.write({"answers/a": "1"})
    gone = olga.write({}, parents=[first.id], op="delete")
    edit = aino.write({"answers/a": "2"}, parents=[first.id])
    (deletion,) = Shelf([first, edit]).plan([gone]).deletions
    assert (deletion.record, deletion.is_new) == (RECORD, True)
    assert Shelf([first]).plan([gone]).deletions == ()
    assert (
        Shelf([first, edit, gone])
        .plan([olga.write({"answers/b": "1"}, parents=[edit.id])])
        .deletions[0]
        .is_new
        is False
    )


def test_cloned_laptop_is_noticed_within_a_package_and_against_what_is_held():
    one, twin = Laptop("Aino"), Laptop("Aino")
    first, second = one.write({"answers/a": "1"}), twin.write({"answers/a": "2"}, record=OTHER)
    for plan in (Shelf().plan([first, second]), Shelf([first]).plan([second])):
        (clone,) = plan.clones
        assert (clone.device, clone.seq) == (one.id, 1)
        assert set(clone.revisions) == {first.id, second.id}
        assert second.id in plan.new


def test_missing_packages_are_named_by_device():
    aino = Laptop("Aino")
    sent = [aino.write({"answers/a": str(n)}, seq=n) for n in (2, 5)]
    shelf = Shelf([aino.write({"answers/a": "1"}, seq=1)])
    assert shelf.plan(sent).gaps == {aino.id: SeqRanges(((3, 4),))}


def test_clock_that_runs_days_ahead_is_told():
    aino, olga = Laptop("Aino"), Laptop("Olga")
    ahead = START_MS + 1_000 * MINUTE_MS + int(timedelta(days=3).total_seconds() * 1000)
    early = START_MS - int(timedelta(days=400).total_seconds() * 1000)
    plan = Shelf().plan(
        [aino.write({"answers/a": "1"}, at_ms=ahead), olga.write({"answers/a": "2"}, at_ms=early)]
    )
    (odd,) = plan.odd_clocks
    assert (odd.device, odd.ahead, odd.revisions) == (aino.id, timedelta(days=3), 1)


def test_bad_lines_are_set_aside_and_the_rest_is_planned():
    plan = Shelf().plan([b"nonsense", Laptop("Aino").write({"answers/a": "1"})])
    assert (len(plan.new), plan.set_aside) == (1, 1)
    assert [misfit.why for misfit in plan.misfits] == [Why.NOT_CANONICAL]


def test_unknown_kind_is_kept_and_not_looked_into():
    first = Laptop("Aino").write({"answers/a": "1"}).canonical.replace(b'"interview"', b'"drawing"')
    second = (
        Laptop("Olga").write({"answers/a": "2"}).canonical.replace(b'"interview"', b'"drawing"')
    )
    plan = Shelf().plan([first, second])
    assert (len(plan.new), plan.parked, plan.conflicts) == (2, 2, ())


def erasure_of(revision: Revision) -> Revision:
    fields = erasure_fields([revision])
    return Laptop("Olga").write(fields, record=OTHER, kind=Kind.ERASURE)


def test_erasure_takes_away_what_is_held_and_refuses_it_in_any_order():
    gone = Laptop("Aino").write({"answers/a": "1"})
    erasure = erasure_of(gone)
    held = Shelf([gone]).plan([erasure])
    assert (held.erasing, held.new) == ((gone.id,), (erasure.id,))
    for order in ([gone, erasure], [erasure, gone]):
        plan = Shelf().plan(order)
        assert (plan.new, plan.refused, plan.records) == ((erasure.id,), (gone.id,), {"erasure": 1})
    shelf = Shelf([gone])
    shelf.merge([erasure])
    again = shelf.plan([gone])
    assert (again.new, again.refused, again.set_aside, again.gaps) == ((), (gone.id,), 0, {})


def test_what_was_erased_is_no_gap():
    aino = Laptop("Aino")
    gone, kept = aino.write({"answers/a": "1"}), aino.write({"answers/a": "2"})
    plan = Shelf().plan([kept, erasure_of(gone)])
    assert (plan.gaps, plan.refused) == ({}, ())


def test_erasure_names_no_content_and_erases_no_erasure():
    gone = Laptop("Aino").write({"answers/a": "secret"})
    erasure = erasure_of(gone)
    assert b"secret" not in erasure.canonical
    assert [(e.id, e.device, e.seq) for e in erased_by(erasure)] == [(gone.id, gone.device, 1)]
    assert erased_by(erasure_of(erasure)) == ()
    assert erased_by(gone) == ()


LAPTOPS = ("Aino", "Olga", "Mart")
STEP = st.tuples(
    st.sampled_from(LAPTOPS),
    st.sampled_from((RECORD, OTHER)),
    st.sampled_from(("answers/a", "answers/b", "delete", "erase")),
    st.integers(0, 3),
    st.integers(-400, 1),
)


def history(steps) -> list[Revision]:
    """Let laptops write, each knowing a part of what was written before."""
    laptops = {name: Laptop(name) for name in LAPTOPS}
    written: list[Revision] = []
    for name, record, what, knows, days in steps:
        of_record = [each for each in written if each.record == record and each.kind != "erasure"]
        parents = [each.id for each in of_record[-knows:]] if knows else []
        at_ms = START_MS + days * 86_400_000 + len(written)
        if what == "erase" and of_record:
            fields, kind = erasure_fields(of_record[:1]), Kind.ERASURE
            written.append(laptops[name].write(fields, record=OTHER, kind=kind, at_ms=at_ms))
        elif what == "delete":
            written.append(
                laptops[name].write({}, record=record, parents=parents, op="delete", at_ms=at_ms)
            )
        else:
            fields = {what: str(len(written) % 3)}
            written.append(laptops[name].write(fields, record=record, parents=parents, at_ms=at_ms))
    return written


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=10), st.data())
def test_any_order_and_any_grouping_give_the_same_workspace(steps, data):
    written = history(steps)
    straight = Shelf()
    straight.merge(written)
    shuffled = Shelf()
    order = data.draw(st.permutations(written))
    while order:
        size = data.draw(st.integers(1, len(order)))
        again = data.draw(st.lists(st.sampled_from(written), max_size=3))
        shuffled.merge([*order[:size], *again])
        order = order[size:]
    assert shuffled.digest() == straight.digest()
    assert all(shuffled.view(record) == straight.view(record) for record in (RECORD, OTHER))
    assert shuffled.plan(written).new == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=10), st.integers(0, 10))
def test_plan_tells_the_conflicts_that_are_there_afterwards(steps, cut):
    written = [each for each in history(steps) if each.kind != "erasure"]
    shelf = Shelf(written[:cut])
    coming = written[cut:]
    plan = shelf.plan(coming)
    before = {record: shelf.view(record).conflicts for record in (RECORD, OTHER)}
    shelf.merge(coming)
    touched = {record for record, _ in plan.touched}
    after = {
        (record, path): candidates
        for record in touched
        for path, candidates in shelf.view(record).conflicts.items()
    }
    assert {(c.record, c.path): c.candidates for c in plan.conflicts} == after
    assert all(c.is_new == (c.path not in before[c.record]) for c in plan.conflicts)


def test_lines_of_any_number_are_planned_in_batches(monkeypatch):
    from app.sync import merge

    monkeypatch.setattr(merge, "BATCH", 2)
    monkeypatch.setattr(merge, "COMPARED_AT_ONCE", 2)
    aino, olga = Laptop("Aino"), Laptop("Olga")
    records = [RecordId(f"record-{n}") for n in range(5)]
    ours = [aino.write({"answers/a": "1"}, record=record) for record in records]
    theirs = [olga.write({"answers/a": "2"}, record=record) for record in records]
    plan = Shelf(ours).plan([*ours, *theirs])
    assert (len(plan.new), plan.known, len(plan.conflicts)) == (5, 5, 5)
