"""Controls that hardly ask: a note, a value that only shows, a confirmation, and what this window cannot ask yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms.definition import ControlKind
from app.i18n.answers import value_text
from app.i18n.catalog import _
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.choice_row import CheckRow
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

CONFIRMED = "OK"


class NoteControl(Control):
    """Shows the value of a read-only question in words; a mere note has none and shows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._value = selectable(words("strong", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._value)

    def draw_answer(self) -> None:
        """Put the value into words."""
        self._value.setText(self._in_words() if self.state.value else "")
        self._value.setVisible(bool(self.state.value))

    def _in_words(self) -> str:
        control = self.question.node.control
        if control is not None and self.question.choices:
            labels = {choice.value: choice.label for choice in self.question.choices}
            parts = (
                self.state.value.split()
                if control.kind is not ControlKind.SELECT_ONE
                else [self.state.value]
            )
            return "; ".join(labels.get(part, part) for part in parts)
        return value_text(self.question.node, self.state.value, self.question.speech)


class ConfirmControl(Control):
    """A confirmation (type ``acknowledge``): one row to tick, by 1 or Space."""

    def __init__(self) -> None:
        super().__init__()
        self.row = CheckRow()
        self.row.clicked.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)

    def draw_question(self) -> None:
        """Name the row."""
        self.row.face.show(_("Confirmed"), "", "1")
        self.row.setAccessibleName(_("Confirmed"))
        self.row.setAccessibleDescription(self.question.name)
        self.row.updateGeometry()

    def draw_answer(self) -> None:
        """Tick it when it is confirmed."""
        self.row.setChecked(self.state.value == CONFIRMED)
        self.row.update()

    def focus_widget(self) -> QWidget:
        return self.row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_1:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        self.value_given.emit("" if self.state.value == CONFIRMED else CONFIRMED)


class UnsupportedControl(Control):
    """Says that this window cannot ask a question of this type yet, and that the interview goes on without it."""

    def __init__(self) -> None:
        super().__init__()
        self._box = NoticeBox()
        self._value = selectable(words(wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        layout.addWidget(self._value)

    def draw_question(self) -> None:
        """Say what is not supported."""
        self._box.say(
            "notice",
            _("This window cannot record this kind of answer yet ({kind}).").format(
                kind=self._kind()
            ),
            _("Nothing is lost: go on with Enter, and note the answer as a remark if you need it."),
        )

    def draw_answer(self) -> None:
        """Show an answer that came from elsewhere."""
        self._value.setText(self.state.value)
        self._value.setVisible(bool(self.state.value))

    def _kind(self) -> str:
        control = self.question.node.control
        media = self.question.parameters.get("mediatype", "")
        if control is not None and control.kind is ControlKind.UPLOAD:
            return media or self.question.node.type.value
        return self.question.node.type.value
