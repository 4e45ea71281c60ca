"""The middle of the runner: the page in view as blocks, headings and rows, and the next question softly below.

Widgets are put up once and shown again for page after page. After an action only what changed is drawn: every visible
question is read again and compared with what is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.forms.definition import ControlKind
from app.forms.state import Address, NodeState
from app.ui.runner.block import QuestionBlock
from app.ui.runner.controls.factory import Shelf
from app.ui.runner.finish_card import Ending, FinishCard
from app.ui.runner.keys_row import KeysRow
from app.ui.runner.labels import FormLabel
from app.ui.runner.pages import Item, ItemKind, Page, PageKind
from app.ui.runner.peek import Peek
from app.ui.runner.questions import under
from app.ui.runner.rows_card import Rows, RowsCard
from app.ui.runner.table_head import TableHead

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from app.ui.runner.questions import Question, Words

LEVELS = 3
"""So often laying out leads to more of it: a height that follows from a width that follows from a height."""
COLUMN = 720
"""The widest a question gets, in pixels: about 72 letters."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the stage reads the interview: the page hands these in, so that the stage never sees the session."""

    question: Callable[[Address], Question]
    state: Callable[[Address], NodeState]
    heading: Callable[[Address], Words]
    rows: Callable[[Address], Rows]
    ending: Callable[[], Ending]
    picture: Callable[[str], QPixmap | None]
    """A picture by the form's URI or by ``blob:`` and id, if it is here already."""
    file: Callable[[Address], str]
    """The key of the file that answers a question, '' without one."""


