"""What a set of revisions means depends on nothing but the set."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import Stamp
from app.core.ids import DeviceId, RecordId, RevisionId
from app.records.digest import digest
from app.records.live import live_view
from app.records.revision import Content, Kind, Place, Revision, compose

RECORD = RecordId("r-1")
PATHS = ("answers/data/a", "answers/data/b", "meta/status")


@dataclass
class Laptop:
    """A device that edits what it holds and takes over what others hold; its clock may be wrong."""

    name: str
    skew: int
    held: dict[RevisionId, Revision] = field(default_factory=dict)
    seq: int = 0

    def view(self):
        return live_view(self.held.values())

    def write(self, changes, *, op="put", also=()):
        view = self.view()
        fields = {**view.values, **{p: v for p, v in changes.items() if v is not None}}
        for path in [p for p, v in changes.items() if v is None]:
            fields.pop(path, None)
        content = Content(
            record=RECORD,
            kind=Kind.INTERVIEW,
            fields=fields,
            decides=frozenset(changes) | frozenset(also),
            parents=view.heads,
            op=op,
        )
        self.seq += 1
        stamp = Stamp(f"{max(0, 1_700_000_000_000 + self.skew + self.seq) << 16:016x}")
        revision = compose(content, Place(stamp, DeviceId(self.name), self.seq))
        self.held[revision.id] = revision
        return revision

    def take(self, other):
        self.held |= other.held


ACTION = st.tuples(
    st.integers(0, 2),
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(PATHS), st.sampled_from(["1", "2", None])),
        st.tuples(st.just("take"), st.integers(0, 2)),
        st.just(("delete",)),
    ),
)
HISTORIES = st.lists(ACTION, max_size=14)


def carried_out(history):
    laptops = [
        Laptop("a" * 64, 0),
        Laptop("b" * 64, -400 * 86_400_000),
        Laptop("c" * 64, 3_600_000),
    ]
    for who, action in history:
        if action[0] == "edit":
            laptops[who].write({action[1]: action[2]})
        elif action[0] == "take":
            laptops[who].take(laptops[action[1]])
        elif laptops[who].held:
            laptops[who].write({}, op="delete")
    return laptops


@given(HISTORIES, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_view(history, random):
    revisions = list({k: v for each in carried_out(history) for k, v in each.held.items()}.values())
    shuffled = revisions * 2
    random.shuffle(shuffled)
    assert live_view(shuffled) == live_view(revisions)
    assert digest(r.id for r in shuffled) == digest(r.id for r in revisions)


@given(HISTORIES)
def test_any_way_of_taking_over_gives_the_same_view(history):
    one, two, three = carried_out(history)
    first, second = Laptop("x", 0), Laptop("y", 0)
    for each in (one, two, three):
        first.take(each)
    pair = Laptop("z", 0)
    pair.take(three)
    pair.take(two)
    second.take(pair)
    second.take(one)
    assert first.view() == second.view()


@given(HISTORIES)
def test_no_latest_write_of_anybody_is_hidden(history):
    laptops = carried_out(history)
    everything = {k: v for each in laptops for k, v in each.held.items()}
    view = live_view(everything.values())
    for path in PATHS:
        writers = [r for r in everything.values() if path in r.decides]
        last = [w for w in writers if not any(descends(everything, o, w) for o in writers)]
        wanted = {w.fields.get(path) for w in last}
        shown = (
            {c.value for c in view.conflicts[path]}
            if path in view.conflicts
            else {view.values.get(path)}
        )
        assert wanted == shown or not wanted


def descends(held, later, earlier):
    waiting, seen = list(later.parents), set()
    while waiting:
        name = waiting.pop()
        if name == earlier.id:
            return True
        if name in held and name not in seen:
            seen.add(name)
            waiting.extend(held[name].parents)
    return False


@given(HISTORIES)
def test_resolving_ends_every_conflict_everywhere(history):
    laptops = carried_out(history)
    for each in laptops[1:]:
        laptops[0].take(each)
    before = laptops[0].view()
    if not before.heads:
        return
    laptops[0].write({}, also=before.conflicts)
    after = laptops[0].view()
    assert not after.conflicts
    assert not after.is_deletion_disputed
    assert after.values == before.values
    for each in laptops[1:]:
        each.take(laptops[0])
        assert each.view() == after


def two_laptops():
    one, two = Laptop("a" * 64, 0), Laptop("b" * 64, 5000)
    one.write({PATHS[0]: "1", PATHS[1]: "1"})
    two.take(one)
    return one, two


def test_equal_values_never_conflict():
    one, two = two_laptops()
    one.write({PATHS[0]: "2"})
    two.write({PATHS[0]: "2"})
    one.take(two)
    assert not one.view().conflicts
    assert one.view().values[PATHS[0]] == "2"


def test_edits_of_different_fields_join():
    one, two = two_laptops()
    one.write({PATHS[0]: "2"})
    two.write({PATHS[1]: "3"})
    one.take(two)
    assert one.view().values == {PATHS[0]: "2", PATHS[1]: "3"}
    assert len(one.view().heads) == 2


def test_the_candidate_of_the_later_clock_is_shown_first():
    one, two = two_laptops()
    one.write({PATHS[0]: "2"})
    two.write({PATHS[0]: "3"})
    one.take(two)
    (first, second) = one.view().conflicts[PATHS[0]]
    assert (first.value, second.value) == ("3", "2")
    assert one.view().values[PATHS[0]] == "3"
    assert first.writes[0].device == two.name


def test_removing_a_field_beside_an_edit_of_it_is_a_conflict():
    one, two = two_laptops()
    one.write({PATHS[0]: None})
    two.write({PATHS[0]: "3"})
    one.take(two)
    assert {c.value for c in one.view().conflicts[PATHS[0]]} == {None, "3"}


def test_a_deletion_hides_and_an_edit_beside_it_keeps_visible():
    one, two = two_laptops()
    one.write({}, op="delete")
    assert one.view().is_deleted
    two.write({PATHS[0]: "9"})
    one.take(two)
    assert not one.view().is_deleted
    assert one.view().is_deletion_disputed
    assert one.view().values[PATHS[0]] == "9"


def test_an_edit_after_a_deletion_brings_the_record_back():
    one, _ = two_laptops()
    one.write({}, op="delete")
    one.write({PATHS[0]: "5"})
    assert not one.view().is_deleted
    assert not one.view().is_deletion_disputed


def test_a_revision_whose_parent_is_missing_speaks_for_what_it_took_over():
    one, two = two_laptops()
    last = one.write({PATHS[0]: "2"})
    alone = live_view([last])
    assert alone.values == {PATHS[0]: "2", PATHS[1]: "1"}
    assert alone.missing == frozenset(last.parents)
    two.take(one)
    assert not two.view().missing


def test_a_history_may_be_very_deep():
    parent, held = (), []
    for number in range(3000):
        content = Content(
            record=RECORD,
            kind=Kind.ENTITY,
            fields={"property/n": str(number)},
            decides=frozenset({"property/n"}),
            parents=parent,
        )
        held.append(compose(content, Place(Stamp(f"{number:016x}"), DeviceId("d"), number)))
        parent = (held[-1].id,)
    assert live_view(reversed(held)).values == {"property/n": "2999"}
