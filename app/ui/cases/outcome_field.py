"""Where an outcome is chosen: by typing its number, by typing some of its words, with the arrows or with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.operations.attempts import MEANINGS, Outcome, by_number
from app.ui import theme
from app.ui.cases.states import outcome_words
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_OUTCOME: Final = int(Qt.ItemDataRole.UserRole)
LEAST_HEIGHT: Final = 120
ROW_HEIGHT: Final = 26


class OutcomeField(QWidget):
    """A field for the number with the list of all outcomes below it."""

    chosen = Signal()
    """Another outcome is chosen, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = _NumberEdit()
        self.field = Field(self.number)
        self.list = QListWidget()
        self.list.setMinimumHeight(LEAST_HEIGHT)
        self.list.setUniformItemSizes(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.number)
        self.field.words(_("Outcome: number or words"))
        self.list.setAccessibleName(_("Outcomes"))
        self._fill("")
        self.number.textEdited.connect(self._on_typed)
        self.number.stepped.connect(self._step)
        self.list.currentItemChanged.connect(self._on_marked)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that is chosen."""
        item = self.list.currentItem()
        code = item.data(_OUTCOME) if item is not None else None
        return Outcome(code) if code else None

    def choose(self, outcome: Outcome) -> None:
        """Choose an outcome and show its number."""
        self.number.setText(MEANINGS[outcome].number)
        self._mark(outcome)

    def _fill(self, words: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        sought = words.casefold().split()
        for heading, is_final in (
            (_("The case goes on"), False),
            (_("The case ends"), True),
        ):
            shown = [
                each.outcome
                for each in MEANINGS.values()
                if each.is_final is is_final and _is_found(each.outcome, sought)
            ]
            if shown:
                self.list.addItem(_heading(heading))
            for outcome in shown:
                self.list.addItem(_item(outcome))
        self.list.blockSignals(False)

    def _on_typed(self, text: str) -> None:
        typed = text.strip()
        number = "" if typed.isdigit() else typed
        self._fill(number)
        outcome = by_number(typed) if not number else self._only()
        self._mark(outcome)
        self.chosen.emit()

    def _only(self) -> Outcome | None:
        """Return the first outcome that has the typed words."""
        return next(
            (Outcome(code) for code in map(self._code, range(self.list.count())) if code), None
        )

    def _code(self, place: int) -> str:
        return str(self.list.item(place).data(_OUTCOME) or "")

    def _mark(self, outcome: Outcome | None) -> None:
        self.list.blockSignals(True)
        place = next(
            (at for at in range(self.list.count()) if outcome and self._code(at) == outcome), -1
        )
        self.list.setCurrentRow(place)
        if place < 0:
            self.list.clearSelection()
        else:
            self.list.scrollToItem(self.list.item(place))
        self.list.blockSignals(False)
        self.field.complain("")
        self.chosen.emit()

    def _step(self, by: int) -> None:
        places = [at for at in range(self.list.count()) if self._code(at)]
        if not places:
            return
        current = self.list.currentRow()
        at = places.index(current) + by if current in places else (0 if by > 0 else -1)
        self.choose(Outcome(self._code(places[at % len(places)])))

    def _on_marked(self, item: QListWidgetItem | None) -> None:
        code = item.data(_OUTCOME) if item is not None else None
        if code:
            self.choose(Outcome(code))


class _NumberEdit(QLineEdit):
    """The field of the number; up and down walk through the list."""

    stepped = Signal(int)
    """By how many lines to walk."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


def _is_found(outcome: Outcome, sought: list[str]) -> bool:
    words = outcome_words(outcome).casefold()
    return all(word in words for word in sought)


def _heading(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setSizeHint(QSize(0, round(ROW_HEIGHT * theme.tokens().scale)))
    item.setFont(theme.font("caption"))
    item.setForeground(theme.colour("ink-soft"))
    return item


def _item(outcome: Outcome) -> QListWidgetItem:
    meaning = MEANINGS[outcome]
    words = outcome_words(outcome)
    item = QListWidgetItem(f"{meaning.number}\u2002{words}")
    item.setData(_OUTCOME, outcome.value)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{meaning.number} {words}")
    item.setSizeHint(QSize(0, round(ROW_HEIGHT * theme.tokens().scale)))
    item.setToolTip(f"AAPOR {meaning.aapor}")
    return item