class Stage(QWidget):
    """One page of the interview."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ring", "own")
        self._shelf = Shelf()
        self.blocks: list[QuestionBlock] = []
        self._spare_blocks: list[QuestionBlock] = []
        self._current: QuestionBlock | None = None
        self._headings: list[FormLabel] = []
        self.heads: list[TableHead] = []
        self.rows_cards: list[RowsCard] = []
        self.finish = FinishCard()
        self.finish.hide()
        self.keys = KeysRow()
        self.peek = Peek()
        self._reader: Reader | None = None
        self._page = Page(PageKind.FINISH, Address(""))
        self._parts: list[QWidget] = []
        self.on_new_block: Callable[[QuestionBlock], None] = lambda _block: None
        self.on_flush: Callable[[], object] = lambda: None
        """Called before the controls give what was typed: there may be another place to type in."""
        self.on_new_rows: Callable[[RowsCard], None] = lambda _card: None
        self._column = QWidget()
        self._list = QVBoxLayout(self._column)
        self._around = QVBoxLayout(self)
        self._lay_out()

    # --- showing

    def read_from(self, reader: Reader) -> None:
        """Take another interview."""
        self._reader = reader
        self._page = Page(PageKind.FINISH, Address(""))

    def show_page(self, page: Page) -> None:
        """Put up a page; questions that stay in view keep their fields, the focus and what is being typed."""
        stays = page.is_same_place(self._page)
        if not stays:
            self._current = None
            self._hold_focus()
        self._page = page
        self._arrange(page.items)
        self._fill_all(anew=not stays)
        self.finish.setVisible(page.kind is PageKind.FINISH)
        if page.kind is PageKind.FINISH and self._reader is not None:
            self.finish.show_ending(self._reader.ending())
        self.settle()

    def refresh(self) -> None:
        """Draw again what has changed on the page in view."""
        self._fill_all(anew=False)
        if self._page.kind is PageKind.FINISH and self._reader is not None:
            self.finish.show_ending(self._reader.ending())
        self.settle()

    def set_margin(self, pixels: int) -> None:
        """Leave so much room at the left and right."""
        self._around.setContentsMargins(pixels, 8, pixels, 24)

    # --- who has the focus

    def current_block(self) -> QuestionBlock | None:
        """Return the question that has the focus or had it last; with one question on the page always that."""
        focused = QApplication.focusWidget()
        inside = (block for block in self.blocks if focused and block.isAncestorOf(focused))
        self._current = next(inside, self._current)
        if self._current not in self.blocks:
            self._current = self.blocks[0] if self.blocks else None
        return self._current

    def block_of(self, address: Address) -> QuestionBlock | None:
        """Return the block that shows a question."""
        return next((block for block in self.blocks if block.address == address), None)

    def show_guidance(self) -> bool:
        """Show or hide the guidance of the question that has the focus. Returns False without any."""
        block = self.current_block()
        return block is not None and block.toggle_guidance()

    def table_blocks(self) -> list[QuestionBlock]:
        """Return the questions that stand as rows of a table."""
        return [block for block in self.blocks if block.question and block.question.in_table]

    def focus_first(self, address: Address | None = None) -> bool:
        """Take the focus to a question, else to the first that takes an answer. Returns False when nothing does."""
        wanted = self.block_of(address) if address else None
        target = wanted or next(self._answerable(), None)
        if target is not None:
            self._current = target
            target.focus()
        elif self.rows_cards and self.rows_cards[0].isVisible():
            self.rows_cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._page.kind is PageKind.FINISH:
            self.finish.first_line().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def has_focus(self) -> bool:
        """Say whether something on the page has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_beside(self, step: int) -> bool:
        """Take the focus to the next (1) or previous (-1) question on the page. Returns False at its end."""
        current = self.current_block()
        answerable = list(self._answerable())
        if current not in answerable:
            return False
        at = answerable.index(current) + step
        if not 0 <= at < len(answerable):
            return False
        self._current = answerable[at]
        self._current.focus()
        return True

    def controls_flush(self) -> None:
        """Let every control give what was typed."""
        self.on_flush()
        for block in self.blocks:
            if block.control is not None:
                block.control.flush()
        self.finish.closing.flush()

    def retranslate(self) -> None:
        """Take the words of the current language."""
        for block in (*self.blocks, *self._spare_blocks):
            block.retranslate()
            if block.control is not None and block.question is not None:
                block.control.show_words(block.question)
        self.keys.retranslate()
        self.finish.closing.retranslate()

    # --- parts

    def _lay_out(self) -> None:
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(16)
        self._list.addWidget(self.finish)
        self._around.setSpacing(0)
        self._around.addWidget(self._column)
        self._around.addSpacing(6)
        self._around.addWidget(self.keys)
        self._around.addSpacing(24)
        self._around.addWidget(self.peek)
        self._around.addStretch(1)
        self.set_margin(64)
        for part in (self._column, self.keys, self.peek):
            part.setMaximumWidth(COLUMN)

    def _hold_focus(self) -> None:
        """Keep the focus here while widgets go and come, so that it does not wander through the window."""
        if self.has_focus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answerable(self) -> Iterator[QuestionBlock]:
        for block in self.blocks:
            control = block.control
            if (
                control is not None
                and control.focus_widget().focusPolicy() != Qt.FocusPolicy.NoFocus
            ):
                yield block

    def _arrange(self, items: Sequence[Item]) -> None:
        """Put the widgets for these parts in their order, moving only those that are not in their place yet."""
        kinds = [item.kind for item in items]
        questions = [item.address for item in items if item.kind is ItemKind.QUESTION]
        takers = {
            ItemKind.QUESTION: self._take_blocks(questions),
            ItemKind.HEADING: self._take_headings(kinds.count(ItemKind.HEADING)),
            ItemKind.ROWS: self._take_rows(kinds.count(ItemKind.ROWS)),
            ItemKind.HEAD: self._take_heads(kinds.count(ItemKind.HEAD)),
        }
        parts = [next(takers[kind]) for kind in kinds]
        for gone in [part for part in self._parts if part not in parts]:
            self._list.removeWidget(gone)
            gone.hide()
        for at, part in enumerate(parts):
            item = self._list.itemAt(at)
            if item is None or item.widget() is not part:
                self._list.removeWidget(part)
                self._list.insertWidget(at, part)
                part.show()
        self._parts = parts

    @staticmethod
    def settle() -> None:
        """Lay everything out now: one level at a time between frames would be seen as a jump."""
        for _level in range(LEVELS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _fill_all(self, *, anew: bool) -> None:
        head: Question | None = None
        for part, item in zip(self._parts, self._page.items, strict=False):
            if isinstance(part, TableHead) and self._reader is not None:
                head = self._reader.question(item.address)
                part.show_question(head)
            else:
                self._fill(part, item, head, anew=anew)

    def _fill(self, part: QWidget, item: Item, head: Question | None, *, anew: bool) -> None:
        if self._reader is None:
            return
        if isinstance(part, QuestionBlock):
            question, state = self._reader.question(item.address), self._reader.state(item.address)
            question = under(head, question)
            numbered = self._page.kind is PageKind.LIST
            if anew or part.address != item.address:
                part.show_question(question, state, numbered=numbered)
            else:
                part.refresh(question, state)
            self._show_pictures(part, question)
        elif isinstance(part, RowsCard):
            part.show_rows(self._reader.rows(item.address))
        elif isinstance(part, FormLabel):
            part.show_words(self._reader.heading(item.address))

    def _show_pictures(self, block: QuestionBlock, question: Question) -> None:
        control = question.node.control
        is_upload = control is not None and control.kind is ControlKind.UPLOAD
        if self._reader is None or not (question.media or is_upload or question.has_pictures):
            block.show_pictures(None, None)
            return
        read = self._reader.picture
        asked = read(question.media.get("image", ""))
        read(question.media.get("big-image", ""))
        answered = self._reader.picture(self._reader.file(question.address)) if is_upload else None
        block.show_pictures(asked, answered)
        if question.has_pictures and block.control is not None:
            wanted = {choice.media.get("image", "") for choice in question.choices}
            here = {uri: found for uri in wanted if (found := read(uri)) is not None}
            block.control.show_choice_pictures(here)

    def _take_blocks(self, questions: Sequence[Address]) -> Iterator[QWidget]:
        """Return a block for every question: the one that shows it already, else one that is free."""
        showing = {block.address: block for block in self.blocks}
        free = [block for block in self.blocks if block.address not in questions]
        free += self._spare_blocks
        self.blocks = [showing.get(each) or self._free_block(free) for each in questions]
        for block in free:
            block.release()
        self._spare_blocks = free
        return iter(self.blocks)

    def _free_block(self, free: list[QuestionBlock]) -> QuestionBlock:
        if free:
            return free.pop(0)
        block = QuestionBlock(self._shelf)
        self.on_new_block(block)
        return block

    def _take_headings(self, count: int) -> Iterator[QWidget]:
        while len(self._headings) < count:
            self._headings.append(FormLabel("strong", "strong"))
        return iter(self._headings)

    def _take_heads(self, count: int) -> Iterator[QWidget]:
        while len(self.heads) < count:
            self.heads.append(TableHead())
        return iter(self.heads)

    def _take_rows(self, count: int) -> Iterator[QWidget]:
        while len(self.rows_cards) < count:
            card = RowsCard()
            self.on_new_rows(card)
            self.rows_cards.append(card)
        return iter(self.rows_cards)
