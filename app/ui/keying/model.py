"""Where a keyer stands on the sheet: its lines, the next one that the routing asks, and what a typed line does.

Pure logic over `FormSession`, so that the flow is tested without a window. Every question has its line, asked or not,
in the order of the sheet; lines are laid out anew only when rows come and go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.forms.comparing import is_keyed
from app.forms.definition import NodeDefinition, NodeKind
from app.forms.outline import is_asked, question_numbers, shown_children
from app.forms.paper_codes import PaperCodes
from app.forms.session import NotAnswerable
from app.forms.state import Address, Batch, NodeState
from app.ui import settling
from app.ui.keying.typed import Asked, Family, Fault, Mark, Reading, read, write

if TYPE_CHECKING:
    import datetime as dt

    from app.forms.session import FormSession

_ALWAYS = frozenset({"true()", "true"})


class LineKind(Enum):
    """What a line of the sheet is."""

    HEADING = auto()
    QUESTION = auto()
    MORE = auto()
    """After the last row of a repeat: does another one stand on paper?"""
    END = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line. ``address`` is the question's, the group's, the row's, or that of the repeat; ``row`` its number."""

    kind: LineKind
    address: Address
    number: str = ""
    row: int = 0


class Outcome(Enum):
    """What came of a typed line."""

    KEPT = auto()
    """It is answered, or there was nothing to do: on to the next."""
    REFUSED = auto()
    """It is no answer: stay."""
    OUTSIDE = auto()
    """It is kept but breaks a rule of the form: look again."""
    NOTED = auto()
    """It became a remark: on to the next."""
    ADDED = auto()
    """Another row was added: on to its first question."""
    COMPLETE = auto()
    """The end was reached."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a typed line; ``fault`` when it was refused for a reason of its own."""

    outcome: Outcome
    fault: Fault | None = None
    mark: Mark | None = None


