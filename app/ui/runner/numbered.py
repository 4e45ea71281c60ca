"""A few choices of which one is made by its digit, as chips: ways to say why, who, how well, without the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.ui.widgets.chips import ChipChoice, ChipRow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class NumberedChips(ChipRow):
    """Chips with digits from 1; a digit chooses and goes on, the arrows only choose."""

    settled = Signal()
    """A digit was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: list[str] = []

    def show_words(self, name: str, words: Mapping[str, str], current: str) -> None:
        """Show choices by code in their order, one of them chosen; '' is none of them."""
        parts = [
            ChipChoice(code, f"{number} {text}", text)
            for number, (code, text) in enumerate(words.items(), start=1)
        ]
        self.show_choices(parts, current)
        self.setAccessibleName(name)
        if current not in words and words:
            self.chip(next(iter(words))).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._codes = list(words)

    def take(self, code: str) -> None:
        """Choose without telling anybody."""
        self._select(code)
        if code not in self._codes and self._codes:
            self.chip(self._codes[0]).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus_chosen(self) -> None:
        """Bring the keyboard to the chosen chip, else to the first."""
        code = self.current if self.current in self._codes else self._codes[0]
        self.chip(code).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0.value
        if 1 <= number <= len(self._codes):
            self.chip(self._codes[number - 1]).click()
            self.settled.emit()
        elif self.current in self._codes:
            super().keyPressEvent(event)
        else:
            event.ignore()
