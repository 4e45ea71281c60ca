"""A word about saving at the right of an answer: it comes and goes with every key, so it must not move or lay out.

Apart from labels because a label asks the whole page to be laid out again whenever its words change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LETTERS: Final = 16
"""Room for the longest of the words in the languages of the window."""


class SafetyMark(QWidget):
    """One or two words in a room of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._token = "", "ink-soft"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, token: str) -> None:
        """Show other words in the colour of a token."""
        if (text, token) != (self._text, self._token):
            self._text, self._token = text, token
            self.setAccessibleName(text)
            self.update()

    def text(self) -> str:
        """Return what is shown."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("caption"))
        return QSize(metrics.averageCharWidth() * LETTERS, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("caption", bold=self._token == "alert"))
        painter.setPen(theme.colour(self._token))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), int(side), self._text)
        painter.end()
