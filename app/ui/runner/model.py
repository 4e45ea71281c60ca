"""Where a person stands in an interview: the pages, the one in view, what keeps it from being left.

Pure logic over `FormSession`, so that the flow is tested without a window. The page of widgets asks this model and
draws what it says. Pages are laid out anew only when a batch changed relevance or rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.forms.definition import NodeKind
from app.forms.outline import is_asked, question_numbers
from app.forms.state import Address, Batch, NodeState
from app.ui.runner.pages import Page, PageKind, PageOrder
from app.ui.runner.sections import Section, Tally, is_answered

if TYPE_CHECKING:
    from app.forms.session import FormSession


class RunnerModel:
    """The flow of one interview."""

    def __init__(self, session: FormSession) -> None:
        self.session = session
        self._order = PageOrder(session)
        self._numbers = question_numbers(session.definition)
        self._tally = Tally(session)
        self._pages: tuple[Page, ...] = ()
        self._places: dict[Address, int] = {}
        self._index = 0
        self._lay_out()

    # --- where we are

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page that can be reached now."""
        return self._pages

    @property
    def index(self) -> int:
        """The place of the page in view among `pages`."""
        return self._index

    @property
    def last(self) -> int:
        """The place of the end of the interview among `pages`."""
        return len(self._pages) - 1

    @property
    def page(self) -> Page:
        """The page in view."""
        return self._pages[self._index]

    @property
    def following(self) -> Page | None:
        """The page after this one, None on the last."""
        after = self._index + 1
        return self._pages[after] if after < len(self._pages) else None

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self._index == 0

    def page_of(self, address: Address) -> int | None:
        """Return the place of the page that shows a question, group or row; None when none does now."""
        found = self._places.get(address)
        if found is not None:
            return found
        inside = f"{address}/"
        rows = f"{address}{{"
        pages = enumerate(self._pages[:-1])
        return next((i for i, page in pages if page.address.startswith((inside, rows))), None)

    # --- moving

    def forward(self) -> bool:
        """Go to the next page. Returns False on the last."""
        return self.go_to(self._index + 1)

    def back(self) -> bool:
        """Go to the page before. Returns False on the first."""
        return self.go_to(self._index - 1)

    def go_to(self, index: int) -> bool:
        """Go to a page by its place. Returns False when there is none."""
        if not 0 <= index < len(self._pages):
            return False
        self._index = index
        return True

    def go(self, address: Address) -> bool:
        """Go to the page that shows ``address``. Returns False, staying, when none does."""
        found = self.page_of(address)
        return found is not None and self.go_to(found)

    def resume(self) -> None:
        """Stand where the person was: at the last answer if it cannot stay, else at the first open question after it.

        An interview in which nothing was done yet begins at its beginning, whatever the form filled in by itself.
        """
        if not self.session.can_undo:
            return
        answered = self._answered_by_people()
        if answered:
            self.go_to(self.first_open_page(max(answered)))

    def first_open_page(self, start: int = 0) -> int:
        """Return the first page from ``start`` on with a question to answer or to mend, else the last page."""
        for at in range(start, len(self._pages)):
            if any(self._is_open(self.session.state(q)) for q in self._pages[at].questions):
                return at
        return len(self._pages) - 1

    # --- what changed

    def absorb(self, batch: Batch) -> bool:
        """Take in what an action changed. Returns True when pages came, went or changed what they hold."""
        if not self._moved_pages(batch):
            self._tally.follow(batch.changed.values())
            return False
        self._lay_out()
        return True

    # --- what keeps a page from being left

    def broken_here(self) -> list[Address]:
        """Return the questions in view whose answers break their constraint."""
        return [state.address for state in self._states_here() if not state.constraint_met]

    def required_here(self) -> list[Address]:
        """Return the questions in view that must be answered and are not."""
        return [s.address for s in self._states_here() if s.required and not is_answered(s)]

    # --- what the outline shows

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the interview, counted."""
        return self._tally.sections(self._numbers)

    @property
    def current_section(self) -> Address:
        """The part in which the page in view stands."""
        return self._tally.section_of(self.page)

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return self._tally.answered

    @property
    def total(self) -> int:
        """How many questions are asked as things stand."""
        return self._tally.total

    def number(self, address: Address) -> str:
        """Return the number of a question or section, '' when it has none."""
        try:
            path = self.session.definition_of(address).path
        except KeyError:
            return ""
        return self._numbers.get(path, "")

    def groups_above(self, address: Address) -> list[Address]:
        """Return the groups and rows around a node, the outermost first, without the root."""
        above, at = list[Address](), self.session.parent(address)
        while at is not None and at != self.session.root:
            above.append(at)
            at = self.session.parent(at)
        return above[::-1]

    def questions(self) -> Iterator[tuple[int, Address]]:
        """Yield every question that can be reached, with the place of its page."""
        for at, page in enumerate(self._pages):
            for question in page.questions:
                yield at, question

    def _answered_by_people(self) -> list[int]:
        """Return the pages with answers, leaving out what the form filled in where that can be told apart."""
        nodes = self.session.definition.nodes
        answered = list[tuple[int, Address]]()
        for at, question in self.questions():
            state = self.session.state(question)
            if is_answered(state) and is_asked(nodes[state.index], state):
                answered.append((at, question))
        noted = [at for at, question in answered if self.session.asked(question)]
        return noted or [at for at, _question in answered]

    def _states_here(self) -> Iterator[NodeState]:
        nodes = self.session.definition.nodes
        for question in self.page.questions:
            state = self.session.state(question)
            if is_asked(nodes[state.index], state):
                yield state

    def _is_open(self, state: NodeState) -> bool:
        is_done = is_answered(state) and state.constraint_met
        return is_asked(self.session.definition.nodes[state.index], state) and not is_done

    def _moved_pages(self, batch: Batch) -> bool:
        if batch.gone or batch.repeats:
            return True
        known, nodes = self._order.relevant, self.session.definition.nodes
        for address, state in batch.changed.items():
            if known.get(address, False) != state.relevant:
                node = nodes[state.index]
                if node.kind is not NodeKind.VALUE or node.control is not None:
                    return True
        return False

    def _lay_out(self) -> None:
        before = self._pages[self._index] if self._pages else None
        earlier = self._pages[: self._index]
        self._pages = self._order.lay_out()
        self._places = {page.address: i for i, page in enumerate(self._pages[:-1])}
        for i, page in enumerate(self._pages):
            self._places.update((item.address, i) for item in page.items)
        self._tally.count(self._pages)
        if before is not None:
            self._index = self._find_again(before, earlier)

    def _find_again(self, before: Page, earlier: tuple[Page, ...]) -> int:
        if before.kind is PageKind.FINISH:
            return len(self._pages) - 1
        for page in (before, *reversed(earlier)):
            found = self._places.get(page.address)
            if found is not None and self._pages[found].is_same_place(page):
                return found
        return 0
