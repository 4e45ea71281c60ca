"""Select one and select multiple as rows, in one column, in several columns or side by side as a scale.

Digits choose, arrows move, Space takes the row with the focus; nothing is chosen by merely passing over it. The group
is one stop of Tab: the row that was left, chosen or first. Rows are used again for the next question. Longer lists are
the matter of `search`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from app.forms.definition import ControlKind
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.choice_row import CheckRow, RadioRow, Row
from app.ui.runner.controls.codes import TypedCode, codes_for
from app.ui.runner.markdown import Value, inline_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QPixmap

    from app.ui.runner.questions import Question

WAIT_FOR_DIGIT_MS: Final = 800
CELLS_WIDTH: Final = 420
"""How wide the answers of a row in a table are together."""
_COLUMN_WIDTH: Final = 220


class ChoiceRows(Control):
    """Rows to choose one or several of."""

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__()
        self.factor = factor
        """How much larger than usual the rows are."""
        self._rows: list[Row] = []
        self._spare: dict[bool, list[Row]] = {True: [], False: []}
        self._many = False
        self._values: list[str] = []
        self._code = TypedCode()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAIT_FOR_DIGIT_MS)
        self._waiting.timeout.connect(self._on_waited)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 1

    # --- showing

    def draw_question(self) -> None:
        """Put up a row for every choice."""
        question = self.question
        control = question.node.control
        many = control is not None and control.kind is ControlKind.SELECT_MULTIPLE
        scale = is_scale(question)
        columns = columns_for(question, self.width())
        self._put_rows(len(question.choices), columns, many=many)
        self._values = [choice.value for choice in question.choices]
        self._code.codes = codes_for(question.choices)
        shows_codes = "no-buttons" not in question.appearances
        for row, choice, code in zip(self._rows, question.choices, self._code.codes, strict=True):
            words = Value(choice.label) if question.choices_are_values else choice.label
            gloss = question.choice_gloss.get(choice.value, "")
            pictured = bool(choice.media.get("image"))
            row.face.centred = scale or (pictured and columns > 1)
            row.face.factor = self.factor
            row.face.show_picture(None)
            row.face.show(
                "" if question.in_table else inline_text((words,)),
                "" if gloss == choice.label or question.in_table else inline_text(gloss),
                code if shows_codes else "",
            )
            row.setAccessibleName(plain_text((words,)))
            row.setAccessibleDescription(plain_text(gloss))
            row.setEnabled("label" not in question.appearances)
            row.updateGeometry()
            row.update()

    def draw_answer(self) -> None:
        """Tick what is chosen."""
        chosen = set(self.state.value.split()) if self._many else {self.state.value}
        for row, value in zip(self._rows, self._values, strict=True):
            if row.isChecked() != (value in chosen):
                row.setChecked(value in chosen)
        self._settle_stop()

    def show_choice_pictures(self, pictures: Mapping[str, QPixmap]) -> None:
        """Show the pictures of choices that are here by now."""
        for row, choice in zip(self._rows, self.question.choices, strict=True):
            picture = pictures.get(choice.media.get("image", ""))
            if picture is not row.face.picture:
                row.face.show_picture(picture)
                row.updateGeometry()
                row.update()

    def picture_at_hand(self) -> str:
        """Return the URI of the picture of the choice with the focus."""
        focused = next((at for at, row in enumerate(self._rows) if row.hasFocus()), None)
        if focused is None:
            return ""
        media = self.question.choices[focused].media
        return media.get("big-image", media.get("image", ""))

    def focus_widget(self) -> QWidget:
        """Return the row that is chosen, else the first one."""
        chosen = next((row for row in self._rows if row.isChecked()), None)
        return chosen or (self._rows[0] if self._rows else self)

    def set_wrong(self, *, wrong: bool) -> None:
        """Leave the rows as they are; the words below say it."""

    def rows(self) -> list[Row]:
        """Return the rows in order."""
        return list(self._rows)

    # --- choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(Qt.Key(event.key()))
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._press(event.text())
        elif step:
            self._move_focus(step)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.value_given.emit("")
        else:
            super().keyPressEvent(event)

    def flush(self) -> None:
        """Take digits that are still waiting for another."""
        if self._code.is_waiting:
            self._on_waited()

    def forget(self) -> None:
        """Drop digits that are still waiting."""
        self._waiting.stop()
        self._code.settle()

    def choose(self, place: int) -> None:
        """Choose, or let go among several, the row at ``place``."""
        if not 0 <= place < len(self._rows) or not self._rows[place].isEnabled():
            return
        value = self._values[place]
        self._rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._many:
            self._give(value, is_complete=True)
            return
        chosen = set(self.state.value.split()) ^ {value}
        self._give(" ".join(each for each in self._values if each in chosen), is_complete=False)

    def _give(self, value: str, *, is_complete: bool) -> None:
        if value != self.state.value or self.state.missing:
            self.value_given.emit(value)
        self.draw_answer()
        looks = self.question.appearances
        if is_complete and ("quick" in looks or "quickcompact" in looks):
            self.went_on.emit()

    def _press(self, digit: str) -> None:
        self._waiting.stop()
        place = self._code.press(digit)
        if place is not None:
            self.choose(place)
        elif self._code.is_waiting:
            self._waiting.start()

    def _on_waited(self) -> None:
        self._waiting.stop()
        place = self._code.settle()
        if place is not None:
            self.choose(place)

    def _step(self, key: Qt.Key) -> int:
        rows = {Qt.Key.Key_Down: self._columns, Qt.Key.Key_Up: -self._columns}
        cells = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if self._columns > 1:
            rows |= cells
        return rows.get(key, 0)

    def _move_focus(self, step: int) -> None:
        focused = next((at for at, row in enumerate(self._rows) if row.hasFocus()), None)
        target = 0 if focused is None else focused + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- rows

    def _settle_stop(self) -> None:
        """Let Tab stop at one row only: where the focus is, else where it would go."""
        stop = next((row for row in self._rows if row.hasFocus()), None) or self.focus_widget()
        for row in self._rows:
            row.be_stop(stops=row is stop)

    def _put_rows(self, count: int, columns: int, *, many: bool) -> None:
        if many != self._many:
            self._keep_spare(0)
            self._many = many
        self._keep_spare(count)
        while len(self._rows) < count:
            spare = self._spare[many]
            self._rows.append(spare.pop() if spare else self._new_row(many=many))
        self._place_rows(columns)

    def _keep_spare(self, count: int) -> None:
        for row in self._rows[count:]:
            self._grid.removeWidget(row)
            row.hide()
            self._spare[self._many].append(row)
        del self._rows[count:]

    def _new_row(self, *, many: bool) -> Row:
        row: Row = CheckRow() if many else RadioRow()
        row.setParent(self)
        row.clicked.connect(lambda: self._on_clicked(row))
        row.on_focus = self._settle_stop
        return row

    def _on_clicked(self, row: Row) -> None:
        self.choose(self._rows.index(row))

    def _place_rows(self, columns: int) -> None:
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for at, row in enumerate(self._rows):
            self._grid.addWidget(row, at // columns, at % columns)
            row.show()


def is_scale(question: Question) -> bool:
    """Say whether the choices stand side by side as one scale."""
    looks = question.appearances
    return bool({"likert", "label", "list-nolabel", "list"} & set(looks))


def columns_for(question: Question, width: int) -> int:
    """Return how many columns the form wants (appearances ``columns``, ``columns-n``, ``likert``)."""
    count = max(1, len(question.choices))
    if is_scale(question):
        return count
    for look in question.appearances:
        name, _dash, number = look.rpartition("-")
        if name in {"columns", "compact"} and number.isdecimal():
            return max(1, min(int(number), count))
        if look in {"columns", "columns-pack", "horizontal", "compact", "quickcompact"}:
            return max(1, min(count, max(width, 720) // _COLUMN_WIDTH))
    return 1
