"""Any interview, in any order of steps: what Hypothesis thinks of, undone, redone, killed and replayed."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.forms.session import NotAnswerable
from app.forms.state import Address, NodeState
from tests.forms.scenario import Scenario, form, inputs, repeat, select

FORM = form(
    '<n/><pick/><sub/><once/><p jr:template=""><a/><hid/><prev/><k jr:template=""><x/></k><sum/></p>'
    "<counted><y/></counted><total/><label/>",
    {
        "/data/n": {"type": "int", "constraint": ". < 5"},
        "/data/sub": {"required": "/data/pick = 'a'"},
        "/data/once": {"calculate": "once(concat(/data/n, random()))"},
        "/data/p": {"relevant": "/data/n != 3"},
        "/data/p/a": {"type": "int"},
        "/data/p/hid": {"relevant": "../a > 1 and ../../pick = 'a'"},
        "/data/p/prev": {"calculate": "/data/p[position() = position(current()/..) - 1]/a"},
        "/data/p/k/x": {"type": "int"},
        "/data/p/sum": {"calculate": "sum(../k/x) + count(/data/p)"},
        "/data/total": {"calculate": "sum(/data/p/sum)"},
        "/data/label": {"calculate": "jr:choice-name(/data/pick, '/data/pick')"},
    },
    inputs("/data/n")
    + select("/data/pick", "instance('l')/root/item")
    + select("/data/sub", "instance('l')/root/item[of = /data/pick]", many=True)
    + repeat("/data/p", "/data/p/a", "/data/p/hid", repeat("/data/p/k", "/data/p/k/x"))
    + repeat("/data/counted", "/data/counted/y", count="/data/n"),
    lists={
        "l": [{"name": n, "label": n.upper(), "of": o} for n, o in zip("abc", "aab", strict=True)]
    },
)


class AnyInterview(RuleBasedStateMachine):
    """The live session against its own log, and against the states it has been in."""

    @initialize()
    def begin(self) -> None:
        self.person = Scenario(FORM)
        self.past: list[dict[Address, NodeState]] = []
        self.future: list[dict[Address, NodeState]] = []

    def _do(self, act: object) -> None:
        before = self.person.everything()
        try:
            act()  # type: ignore[operator]
        except NotAnswerable:
            assert self.person.everything() == before
            return
        self.past.append(before)
        self.future.clear()
        self._mirror(before)

    def _mirror(self, before: dict[Address, NodeState]) -> None:
        """A listener that applies batches has the same picture as one that reads everything."""
        batch, after = self.person.batches[-1], self.person.everything()
        mirrored = {a: s for a, s in before.items() if a not in batch.gone} | dict(batch.changed)
        assert mirrored == after

    def _any(self, data: st.DataObject, paths: list[Address]) -> Address:
        return data.draw(st.sampled_from(sorted(paths)))

    @rule(data=st.data(), value=st.sampled_from(["", "0", "1", "2", "3", "4", "7"]))
    def answer_a_number(self, data: st.DataObject, value: str) -> None:
        paths = [a for a in self.person.everything() if a.endswith(("/n", "/a", "/x", "/y"))]
        address = self._any(data, paths)
        self._do(lambda: self.person.session.answer(address, value))

    @rule(
        which=st.sampled_from(["/data/pick", "/data/sub"]),
        value=st.sampled_from(["", "a", "b", "c", "b a"]),
    )
    def choose(self, which: str, value: str) -> None:
        self._do(lambda: self.person.session.answer(Address(which), value))

    @rule(data=st.data(), missing=st.sampled_from(["dont_know", "refused"]))
    def give_missing(self, data: st.DataObject, missing: str) -> None:
        paths = [a for a in self.person.everything() if a.endswith(("/n", "/hid", "/x"))]
        address = self._any(data, paths)
        self._do(lambda: self.person.session.give_missing(address, missing))  # type: ignore[arg-type]

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        rows = self.person.session.instances(Address("/data/p"))
        repeats = [Address("/data/p"), *(Address(f"{row}/k") for row in rows)]
        address = self._any(data, repeats)
        self._do(lambda: self.person.session.add_repeat(address))

    @precondition(lambda self: self.person.session.instances(Address("/data/p")))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        row = self._any(data, self.person.session.instances(Address("/data/p")))
        self._do(lambda: self.person.session.remove_repeat(row))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        before = self.person.everything()
        self.person.undo()
        self.future.append(before)
        assert self.person.everything() == self.past.pop()
        self._mirror(before)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        before = self.person.everything()
        self.person.redo()
        self.past.append(before)
        assert self.person.everything() == self.future.pop()
        self._mirror(before)

    @rule()
    def restart(self) -> None:
        again = self.person.replayed(days_later=1)
        assert again.everything() == self.person.everything()
        self.person = again

    @rule()
    def hand_over(self) -> None:
        """A snapshot opens as what it was taken of."""
        again = Scenario(FORM, snapshot=self.person.session.snapshot())
        assert again.session.snapshot() == self.person.session.snapshot()
        assert again.everything() == self.person.everything()

    @invariant()
    def undo_is_offered_as_far_as_there_is_a_past(self) -> None:
        assert self.person.session.can_undo is bool(self.past)
        assert self.person.session.can_redo is bool(self.future)


TestAnyInterview = AnyInterview.TestCase
TestAnyInterview.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
