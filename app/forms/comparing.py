"""Two entries of one filled paper form held against each other, and the one interview that is made of both.

Pure over two sessions of the same form. Questions are compared, not what the form works out by itself; rows of a repeat
by their order, because a row of the one has nothing to do with the identity of a row of the other. A question counts
when it was asked in either entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from app.forms.definition import ControlKind, NodeDefinition, NodeKind, ValueType
from app.forms.outline import is_asked, question_numbers, shown_children
from app.forms.refusals import NotAnswerable
from app.forms.state import Address, Missing

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.snapshot import Remark
    from app.forms.state import NodeState

Taken = Literal["first", "second", "own"]


@dataclass(frozen=True, slots=True)
class Given:
    """What one entry has at a place. ``is_there`` False: the question was not asked, or the row does not exist."""

    value: str = ""
    missing: Missing | None = None
    is_there: bool = False


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the entries differ. ``path`` is ordinal and good for both.

    ``is_row``: a whole row that only one entry has, all its answers with it. ``rows`` are the numbers of the rows that
    the place stands in.
    """

    path: str
    number: str
    first: Given
    second: Given
    is_row: bool = False
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was compared: ``fields`` questions, ``unequal`` of them differing."""

    fields: int
    unequal: int
    differences: tuple[Difference, ...] = ()

    @property
    def agreement(self) -> float:
        """Return the share of questions that are equal, 0-1; 1 when nothing was asked."""
        return 1.0 if not self.fields else (self.fields - self.unequal) / self.fields


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a difference; ``given`` only counts for an own answer."""

    taken: Taken
    given: Given = NOTHING


def compare(first: FormSession, second: FormSession) -> Comparison:
    """Compare two entries of one form."""
    walk = _Comparing(first, second)
    walk.container(0, first.root, second.root, ())
    return Comparison(walk.fields, walk.unequal, tuple(walk.differences))


def merge(first: FormSession, second: FormSession, decisions: Mapping[str, Decision]) -> None:
    """Make ``first`` the interview that the decisions say; what they do not name stays as the first entry has it.

    A value whose question is not asked any more under the other decisions is left out. Remarks of both are kept.
    """
    differences = compare(first, second).differences
    rows = [each for each in differences if each.is_row]
    _Merging(first, second, decisions).answers(each for each in differences if not each.is_row)
    for each in rows:
        if each.second.is_there and _taken(decisions, each) == "second":
            _add_row(first, second, each.path)
    for each in reversed(rows):
        if each.first.is_there and _taken(decisions, each) == "second":
            _remove_row(first, each.path)
    _copy_remarks(first, second)


def is_keyed(node: NodeDefinition) -> bool:
    """Tell whether a question stands on paper to be answered; the head of a matrix does not."""
    return node.control is not None and "label" not in node.control.appearances


@dataclass(slots=True)
class _Comparing:
    """One walk through both entries in the order of the body."""

    first: FormSession
    second: FormSession
    fields: int = 0
    unequal: int = 0
    differences: list[Difference] = field(default_factory=list)

    def container(
        self, index: int, one: Address | None, other: Address | None, rows: tuple[int, ...]
    ) -> None:
        """Compare what stands in a group, a row or the root; None where an entry does not have it."""
        definition = self.first.definition
        for child in shown_children(definition)[index]:
            node = definition.nodes[child]
            here, there = _child(one, node.name), _child(other, node.name)
            if node.kind is NodeKind.REPEAT:
                self._repeat(node, here, there, rows)
            elif node.kind is NodeKind.GROUP:
                self.container(child, here, there, rows)
            elif is_keyed(node):
                self._question(node, here, there, rows)

    def _question(
        self,
        node: NodeDefinition,
        here: Address | None,
        there: Address | None,
        rows: tuple[int, ...],
    ) -> None:
        one, other = _given(self.first, here), _given(self.second, there)
        if not one.is_there and not other.is_there:
            return
        self.fields += 1
        if _are_equal(node, one, other):
            return
        self.unequal += 1
        if here is not None and there is not None:
            number = question_numbers(self.first.definition).get(node.path, "")
            path = self.first.ordinal_path(here)
            self.differences.append(Difference(path, number, one, other, rows=rows))

    def _repeat(
        self,
        node: NodeDefinition,
        here: Address | None,
        there: Address | None,
        rows: tuple[int, ...],
    ) -> None:
        pairs = zip_longest(_rows(self.first, here), _rows(self.second, there))
        for place, (one, other) in enumerate(pairs, start=1):
            inside = (*rows, place)
            if (one is None or other is None) and here is not None and there is not None:
                self._extra_row(node, one, other, inside)
            self.container(node.index, one, other, inside)

    def _extra_row(
        self,
        node: NodeDefinition,
        one: Address | None,
        other: Address | None,
        rows: tuple[int, ...],
    ) -> None:
        """Note a row that only one entry has, unless the form itself says how many there are."""
        if node.count is not None or node.fixed:
            return
        whose, address = (self.first, one) if one is not None else (self.second, other)
        assert address is not None
        there = Given(is_there=True)
        self.differences.append(
            Difference(
                whose.ordinal_path(address),
                "",
                there if one is not None else NOTHING,
                there if one is None else NOTHING,
                is_row=True,
                rows=rows,
            )
        )


def _child(address: Address | None, name: str) -> Address | None:
    return None if address is None else Address(f"{address}/{name}")


def _rows(session: FormSession, repeat: Address | None) -> Sequence[Address]:
    if repeat is None:
        return ()
    return [row for row in session.instances(repeat) if session.state(row).relevant]


