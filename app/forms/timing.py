"""Paradata: how long each question took, where people paused, how often an answer was changed.

Pure: the steps of a draft's log with the moments at which they were given go in. The time between two steps belongs to
the question of the later one: so much passed until it was answered. Visits that a form's audit log notes are steps
too, so in such forms a question that was only read has its time as well. A gap of more than five minutes is a pause
and belongs to nobody; a clock that was set back costs nothing.

A *change* is an answer that became another one after something else had been done in between: typing on, or choosing
twice in one go, is not. Taking back (undo) counts for nobody's answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.forms.definition import nothing
from app.forms.routes import path_of

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition
    from app.forms.state import Step

PAUSE_MS: Final = 5 * 60 * 1000
"""A longer gap is a pause."""
_ANSWERS: Final = frozenset({"set", "clear", "missing", "attach"})
_LOOKS: Final = frozenset({"question", "group questions"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A step and when it was given, in milliseconds since 1970."""

    step: Step
    at: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What one question took: milliseconds, and how often its answer was changed."""

    active_ms: int = 0
    changes: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.active_ms + other.active_ms, self.changes + other.changes)


@dataclass(frozen=True, slots=True)
class Pause:
    """A gap in which nothing was done; milliseconds since 1970."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one interview. ``questions`` is by address; a screen of several questions may stand for itself.

    ``active_ms`` is everything but the pauses, the time that belongs to no question included. ``start`` and ``end``
    are milliseconds since 1970, 0 when nothing was done.
    """

    questions: Mapping[str, Spent] = field(default_factory=nothing)
    pauses: tuple[Pause, ...] = ()
    active_ms: int = 0
    start: int = 0
    end: int = 0

    def __add__(self, other: Times) -> Times:
        starts = [each.start for each in (self, other) if each.start]
        questions = dict(self.questions)
        for address, spent in other.questions.items():
            questions[address] = questions.get(address, Spent()) + spent
        return Times(
            questions,
            tuple(sorted((*self.pauses, *other.pauses), key=lambda pause: pause.start)),
            self.active_ms + other.active_ms,
            min(starts, default=0),
            max(self.end, other.end),
        )

    @property
    def paused_ms(self) -> int:
        """All pauses together."""
        return sum(pause.end - pause.start for pause in self.pauses)


def moment_ms(moment: datetime) -> int:
    """Return a moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def moment_of(ms: int) -> datetime:
    """Return the moment, in UTC, of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def times_of(log: Iterable[Timed], address_of: Callable[[str], str]) -> Times:
    """Measure a log. ``address_of`` turns the ordinal path of a visit into an address, '' when there is none."""
    measured = _Measure()
    for timed in log:
        step = timed.step
        place = address_of(_seen(step)) if step.op == "event" else step.path
        measured.note(timed, place)
    return measured.times()


def by_section(definition: FormDefinition, times: Times) -> dict[str, Spent]:
    """Return what each section took: path of a child of the root, the root itself for loose questions.

    Sections without any time are left out; the order is that of the form.
    """
    nodes, root = definition.nodes, definition.nodes[0]
    found: dict[int, Spent] = {}
    for address, spent in times.questions.items():
        at = definition.by_path.get(path_of(address), 0)
        while nodes[at].parent > 0:
            at = nodes[at].parent
        section = at if nodes[at].children else root.index
        found[section] = found.get(section, Spent()) + spent
    return {nodes[index].path: found[index] for index in sorted(found)}


def to_text(times: Times) -> str:
    """Write times for a field of a record; no answer is in it."""
    told = {
        "start": times.start,
        "end": times.end,
        "active": times.active_ms,
        "pauses": [[pause.start, pause.end] for pause in times.pauses],
        "questions": {
            address: [spent.active_ms, spent.changes] for address, spent in times.questions.items()
        },
    }
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> Times:
    """Read what `to_text` wrote; what cannot be read is no time."""
    try:
        told = json.loads(text)
        return Times(
            {address: Spent(int(ms), int(n)) for address, (ms, n) in told["questions"].items()},
            tuple(Pause(int(start), int(end)) for start, end in told["pauses"]),
            int(told["active"]),
            int(told["start"]),
            int(told["end"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Times()


@dataclass(slots=True)
class _Measure:
    """A measurement under way. ``turn`` is the question being answered, ``given`` the last answers by address."""

    spent: dict[str, Spent] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    active_ms: int = 0
    start: int = 0
    end: int = 0
    turn: str = ""
    before: tuple[str, str] | None = None
    given: dict[str, tuple[str, str]] = field(default_factory=dict)

    def note(self, timed: Timed, place: str) -> None:
        """Take in one more step."""
        gap = max(0, timed.at - self.end) if self.end else 0
        if gap > PAUSE_MS:
            self.pauses.append(Pause(self.end, timed.at))
            gap = 0
        self.start = self.start or timed.at
        self.end = max(self.end, timed.at)
        self.active_ms += gap
        if timed.step.op in _ANSWERS:
            self._answered(timed.step)
        elif place != self.turn:
            self._end_turn()
        if place:
            self.spent[place] = self.spent.get(place, Spent()) + Spent(gap)

    def times(self) -> Times:
        """Return what was measured."""
        self._end_turn()
        return Times(self.spent, tuple(self.pauses), self.active_ms, self.start, self.end)

    def _answered(self, step: Step) -> None:
        if step.path != self.turn:
            self._end_turn()
            self.turn, self.before = step.path, self.given.get(step.path)
        self.given[step.path] = (step.payload.get("value", ""), step.payload.get("missing", ""))

    def _end_turn(self) -> None:
        """A turn that left another answer than it found is a change; a first answer is none."""
        if self.turn and self.before is not None and self.given[self.turn] != self.before:
            self.spent[self.turn] = self.spent.get(self.turn, Spent()) + Spent(0, 1)
        self.turn, self.before = "", None


def _seen(step: Step) -> str:
    return step.payload.get("node", "") if step.payload.get("event") in _LOOKS else ""
