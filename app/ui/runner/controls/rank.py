"""Rank: rows that are put in order by Alt+Up and Alt+Down, by a digit (the place) or by dragging.

An order counts only once a person has touched it or said that it is right as it stands; until then the question is
not answered. All choices are always in the answer, in order, as ODK keeps it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys, theme
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.rank_row import RankPainter, RankRow, RowRole
from app.ui.runner.markdown import plain_text
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row


class RankControl(Control):
    """The choices in the order that the respondent gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setItemDelegate(RankPainter(self.list))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.model().rowsMoved.connect(self._on_moved)
        self.list.installEventFilter(self)
        keys.bind(self.list, "Alt+Up", "Ctrl+Up", slot=lambda: self.move_row(-1))
        keys.bind(self.list, "Alt+Down", "Ctrl+Down", slot=lambda: self.move_row(1))
        self._agree = secondary(self._give, "check")
        self._hint = words("caption", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list)
        layout.addWidget(self._hint)
        layout.addLayout(row(self._agree, STRETCH))
        self._drawing = False

    def draw_question(self) -> None:
        """Say how the order is changed."""
        self.list.setAccessibleName(self.question.name)
        self._hint.setText(
            _(
                "A digit puts the marked answer in that place; {up} and {down} move it; so does the mouse."
            ).format(up=keys.label("Alt+Up"), down=keys.label("Alt+Down"))
        )
        self._agree.words(_("The order is right as it stands"))
        self._fill(self.state.value)

    def draw_answer(self) -> None:
        """Show the order as it is kept."""
        if self.order() != self._wanted(self.state.value):
            self._fill(self.state.value)
        is_open = not self.state.value
        self._agree.setVisible(is_open)
        for at in range(self.list.count()):
            item = self.list.item(at)
            row_now: RankRow = item.data(RowRole)
            item.setData(RowRole, row_now.placed("" if is_open else str(at + 1)))

    def order(self) -> list[str]:
        """Return the values as they stand."""
        rows = (self.list.item(at).data(RowRole) for at in range(self.list.count()))
        return [each.value for each in rows]

    def focus_widget(self) -> QWidget:
        return self.list

    def move_row(self, step: int) -> None:
        """Move the marked row up or down."""
        at = self.list.currentRow()
        self._put(at, at + step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the marked row at the place of a digit."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if bare and event.text().isdecimal() and event.text() != "0":
                self._put(self.list.currentRow(), int(event.text()) - 1)
                return True
            if bare and event.key() == Qt.Key.Key_Space:
                self._give()
                return True
        return super().eventFilter(watched, event)

    def _put(self, at: int, to: int) -> None:
        if at < 0 or not 0 <= to < self.list.count():
            return
        self._drawing = True
        item = self.list.takeItem(at)
        self.list.insertItem(to, item)
        self.list.setCurrentRow(to)
        self._drawing = False
        self._give()

    def _on_moved(self) -> None:
        if not self._drawing:
            self._give()

    def _give(self) -> None:
        value = " ".join(self.order())
        if value != self.state.value or self.state.missing:
            self.value_given.emit(value)

    def _wanted(self, value: str) -> list[str]:
        offered = [choice.value for choice in self.question.choices]
        kept = [each for each in value.split() if each in offered]
        return kept + [each for each in offered if each not in kept]

    def _fill(self, value: str) -> None:
        self._drawing = True
        marked = max(0, self.list.currentRow())
        by_value = {choice.value: choice for choice in self.question.choices}
        self.list.clear()
        for each in self._wanted(value):
            label = plain_text(by_value[each].label)
            gloss = plain_text(self.question.choice_gloss.get(each, ""))
            item = QListWidgetItem(label)
            item.setData(RowRole, RankRow(each, label, "" if gloss == label else gloss))
            self.list.addItem(item)
        self.list.setCurrentRow(min(marked, self.list.count() - 1))
        height = theme.tokens().size("row-answer") + 4
        self.list.setFixedHeight(max(1, self.list.count()) * height + 4)
        self._drawing = False
