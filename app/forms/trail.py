"""Follows an interview for its audit log: which question was looked at from when to when, what changed meanwhile.

Apart from `audit`, which says what an event is. The trail only watches: it is told what a person looks at and hears
every batch, and returns the steps that the session then delivers, so that whoever saves steps saves these too. Without
being told anything it still knows of every answer: the first answer to a question counts as a visit of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.forms.audit import AuditEvent, AuditOptions, EventName, to_step
from app.forms.definition import NodeKind
from app.forms.state import Address, Batch, Step

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.forms.reading import Reading

CLOCK_DRIFT_MS: Final = 2000
"""How far the wall clock may leave the steady one before that is an event of its own."""
_ANSWERS: Final = frozenset({"set", "clear", "missing", "attach"})


@dataclass(slots=True)
class _Interval:
    """What a person looks at now; ``before`` holds the values that were changed meanwhile, as they were."""

    event: EventName
    address: Address
    node: str
    start: int
    before: dict[Address, str] = field(default_factory=dict)

    def covers(self, address: str) -> bool:
        """Whether a question is on the screen."""
        return address == self.address or address.startswith(f"{self.address}/")


class AuditTrail:
    """The events of one interview, earlier ones from its log included."""

    def __init__(
        self,
        options: AuditOptions,
        reading: Reading,
        clock: Clock,
        user: str,
        earlier: list[AuditEvent],
    ) -> None:
        self.options = options
        self.events = earlier
        self.removing = ""
        """The ordinal path of a row that is about to be removed: nobody can tell it afterwards."""
        self._reading = reading
        self._clock = clock
        self._user = user if options.identify_user else ""
        self._open: _Interval | None = None
        self._known = {state.address: state.value for state in reading.states() if state.value}
        self._wall, self._steady = self._read_clocks()

    # --- what the session tells

    def visited(self, address: Address) -> list[Step]:
        """A person looks at a question, or at a group of questions that stand on one screen."""
        if self._open is not None and self._open.address == address:
            return []
        kind = self._reading.definition_of(address).kind
        event: EventName = "question" if kind is NodeKind.VALUE else "group questions"
        return self._turn_to(event, address)

    def jumped(self) -> list[Step]:
        """A person looks for a place to go to."""
        return self._turn_to("jump", Address(""))

    def reached_end(self) -> list[Step]:
        """A person looks at the end of the interview."""
        return self._turn_to("end screen", Address(""))

    def looked_away(self) -> list[Step]:
        """A person looks at nothing of it any more."""
        found = [*self._clock_moved(), *self._closing()]
        self._open = None
        return self._kept(found)

    def note(self, event: EventName, reason: str = "") -> list[Step]:
        """Something happened to the interview as a whole."""
        return [*self.looked_away(), *self._kept([self._at_once(event, reason=reason)])]

    def heard(self, batch: Batch) -> list[Step]:
        """Something was answered, added, removed, taken back."""
        step, found = batch.step, list[Step]()
        if step is None or step.op == "event":
            return found
        if step.op in _ANSWERS:
            found = self._answered(Address(step.path))
        elif step.op == "add":
            row = Address(f"{step.path}{{{step.payload.get('id', '')}}}")
            found = self._kept([self._at_once("add repeat", self._reading.ordinal_path(row))])
        elif step.op == "remove":
            found = self._kept([self._at_once("delete repeat", self.removing)])
        elif step.op in {"undo", "redo"}:
            found = self._kept(list(self._changed_back(batch)))
        self._learn(batch)
        return found

    def ending(self, *events: EventName, reason: str = "") -> list[AuditEvent]:
        """Return all events as they are when the interview ends now, without noting that it does."""
        told = (
            self._at_once(event, reason=reason if event == "change reason" else "")
            for event in events
        )
        return [*self.events, *self._closing(), *told]

    # --- inside

    def _turn_to(self, event: EventName, address: Address) -> list[Step]:
        found = [*self._clock_moved(), *self._closing()]
        node = self._reading.ordinal_path(address) if address else ""
        self._open = _Interval(event, address, node, self._wall_ms())
        return self._kept(found)

    def _answered(self, address: Address) -> list[Step]:
        found: list[Step] = []
        if self._open is None or not self._open.covers(address):
            found = self.visited(address)
        if self._open is not None:
            self._open.before.setdefault(address, self._known.get(address, ""))
        return found

    def _closing(self) -> Iterator[AuditEvent]:
        """Yield what there is to say of what was looked at until now."""
        seen = self._open
        if seen is None:
            return
        now = self._wall_ms()
        alone = seen.event == "question"
        old, new = self._difference(seen, seen.address) if alone else ("", "")
        yield self._event(seen.event, seen.start, now, seen.node, old, new)
        for address in seen.before:
            if not self._stands(address):
                continue
            node = self._reading.ordinal_path(address)
            if not alone:
                old, new = self._difference(seen, address)
                yield self._event("question", seen.start, now, node, old, new)
            if not self._reading.state(address).constraint_met:
                yield self._at_once("constraint error", node)

    def _difference(self, seen: _Interval, address: Address) -> tuple[str, str]:
        if not self.options.track_changes or address not in seen.before:
            return "", ""
        old, new = seen.before[address], self._known.get(address, "")
        return (old, new) if old != new else ("", "")

    def _changed_back(self, batch: Batch) -> Iterator[AuditEvent]:
        now = self._wall_ms()
        nodes = self._reading.definition.nodes
        for address, state in batch.changed.items():
            old = self._known.get(address, "")
            if nodes[state.index].control is not None and state.value != old:
                node = self._reading.ordinal_path(address)
                told = (old, state.value) if self.options.track_changes else ("", "")
                yield self._event("question", now, now, node, *told)

    def _stands(self, address: Address) -> bool:
        try:
            self._reading.state(address)
        except KeyError:
            return False
        return True

    def _learn(self, batch: Batch) -> None:
        for address, state in batch.changed.items():
            self._known[address] = state.value
        for address in batch.gone:
            self._known.pop(address, None)

    def _at_once(self, event: EventName, node: str = "", *, reason: str = "") -> AuditEvent:
        start = self._wall_ms()
        return AuditEvent(event=event, start=start, node=node, user=self._user, reason=reason)

    def _event(
        self, event: EventName, start: int, end: int, node: str, old: str, new: str
    ) -> AuditEvent:
        return AuditEvent(
            event=event, start=start, end=end, node=node, old=old, new=new, user=self._user
        )

    def _kept(self, events: list[AuditEvent]) -> list[Step]:
        self.events.extend(events)
        return [to_step(event) for event in events]

    def _clock_moved(self) -> Iterator[AuditEvent]:
        wall, steady = self._read_clocks()
        expected = self._wall + steady - self._steady
        self._wall, self._steady = wall, steady
        if abs(wall - expected) > CLOCK_DRIFT_MS:
            yield self._event("clock moved", expected, wall, "", "", "")

    def _wall_ms(self) -> int:
        return self._read_clocks()[0]

    def _read_clocks(self) -> tuple[int, int]:
        return int(self._clock.now().timestamp() * 1000), self._clock.monotonic_ms()
