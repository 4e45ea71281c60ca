"""The parts of an interview as the outline shows them: names, numbers, how much of each is answered.

Counted once when the pages are laid out and then kept up with every batch, so that an answer costs the few
nodes it changed and not the whole form. Pure logic over `FormSession`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.forms.definition import NodeKind
from app.forms.outline import is_asked
from app.forms.state import Address, NodeState
from app.ui.runner.pages import Page, PageKind

if TYPE_CHECKING:
    from app.forms.session import FormSession


_Marks = tuple[int, int, int]
_NO_MARKS: Final[_Marks] = (0, 0, 0)
_ANSWERED: Final = 0
_ASKED: Final = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the interview: a group or repeat right under the root, or the questions that stand between them."""

    number: str
    address: Address
    """Its group; the root for questions outside groups."""
    first_page: int
    answered: int
    total: int
    broken: int
    """Answers that break their constraint."""

    @property
    def is_complete(self) -> bool:
        """Whether everything asked here is answered."""
        return self.answered == self.total and not self.broken


def is_answered(state: NodeState) -> bool:
    """Say whether a question has an answer or a reason for having none."""
    return bool(state.value) or state.missing is not None


class Tally:
    """Counts answered and asked questions by section."""

    def __init__(self, session: FormSession) -> None:
        self._session = session
        self._section_of: dict[Address, int] = {}
        self._marks: dict[Address, _Marks] = {}
        self._counts: list[list[int]] = []
        self._starts: list[tuple[Address, int]] = []

    @property
    def answered(self) -> int:
        """Questions answered, over the whole interview."""
        return sum(count[_ANSWERED] for count in self._counts)

    @property
    def total(self) -> int:
        """Questions that are asked as things stand."""
        return sum(count[_ASKED] for count in self._counts)

    def count(self, pages: tuple[Page, ...]) -> None:
        """Count everything anew."""
        self._section_of, self._marks, self._counts, self._starts = {}, {}, [], []
        root = self._session.root
        for at, page in enumerate(pages):
            if page.kind is PageKind.FINISH:
                continue
            section = self._section_address(page.address, root)
            if not self._starts or self._starts[-1][0] != section:
                self._starts.append((section, at))
                self._counts.append([0, 0, 0])
            for question in page.questions:
                self._section_of[question] = len(self._starts) - 1
                self._look_at(self._session.state(question))

    def follow(self, changed: Iterable[NodeState]) -> None:
        """Count again the questions that changed."""
        for state in changed:
            if state.address in self._section_of:
                self._look_at(state)

    def sections(self, numbers: Mapping[str, str]) -> tuple[Section, ...]:
        """Return the sections in order, with what is counted in each."""
        return tuple(
            Section(numbers.get(_path(section), ""), section, start, *self._counts[at])
            for at, (section, start) in enumerate(self._starts)
        )

    def section_of(self, page: Page) -> Address:
        """Return the section in which a page stands; the root for the finish and for questions outside groups."""
        return self._section_address(page.address, self._session.root)

    def _look_at(self, state: NodeState) -> None:
        counts = self._counts[self._section_of[state.address]]
        is_counted = is_asked(self._session.definition.nodes[state.index], state)
        marks = _NO_MARKS
        if is_counted:
            marks = (int(is_answered(state)), 1, int(not state.constraint_met))
        before = self._marks.get(state.address, _NO_MARKS)
        for column in range(3):
            counts[column] += marks[column] - before[column]
        self._marks[state.address] = marks

    def _section_address(self, address: Address, root: Address) -> Address:
        name = address[len(root) + 1 :].partition("/")[0].partition("{")[0]
        found = self._session.definition.by_path.get(f"{root}/{name}") if name else None
        if found is None or self._session.definition.nodes[found].kind is NodeKind.VALUE:
            return root
        return Address(f"{root}/{name}")


def _path(address: Address) -> str:
    """Return the path behind an address: without identities."""
    if "{" not in address:
        return address
    parts = address.split("{")
    return parts[0] + "".join(part.partition("}")[2] for part in parts[1:])
