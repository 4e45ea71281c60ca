"""Long selects on the card: typing searches, arrows move, Enter takes what is marked, Enter again goes on.

`SearchList` is the field with its list, for a popup too. Digits find a choice by its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.forms.definition import ControlKind
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.ui import icons, keys, theme
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.choice_list import ChoiceModel, ChoicePainter
from app.ui.runner.controls.dress import as_answer
from app.ui.widgets.found import FoundList
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from app.ui.runner.questions import Question

ROWS_IN_VIEW = 7
_TO_THE_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class SearchList(QWidget):
    """A field to search in and the choices found. Tells which value a person took."""

    taken = Signal(str)
    """The value of the choice that was taken (again: let go, among several)."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ChoiceModel()
        self.edit = QLineEdit()
        as_answer(self.edit)
        self._glass = self.edit.addAction(
            icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = FoundList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoicePainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_clicked)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.installEventFilter(self)
        self._meant = False
        keys.bind(self.edit, "Return", slot=self.take_marked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addWidget(self.list)
        theme.follow(self, lambda: self._glass.setIcon(icons.icon("search")))

    def show_question(self, question: Question, *, many: bool) -> None:
        """Show the choices of a question."""
        self.edit.setPlaceholderText(_("Type to search, or the number"))
        self.edit.setAccessibleName(question.name)
        self.list.setAccessibleName(question.name)
        self.model.show_choices(question, many=many)
        rows = max(1, min(len(question.choices), ROWS_IN_VIEW))
        self.list.setFixedHeight(rows * theme.tokens().size("row-answer") + 4)

    def tick(self, values: list[str]) -> None:
        """Mark what is chosen and bring it into view while nothing is sought."""
        self.model.tick(values)
        if self.edit.text():
            return
        row = self.model.row_of(values[0]) if values and not self.model.is_many else -1
        if row >= 0:
            self._mark(row)
        elif not self._meant:
            self.list.setCurrentIndex(QModelIndex())

    def clear_search(self) -> None:
        """Show every choice again."""
        self._meant = False
        self.edit.clear()
        self.model.seek("")

    def take_marked(self) -> bool:
        """Take the marked choice if the person searched or moved to it. Returns False otherwise: the key goes on."""
        entry = self.model.entry(self.list.currentIndex().row())
        if not self._meant or entry is None:
            return bool(self.edit.text())
        self.clear_search()
        self.taken.emit(entry.value)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the focus stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _TO_THE_LIST:
                self._move(Qt.Key(event.key()))
                return True
            if event.key() == Qt.Key.Key_Escape and self.edit.text():
                self.clear_search()
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS_IN_VIEW}
        row = self.list.currentIndex().row() + steps.get(key, ROWS_IN_VIEW)
        self._meant = True
        self._mark(max(0, min(row, self.model.rowCount() - 1)))

    def _on_edited(self, text: str) -> None:
        self.model.seek(text)
        self._meant = bool(text.strip())
        if self._meant and self.model.rowCount():
            self._mark(0)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is not None:
            self.clear_search()
            self.taken.emit(entry.value)

    def _mark(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)


class SearchChoices(Control):
    """A select with a long list, on the card."""

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchList()
        self.search.taken.connect(self._take)
        self._chosen = words("good", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chosen)
        layout.addWidget(self.search)
        self._many = False

    def draw_question(self) -> None:
        """Show the list."""
        control = self.question.node.control
        self._many = control is not None and control.kind is ControlKind.SELECT_MULTIPLE
        self.search.show_question(self.question, many=self._many)

    def draw_answer(self) -> None:
        """Tick what is chosen and say it in words above the list."""
        values = self.state.value.split() if self._many else [self.state.value]
        self.search.tick([value for value in values if value])
        self._chosen.setText(self._in_words())

    def forget(self) -> None:
        """Show every choice again."""
        self.search.clear_search()

    def focus_widget(self) -> QWidget:
        return self.search.edit

    def _take(self, value: str) -> None:
        if self._many:
            chosen = set(self.state.value.split()) ^ {value}
            value = " ".join(self.search.model.in_order(chosen))
        if value != self.state.value or self.state.missing:
            self.value_given.emit(value)
        self.draw_answer()
        if not self._many and "quick" in self.question.appearances:
            self.went_on.emit()

    def _in_words(self) -> str:
        labels = self.search.model.labels()
        if not labels:
            return _("Nothing chosen yet")
        text = formats.enumeration(labels)
        count = len(labels)
        if not self._many:
            return _("Chosen: {answer}").format(answer=text)
        return ngettext("{count} chosen: {answers}", "{count} chosen: {answers}", count).format(
            count=count, answers=text
        )