def _given(session: FormSession, address: Address | None) -> Given:
    if address is None:
        return NOTHING
    state: NodeState = session.state(address)
    if not is_asked(session.definition.nodes[state.index], state):
        return NOTHING
    return Given(state.value, state.missing, is_there=True)


def _are_equal(node: NodeDefinition, one: Given, other: Given) -> bool:
    if one.missing != other.missing:
        return False
    return one.value == other.value or _meaning(node, one.value) == _meaning(node, other.value)


def _meaning(node: NodeDefinition, value: str) -> str | float:
    """Return what two ways of writing one answer have in common."""
    if value and node.type in {ValueType.INT, ValueType.DECIMAL}:
        try:
            return float(value)
        except ValueError:
            return value
    is_text = node.control is not None and node.control.kind is ControlKind.INPUT
    return " ".join(value.split()) if is_text else value


def _taken(decisions: Mapping[str, Decision], difference: Difference) -> Taken:
    decided = decisions.get(difference.path)
    return decided.taken if decided else "first"


@dataclass(frozen=True, slots=True)
class _Merging:
    """Gives the first entry the answers that were decided for."""

    first: FormSession
    second: FormSession
    decisions: Mapping[str, Decision]

    def answers(self, differences: Iterable[Difference]) -> None:
        """Answer in the order of the form, so that what a question opens is open when its turn comes."""
        for difference in differences:
            decided = self.decisions.get(difference.path)
            if decided is not None and decided.taken != "first":
                given = difference.second if decided.taken == "second" else decided.given
                _give(self.first, difference.path, given)
        self._counted_rows(0, self.first.root, self.second.root)

    def _counted_rows(self, index: int, one: Address, other: Address) -> None:
        """Fill the rows that came with a count taken from the second entry."""
        definition = self.first.definition
        for child in shown_children(definition)[index]:
            node = definition.nodes[child]
            here, there = Address(f"{one}/{node.name}"), Address(f"{other}/{node.name}")
            if node.kind is NodeKind.GROUP:
                self._counted_rows(child, here, there)
            elif node.kind is NodeKind.REPEAT:
                mine, theirs = _rows(self.first, here), _rows(self.second, there)
                for row, twin in zip(mine, theirs, strict=False):
                    if self._is_empty(row) and (node.count is not None or node.fixed):
                        _copy(self.first, self.second, row, twin)
                    else:
                        self._counted_rows(child, row, twin)

    def _is_empty(self, row: Address) -> bool:
        return not any(_given(self.first, at).value for at in _below(self.first, row))


def _give(session: FormSession, path: str, given: Given) -> None:
    try:
        address = session.address(path)
        if given.missing is not None:
            session.give_missing(address, given.missing)
        else:
            session.answer(address, given.value)
    except (KeyError, NotAnswerable):
        return


def _add_row(first: FormSession, second: FormSession, path: str) -> None:
    twin = second.address(path)
    try:
        repeat = first.address(path.rpartition("[")[0])
        step = first.add_repeat(repeat).step
    except (KeyError, NotAnswerable):
        return
    assert step is not None
    _copy(first, second, Address(f"{repeat}{{{step.payload['id']}}}"), twin)


def _remove_row(first: FormSession, path: str) -> None:
    try:
        first.remove_repeat(first.address(path))
    except (KeyError, NotAnswerable):
        return


def _copy(first: FormSession, second: FormSession, row: Address, twin: Address) -> None:
    """Copy everything that a row of the second entry has, the rows in it included."""
    definition = first.definition
    for child in second.children(twin):
        node = second.definition_of(child)
        tail = child.removeprefix(twin)
        if node.kind is NodeKind.VALUE and is_keyed(node):
            given = _given(second, child)
            if given.is_there and (given.value or given.missing):
                _give(first, first.ordinal_path(Address(f"{row}{tail}")), given)
        elif node.kind is NodeKind.GROUP:
            _copy(first, second, Address(f"{row}{tail}"), child)
    for index in definition.nodes[second.state(twin).index].children:
        if definition.nodes[index].kind is NodeKind.REPEAT:
            name = definition.nodes[index].name
            _copy_rows(first, second, Address(f"{row}/{name}"), Address(f"{twin}/{name}"))


def _copy_rows(first: FormSession, second: FormSession, mine: Address, theirs: Address) -> None:
    twins = _rows(second, theirs)
    while len(first.instances(mine)) < len(twins) and first.count_allowed(mine)[0]:
        first.add_repeat(mine)
    while len(first.instances(mine)) > len(twins) and first.count_allowed(mine)[1]:
        first.remove_repeat(first.instances(mine)[-1])
    for row, twin in zip(first.instances(mine), twins, strict=False):
        _copy(first, second, row, twin)


def _below(session: FormSession, address: Address) -> Iterator[Address]:
    for child in session.children(address):
        yield child
        yield from _below(session, child)


def _copy_remarks(first: FormSession, second: FormSession) -> None:
    """Add the remarks that only the second entry has, at the same place of the first."""
    known = {(first.ordinal_path(Address(each.address)), each.text) for each in _placed(first)}
    for remark in _placed(second):
        path = second.ordinal_path(Address(remark.address))
        if (path, remark.text) in known:
            continue
        try:
            first.remark(first.address(path), remark.text, by=remark.by, state=remark.state)
        except (KeyError, NotAnswerable):
            continue


def _placed(session: FormSession) -> Iterator[Remark]:
    """Yield the remarks whose place stands in the interview."""
    for remark in session.remarks():
        try:
            session.state(Address(remark.address))
        except KeyError:
            continue
        yield remark
