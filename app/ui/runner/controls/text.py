"""Text answers: one line, or several.

In one line Enter goes on to the next question. A text of several lines takes Enter for a new line, and Ctrl+Enter goes
on; the footer says so.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner.controls.base import COMMIT_AFTER_MS, Control
from app.ui.runner.controls.dress import as_answer
from app.ui.runner.controls.typed import LineControl
from app.ui.runner.layout_hint import layout_hint
from app.ui.widgets.labels import words

MOST_ROWS = 12


class TextControl(LineControl):
    """One line of text (appearances ``numbers``, ``masked``)."""

    def draw_question(self) -> None:
        """Hide letters where the form asks for it; suggest a keyboard of digits where it means digits."""
        super().draw_question()
        masked = "masked" in self.question.appearances
        mode = QLineEdit.EchoMode.PasswordEchoOnEdit if masked else QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(mode)
        digits = "numbers" in self.question.appearances
        hint = Qt.InputMethodHint.ImhPreferNumbers if digits else Qt.InputMethodHint.ImhNone
        self.edit.setInputMethodHints(hint)

    def hint(self) -> str:
        if {"numbers", "masked"}.intersection(self.question.appearances):
            return ""
        return layout_hint(self.question.speech, self.edit.text())


class LongTextControl(Control):
    """Several lines of text (appearance ``multiline``, parameter ``rows``)."""

    next_chord: ClassVar[str] = "Ctrl+Enter"

    def __init__(self) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        as_answer(self.edit, tall=False)
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_changed)
        keys.bind(self.edit, "Return", slot=self.new_line)
        self._hint = words("caption")
        self._dirty = False
        self._drawing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addWidget(self._hint)

    def draw_question(self) -> None:
        """Make room for the lines that the form expects."""
        asked = self.question.parameters.get("rows", "")
        rows = max(2, min(int(asked) if asked.isdecimal() else 5, MOST_ROWS))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * rows + 24)
        self.edit.setAccessibleName(self.question.name)
        self._hint.setText(
            _("{enter} starts a new line, {ctrl_enter} goes on").format(
                enter=keys.label("Enter"), ctrl_enter=keys.label("Ctrl+Enter")
            )
        )

    def draw_answer(self) -> None:
        """Show the answer, unless something else is being typed."""
        if self._dirty or self.edit.toPlainText() == self.state.value:
            return
        self._drawing = True
        self.edit.setPlainText(self.state.value)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._drawing = False

    def flush(self) -> None:
        """Give what was typed; empty lines alone are no answer."""
        self._timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        typed = self.edit.toPlainText()
        value = typed if typed.strip() else ""
        if value != self.state.value or (value and self.state.missing):
            self.value_given.emit(value)

    def forget(self) -> None:
        """Drop what was typed."""
        self._timer.stop()
        self._dirty = False
        self._drawing = True
        self.edit.clear()
        self._drawing = False

    def focus_widget(self) -> QWidget:
        """Return the field."""
        return self.edit

    def hint(self) -> str:
        return layout_hint(self.question.speech, self.edit.toPlainText())

    def new_line(self) -> bool:
        """Start a new line. Returns False without the focus, and where don't know or refused says it all."""
        if not self.edit.hasFocus() or (self.state.missing and not self.edit.toPlainText()):
            return False
        self.edit.insertPlainText("\n")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the answer when the focus leaves."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        if self._drawing:
            return
        self._dirty = True
        self._timer.start()
        self.typed.emit()
