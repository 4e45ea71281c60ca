"""Answers that are typed into a line: text, and everything that is read from a line by a rule.

Here is what all of them share: giving the answer a second after the last key, on leaving the field and on `flush`;
keeping text that is no answer; a soft reading of the answer beside the line. Each family says how a line is read and
written.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.runner.controls.base import COMMIT_AFTER_MS, Control
from app.ui.runner.controls.dress import as_answer
from app.ui.widgets.labels import words


class LineControl(Control):
    """One line to type into."""

    width_in_letters = 0
    """How wide the line is; 0 takes the whole column."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        as_answer(self.edit)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edited)
        self._reading = words("soft")
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_AFTER_MS)
        self._timer.timeout.connect(self._commit)
        self._is_refused = False
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(12)
        self.line.addWidget(self.edit)
        self._fit_width()

    # --- what a family says

    def read(self, text: str) -> str | None:
        """Return the ODK lexical form of typed text ('' clears); None when it is no answer."""
        return text

    def write(self, value: str) -> str:
        """Return the text in which an answer is shown in the line."""
        return value

    def reproach(self) -> str:
        """Return, in words, why the typed text is no answer."""
        return ""

    def explain(self, value: str) -> str:
        """Return a soft reading of the answer beside the line, such as the date in words."""
        return ""

    # --- the protocol

    def draw_question(self) -> None:
        """Name the line and start with clean text."""
        self.edit.setAccessibleName(self.question.name)

    def draw_answer(self) -> None:
        """Show the answer, unless something else is being typed."""
        if not self._dirty and self.read(self.edit.text()) != self.state.value:
            self.edit.setText(self.write(self.state.value))
        elif not self._dirty and not self.edit.hasFocus():
            self._rewrite()
        self._explain()

    def flush(self) -> None:
        """Give what was typed, if it is an answer; else say so."""
        self._commit()
        if self._dirty:
            self._is_refused = True
            self.typed.emit()

    def complaint(self) -> str:
        """Say why what was typed is no answer, once the person wants to leave it at that."""
        return self.reproach() if self._is_refused and self.unfinished else ""

    def forget(self) -> None:
        """Drop what was typed."""
        self._timer.stop()
        self._dirty = self._is_refused = False
        self.edit.clear()

    @property
    def unfinished(self) -> str:
        """Typed text that cannot be read."""
        text = self.edit.text()
        return text if self._dirty and self.read(text) is None else ""

    def restore(self, text: str) -> None:
        """Put typed text back."""
        if text:
            self.edit.setText(text)
            self._dirty = self._is_refused = True

    def focus_widget(self) -> QWidget:
        """Return the line."""
        return self.edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the answer when the focus leaves the line."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.flush()
            if not self._dirty:
                self._rewrite()
        elif watched is self.edit and event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._to_the_end)
        return super().eventFilter(watched, event)

    def put(self, value: str) -> None:
        """Give an answer that came from a popup or a button instead of the keyboard."""
        self._timer.stop()
        self._dirty = False
        self.edit.setText(self.write(value))
        if value != self.state.value:
            self.value_given.emit(value)
        self._explain()

    def show_reading(self) -> QWidget:
        """Put the soft reading beside the line; returns it."""
        self.line.addWidget(self._reading, 1)
        return self._reading

    def _to_the_end(self) -> None:
        if self.edit.hasSelectedText() and not self._dirty:
            self.edit.end(False)

    def _rewrite(self) -> None:
        text = self.write(self.state.value)
        if self.read(self.edit.text()) == self.state.value and self.edit.text() != text:
            self.edit.setText(text)

    def _commit(self) -> None:
        self._timer.stop()
        value = self.read(self.edit.text()) if self._dirty else None
        if value is None:
            return
        self._dirty = self._is_refused = False
        if value != self.state.value or (value and self.state.missing):
            self.value_given.emit(value)
        self._explain()

    def _on_edited(self) -> None:
        self._dirty = True
        self._is_refused = False
        self._timer.start()
        self.typed.emit()
        self._explain()

    def _explain(self) -> None:
        value = self.read(self.edit.text())
        self._reading.setText(self.explain(value) if value else "")

    def _fit_width(self) -> None:
        if not self.width_in_letters:
            return
        self.edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        letter = self.edit.fontMetrics().averageCharWidth()
        self.edit.setFixedWidth(letter * self.width_in_letters + 32)
        self.line.setAlignment(self.edit, Qt.AlignmentFlag.AlignLeft)
