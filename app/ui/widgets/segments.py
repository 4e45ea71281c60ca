"""A switch of a few joined buttons: the language of the window, a language of the questions, a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n.catalog import LANGUAGES
from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import bold_size

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a switch: what it stands for, what it says, and the name that is said aloud."""

    code: str
    text: str
    name: str = ""


class _SegmentButton(Button):
    def sizeHint(self) -> QSize:
        return bold_size(self)


class Segmented(QWidget):
    """Joined buttons of which exactly one is chosen; Tab enters the chosen one, arrows change it."""

    chosen = Signal(str)
    """The code of a part that a person chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._current = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The code of the chosen part."""
        return self._current

    def button(self, code: str) -> Button:
        """Return the button of one part."""
        return self._buttons[code]

    def show_segments(self, segments: Sequence[Segment], current: str) -> None:
        """Show these parts with one chosen; the same parts again only take new words."""
        if [segment.code for segment in segments] != list(self._buttons):
            self._rebuild(segments)
        for segment in segments:
            self._buttons[segment.code].words(segment.text, segment.name, segment.name)
        self.select(current)

    def select(self, code: str) -> None:
        """Choose a part without telling anybody."""
        self._current = code
        for each, button in self._buttons.items():
            button.setChecked(each == code)
            tab = Qt.FocusPolicy.StrongFocus if each == code else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tab)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._buttons:
            super().keyPressEvent(event)
            return
        codes = list(self._buttons)
        code = codes[(codes.index(self._current) + step) % len(codes)]
        self._choose(code)
        self._buttons[code].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, segments: Sequence[Segment]) -> None:
        for button in self._buttons.values():
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        last = len(segments) - 1
        for place, segment in enumerate(segments):
            button = _SegmentButton("segment")
            button.setCheckable(True)
            button.setProperty("edge", _edge(place, last))
            theme.restyle(button)
            code = segment.code
            button.clicked.connect(lambda _checked=False, code=code: self._choose(code))
            self._buttons[code] = button
            self._layout.addWidget(button)

    def _choose(self, code: str) -> None:
        changed = code != self._current
        self.select(code)
        if changed:
            self.chosen.emit(code)


class LanguageSwitch(Segmented):
    """ET | RU | EN: the language of the window, or of a document."""

    def __init__(self, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts = [Segment(each.code, each.short, each.name) for each in LANGUAGES.values()]
        self.show_segments(parts, current)


def _edge(place: int, last: int) -> str:
    if last == 0:
        return "only"
    return {0: "first", last: "last"}.get(place, "middle")
