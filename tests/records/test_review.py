"""Where an interview stands follows from what was decided and corrected, in whatever order it arrived."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import Stamp
from app.core.ids import DeviceId, RecordId
from app.records import review
from app.records.live import live_view
from app.records.review import Decision, State, Verdict
from app.records.revision import Content, Kind, Place, compose

RECORD = RecordId("r-1")


@dataclass
class Desk:
    """A machine that corrects or judges one interview; a correction may lie open while packages come in."""

    name: str
    skew: int = 0
    held: dict = field(default_factory=dict)
    seq: int = 0
    base: object = None

    def view(self, revisions=None):
        return live_view((revisions or self.held).values())

    def state(self):
        return review.state_of(self.view())

    def _write(self, view, told):
        self.seq += 1
        stamp = Stamp(f"{1_700_000_000_000 + self.skew + self.seq << 16:016x}")
        content = Content(
            record=RECORD,
            kind=Kind.INTERVIEW,
            fields={**view.values, **told},
            decides=frozenset(p for p, v in told.items() if view.values.get(p) != v),
            parents=view.heads,
        )
        revision = compose(content, Place(stamp, DeviceId(self.name), self.seq))
        self.held[revision.id] = revision
        return revision

    def begin(self):
        self.base = dict(self.held)

    def finish(self, answer):
        base = self.view(self.base) if self.base is not None else self.view()
        told = {
            "answers/data/a": answer,
            "meta/status": "finished",
            "meta/finished": f"{self.name[0]}{self.seq}",
            **review.end_all(f"draft-{self.name[0]}{self.seq}", base.values),
        }
        self.base = None
        return self._write(base, told)

    def judge(self, verdict):
        view = self.view()
        made = Decision(
            f"{self.name[0]}-{self.seq}", verdict, review.seen(view), at=f"{self.seq:04}"
        )
        return self._write(view, review.write(made, view.values, ()))

    def take(self, other):
        self.held |= other.held


def first():
    laptop = Desk("a" * 64)
    laptop.finish("1")
    return laptop


ACTION = st.tuples(
    st.integers(0, 2),
    st.one_of(
        st.tuples(st.just("begin")),
        st.tuples(st.just("finish"), st.sampled_from(["1", "2"])),
        st.tuples(st.just("judge"), st.sampled_from(list(Verdict))),
        st.tuples(st.just("take"), st.integers(0, 2)),
    ),
)


def carried_out(history):
    """Two laptops and a coordinator, each of which may do anything."""
    desks = [first(), Desk("b" * 64, -9_000_000), Desk("c" * 64, 3_600_000)]
    for desk in desks[1:]:
        desk.take(desks[0])
    finished, judged = list(desks[0].held.values()), []
    for who, (deed, *more) in history:
        desk = desks[who]
        if deed == "begin":
            desk.begin()
        elif deed == "finish":
            finished.append(desk.finish(*more))
        elif deed == "judge":
            judged.append((desk.judge(*more), more[0], set(desk.held)))
        else:
            desk.take(desks[more[0]])
    return desks, finished, judged


def knew(revision, held):
    """Return what somebody knew who wrote a revision."""
    found, waiting = set(), list(revision.parents)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += held[name].parents
    return found


@given(st.lists(ACTION, max_size=16), st.randoms(use_true_random=False))
def test_every_order_of_arrival_comes_to_the_same_state(history, chance: random.Random):
    desks, _finished, _judged = carried_out(history)
    everything = {**desks[0].held, **desks[1].held, **desks[2].held}
    told = set()
    for _ in range(3):
        names = list(everything)
        chance.shuffle(names)
        view = live_view([everything[name] for name in names])
        told.add(review.state_of(view))
        assert not [path for path in view.conflicts if path.startswith(review.PREFIX)]
    assert len(told) == 1


@given(st.lists(ACTION, max_size=16))
def test_a_return_stands_until_somebody_who_knew_of_it_did_something(history):
    desks, finished, judged = carried_out(history)
    held = {**desks[0].held, **desks[1].held, **desks[2].held}
    after = [*finished, *(each for each, *_ in judged)]
    waits = [
        each
        for each, verdict, _ in judged
        if verdict is Verdict.RETURNED and not any(each.id in knew(other, held) for other in after)
    ]
    state = review.state_of(live_view(held.values()))
    assert (state == State.RETURNED) == bool(waits)


@given(st.lists(ACTION, max_size=16))
def test_what_is_approved_was_seen_whole_by_who_approved_it(history):
    desks, finished, judged = carried_out(history)
    held = {**desks[0].held, **desks[1].held, **desks[2].held}
    if review.state_of(live_view(held.values())) != State.APPROVED:
        return
    everything = {each.id for each in finished}
    assert any(
        verdict is Verdict.APPROVED and everything <= known for _each, verdict, known in judged
    )


def test_an_interview_goes_from_finished_through_returned_and_corrected_to_approved():
    laptop, desk = first(), Desk("c" * 64)
    desk.take(laptop)
    assert desk.state() == State.FINISHED
    desk.judge(Verdict.RETURNED)
    assert desk.state() == State.RETURNED
    laptop.take(desk)
    laptop.begin()
    laptop.finish("1")
    assert laptop.state() == State.CORRECTED
    desk.take(laptop)
    desk.judge(Verdict.APPROVED)
    assert desk.state() == State.APPROVED


def test_a_correction_that_nobody_returned_takes_the_approval_away():
    laptop, desk = first(), Desk("c" * 64)
    desk.take(laptop)
    desk.judge(Verdict.APPROVED)
    laptop.finish("2")
    desk.take(laptop)
    assert desk.state() == State.CORRECTED


@pytest.mark.parametrize(
    "order", [(Verdict.RETURNED, Verdict.APPROVED), (Verdict.APPROVED, Verdict.RETURNED)]
)
def test_one_of_two_reviewers_who_returns_it_outweighs_the_other(order):
    laptop, one, other = first(), Desk("c" * 64), Desk("d" * 64)
    one.take(laptop)
    other.take(laptop)
    one.judge(order[0])
    other.judge(order[1])
    one.take(other)
    assert one.state() == State.RETURNED


def test_whoever_approves_what_was_returned_takes_the_return_back():
    desk = first()
    desk.judge(Verdict.RETURNED)
    desk.judge(Verdict.APPROVED)
    assert desk.state() == State.APPROVED


def test_a_draft_that_was_handed_over_is_a_draft_whatever_was_decided():
    desk = first()
    desk.judge(Verdict.APPROVED)
    desk._write(desk.view(), {"meta/status": "draft"})
    assert desk.state() == "draft"
