"""Filter chips with counts: one of a row is chosen, arrows walk along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.layouts import Flow


@dataclass(frozen=True, slots=True)
class ChipChoice:
    """One chip: what it stands for, what it says, and the name that is said aloud."""

    code: str
    text: str
    name: str = ""


class Chip(Button):
    """A button that stays pressed, rounded."""

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__("chip", icon, parent=parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return bold_size(self)


class ChipRow(QWidget):
    """A row of chips of which exactly one is chosen: the stop of Tab. Wraps when the width ends."""

    chosen = Signal(str)
    """The code of a chip that a person chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self)
        self._flow.setContentsMargins(0, 4, 0, 4)
        self._chips: dict[str, Chip] = {}
        self._current = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def current(self) -> str:
        """The code of the chosen chip."""
        return self._current

    def show_choices(self, choices: Sequence[ChipChoice], current: str) -> None:
        """Show these chips with one chosen; chips that stay keep the focus."""
        wanted = [choice.code for choice in choices]
        for code in [code for code in self._chips if code not in wanted]:
            gone = self._chips.pop(code)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for choice in choices:
            chip = self._chips.get(choice.code) or self._add(choice.code)
            chip.words(choice.text, choice.name)
        self._put_in_order(wanted)
        self._select(current)
        self._flow.invalidate()
        self.updateGeometry()

    def chip(self, code: str) -> Chip:
        """Return one chip."""
        return self._chips[code]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        codes = list(self._chips)
        code = codes[(codes.index(self._current) + step) % len(codes)]
        self._chips[code].setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose(code)

    def _add(self, code: str) -> Chip:
        chip = Chip()
        chip.clicked.connect(lambda _checked=False: self._choose(code))
        self._chips[code] = chip
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _put_in_order(self, codes: Sequence[str]) -> None:
        """Let a chip that came later stand, and be reached, where it belongs."""
        if list(self._chips) == list(codes):
            return
        self._chips = {code: self._chips[code] for code in codes}
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            self._flow.addWidget(chip)

    def _choose(self, code: str) -> None:
        changed = code != self._current
        self._select(code)
        if changed:
            self.chosen.emit(code)

    def _select(self, code: str) -> None:
        self._current = code
        for each, chip in self._chips.items():
            chip.setChecked(each == code)
            stops = Qt.FocusPolicy.StrongFocus if each == code else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(stops)


def bold_size(button: QPushButton) -> QSize:
    """Return a button's size with its words in bold, so that choosing it moves nothing."""
    hint = QPushButton.sizeHint(button)
    plain = QFont(button.font())
    plain.setBold(False)
    bold = QFont(plain)
    bold.setBold(True)
    text = button.text().replace("&&", "&")
    more = QFontMetrics(bold).horizontalAdvance(text) - QFontMetrics(plain).horizontalAdvance(text)
    return QSize(hint.width() + max(0, more), hint.height())