class KeyingModel:
    """The sheet of one entry."""

    def __init__(self, session: FormSession, day: dt.date) -> None:
        self.session = session
        self._day = day
        self._codes = PaperCodes(session.definition)
        self._numbers = question_numbers(session.definition)
        self._shown = shown_children(session.definition)
        self._told: set[Address] = set()
        self.lines: list[Line] = []
        self.place = 0
        self._places: dict[Address, int] = {}
        self._counted: dict[Address, bool] = {}
        self._answered = 0
        self._lay_out()

    # --- reading

    @property
    def line(self) -> Line:
        """The line in hand."""
        return self.lines[self.place]

    def place_of(self, address: Address) -> int | None:
        """Return the place of a question or row; None when it has no line."""
        return self._places.get(address)

    def asked(self, line: Line) -> Asked:
        """Return how a question is keyed now."""
        node = self.session.definition_of(line.address)
        return Asked(node, self._codes.of(self.session, line.address), self._day)

    def state(self, line: Line) -> NodeState:
        """Return a question as it is now."""
        return self.session.state(line.address)

    def is_asked(self, line: Line) -> bool:
        """Tell whether the keyer is to stop at a line."""
        if line.kind is LineKind.QUESTION:
            state = self.state(line)
            return is_asked(self.session.definition.nodes[state.index], state)
        if line.kind is LineKind.MORE:
            return self.session.count_allowed(line.address)[0]
        return line.kind is LineKind.END

    def is_answered(self, line: Line) -> bool:
        """Tell whether a question has an answer, a reason for none, or a remark that says why not."""
        state = self.state(line)
        return bool(state.value or state.missing or self.session.remarks(line.address))

    def text_of(self, line: Line) -> str:
        """Return what stands in the field of a line, as it would be typed."""
        if line.kind is not LineKind.QUESTION:
            return ""
        state = self.state(line)
        if state.missing is not None:
            return "/" if state.missing == "refused" else "*"
        return write(self.asked(line), state.value) if state.value else ""

    @property
    def answered(self) -> int:
        """How many of the questions asked now are answered."""
        return self._answered

    @property
    def total(self) -> int:
        """How many questions are asked now."""
        return len(self._counted)

    def first_problem(self) -> int | None:
        """Return the place of the first answer that keeps the entry from ending."""
        for problem in self.session.validate():
            place = self.place_of(problem.address)
            if place is not None:
                return place
        return None

    # --- moving

    def go_to(self, place: int) -> None:
        """Stand at a line."""
        self.place = max(0, min(place, len(self.lines) - 1))

    def forward(self) -> None:
        """Go on to the next line that the routing asks."""
        self.go_to(self._next(self.place, 1))

    def back(self) -> None:
        """Go back to the last line that the routing asks."""
        self.go_to(self._next(self.place, -1))

    def step(self, lines: int) -> None:
        """Move by lines, asked or not, past headings."""
        place, towards = self.place, 1 if lines > 0 else -1
        for _line in range(abs(lines)):
            ahead = place + towards
            while 0 <= ahead < len(self.lines) and self.lines[ahead].kind is LineKind.HEADING:
                ahead += towards
            if not 0 <= ahead < len(self.lines):
                break
            place = ahead
        self.go_to(place)

    def resume(self) -> None:
        """Stand at the first question that is asked and open, else at the end."""
        places = enumerate(self.lines)
        self.place = next(
            (
                at
                for at, line in places
                if line.kind is LineKind.QUESTION
                and self.is_asked(line)
                and not self.is_answered(line)
            ),
            len(self.lines) - 1,
        )

    # --- what a typed line does

    def enter(self, text: str) -> Result:
        """Take what stands in the field of the line in hand; moving on is another matter."""
        line = self.line
        if line.kind is LineKind.END:
            return Result(Outcome.COMPLETE)
        if line.kind is LineKind.MORE:
            return self._more(line, text.strip())
        if not self.is_asked(line):
            return Result(Outcome.NOTED if text.strip() else Outcome.KEPT)
        return self._answer(line, text)

    def give_missing(self, mark: Mark) -> Result:
        """Record don't know or refused for the question in hand."""
        line = self.line
        if line.kind is not LineKind.QUESTION or not self.is_asked(line):
            return Result(Outcome.REFUSED, mark=mark)
        return self._mark(line, mark)

    def empty(self, address: Address) -> None:
        """Take an answer away that is kept as a remark instead."""
        self._told.discard(address)
        if self.session.state(address).value:
            settling.answer(self.session, address, "")

    def end_rows(self) -> bool:
        """Leave the repeat that the line in hand stands in; an empty last row is taken away. False outside one."""
        row = self._row_around(self.line.address)
        if row is None:
            return False
        repeat = Address(row.rpartition("{")[0])
        rows = self.session.instances(repeat)
        if rows[-1] == row and self._is_empty(row) and self.session.count_allowed(repeat)[1]:
            self.session.remove_repeat(row)
        inside = f"{repeat}{{"
        places = enumerate(self.lines)
        behind = [
            at for at, line in places if line.address.startswith(inside) or line.address == repeat
        ]
        self.go_to(self._next(max(behind, default=self.place), 1))
        return True

    def absorb(self, batch: Batch) -> None:
        """Take in what an action changed."""
        if batch.gone or batch.repeats:
            self._lay_out()
            return
        for address in batch.changed:
            place = self._places.get(address)
            if place is not None and self.lines[place].kind is LineKind.QUESTION:
                self._count(self.lines[place])

    # --- inside

    def _answer(self, line: Line, text: str) -> Result:
        state = self.state(line)
        if text.strip() == self.text_of(line) and (state.value or state.missing):
            return self._again(line, state)
        asked = self.asked(line)
        reading: Reading = read(asked, text)
        if reading.fault is not None:
            return Result(Outcome.REFUSED, reading.fault)
        if reading.mark is not None:
            return self._mark(line, reading.mark)
        if asked.family is Family.ENCLOSURE:
            return Result(Outcome.NOTED)
        settling.answer(self.session, line.address, reading.value)
        self._told.discard(line.address)
        return self._again(line, self.state(line))

    def _again(self, line: Line, state: NodeState) -> Result:
        """Let an answer that breaks a rule pass once it has been told so."""
        if state.constraint_met or line.address in self._told:
            return Result(Outcome.KEPT)
        self._told.add(line.address)
        return Result(Outcome.OUTSIDE)

    def _mark(self, line: Line, mark: Mark) -> Result:
        if mark is Mark.BLANK:
            if self.state(line).value or self.state(line).missing:
                settling.answer(self.session, line.address, "")
            return Result(Outcome.NOTED, mark=mark)
        if not self.session.definition_of(line.address).offers_missing:
            return Result(Outcome.REFUSED, mark=mark)
        missing = "refused" if mark is Mark.REFUSED else "dont_know"
        if self.state(line).missing != missing:
            self.session.give_missing(
                line.address, "refused" if missing == "refused" else "dont_know"
            )
        return Result(Outcome.KEPT, mark=mark)

    def _more(self, line: Line, text: str) -> Result:
        if text in {"0", "-"}:
            return Result(Outcome.KEPT)
        if text not in {"1", "+"}:
            return Result(Outcome.REFUSED, Fault.CODE)
        try:
            batch = self.session.add_repeat(line.address)
        except NotAnswerable:
            return Result(Outcome.REFUSED, Fault.CODE)
        assert batch.step is not None
        self.absorb(batch)
        row = Address(f"{line.address}{{{batch.step.payload['id']}}}")
        self.go_to(self._places.get(row, self.place))
        return Result(Outcome.ADDED)

    def _next(self, place: int, towards: int) -> int:
        at = place + towards
        while 0 <= at < len(self.lines):
            if self.is_asked(self.lines[at]):
                return at
            at += towards
        return place

    def _count(self, line: Line) -> None:
        """Count a question anew: the counts are shown with every key, so nothing is counted twice."""
        before = self._counted.pop(line.address, False)
        if self.is_asked(line):
            self._counted[line.address] = self.is_answered(line)
        self._answered += self._counted.get(line.address, False) - before

    def _row_around(self, address: Address) -> Address | None:
        end = address.rfind("}")
        return Address(address[: end + 1]) if end >= 0 else None

    def _is_empty(self, row: Address) -> bool:
        inside = f"{row}/"
        return not any(
            self.is_answered(line)
            for line in self.lines
            if line.kind is LineKind.QUESTION and line.address.startswith(inside)
        )

    def _lay_out(self) -> None:
        before = self.lines[self.place] if self.lines else None
        self.lines = [*self._container(0, self.session.root), Line(LineKind.END, Address(""))]
        self._places = {}
        for at, line in enumerate(self.lines):
            if line.kind is not LineKind.MORE:
                self._places.setdefault(line.address, at)
        self._counted, self._answered = {}, 0
        for line in self.lines:
            if line.kind is LineKind.QUESTION:
                self._count(line)
        if before is not None:
            same = (at for at, line in enumerate(self.lines) if line == before)
            self.go_to(next(same, self.place))

    def _container(self, index: int, address: Address) -> Iterator[Line]:
        nodes = self.session.definition.nodes
        for child in self._shown[index]:
            node = nodes[child]
            at = Address(f"{address}/{node.name}")
            if node.kind is NodeKind.REPEAT:
                yield from self._repeat(node, at)
            elif node.kind is NodeKind.GROUP:
                if self.session.label(at) or node.path in self._numbers:
                    yield Line(LineKind.HEADING, at, self._numbers.get(node.path, ""))
                yield from self._container(child, at)
            elif is_keyed(node) and node.bind.readonly not in _ALWAYS:
                yield Line(LineKind.QUESTION, at, self._numbers.get(node.path, ""))

    def _repeat(self, node: NodeDefinition, address: Address) -> Iterator[Line]:
        number = self._numbers.get(node.path, "")
        for row, each in enumerate(self.session.instances(address), start=1):
            yield Line(LineKind.HEADING, each, number, row)
            yield from self._container(node.index, each)
        if node.count is None and not node.fixed:
            rows = len(self.session.instances(address))
            yield Line(LineKind.MORE, address, number, rows + 1)
