"""The next question, softly: under a hairline, its number and words; a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.labels import words
from app.ui.widgets.layouts import line

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class Peek(QWidget):
    """A glimpse of the next question."""

    pressed = Signal()
    """A person wants it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = words("soft")
        self._words = words("soft", wrap=True)
        inner = QHBoxLayout()
        inner.setSpacing(12)
        inner.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(line())
        layout.addLayout(inner)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_next(self, number: str, text: str) -> None:
        """Show a question; '' hides the glimpse but keeps its room."""
        if self._words.text() != text:
            self._words.setText(text)
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self.setVisible(bool(text))

    def said(self) -> str:
        """Return the words that are shown."""
        return self._words.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
