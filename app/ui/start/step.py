"""One step on the way in: a card in the middle with a title, a few fields and one primary button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.errors import explain_in
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, frame, row, scrolled
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from app.core.errors import AppError

CARD_WIDTH = 560


class Step(QWidget):
    """A card to be filled by a subclass: words at the top, `body` in the middle, `buttons` below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = words("title", wrap=True)
        self.text = words("soft", wrap=True)
        self.notice = NoticeBox()
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.buttons = row(STRETCH, gap=8)
        inside = QVBoxLayout()
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(16)
        for label in (self.heading, self.text):
            inside.addWidget(label)
        inside.addWidget(self.notice)
        inside.addLayout(self.body)
        inside.addLayout(self.buttons)
        card = frame("card", inside)
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.setContentsMargins(16, 8, 16, 24)
        around.addStretch(1)
        line = row(card)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        around.addLayout(line)
        around.addStretch(2)
        self._frame = card
        theme.watch().changed.connect(self._measure)
        self._measure()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(middle))

    def _measure(self) -> None:
        """A card is as wide as its words want at the size of text in force."""
        wide = round(CARD_WIDTH * theme.tokens().scale)
        self._frame.setMaximumWidth(wide)
        self._frame.setMinimumWidth(min(wide, 560))

    def enter(self) -> None:
        """It has come into view: take the focus."""

    def retranslate(self) -> None:
        """Set every word again."""

    def explain(self, error: AppError) -> None:
        """Tell about an error on the card, and let the person try again."""
        self.be_busy(busy=False)
        explain_in(self.notice, error)

    def be_busy(self, *, busy: bool) -> None:
        """Take no more input while work is under way."""
        self.setEnabled(not busy)
        if busy:
            self.notice.be_silent()
