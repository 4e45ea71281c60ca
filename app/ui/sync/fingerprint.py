"""A computer's key as two people compare it: ten words in a language of their choice, digits, a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.catalog import _, current_language
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import STRETCH, frame, row
from app.ui.widgets.segments import LanguageSwitch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QLabel

WORDS_IN_A_ROW = 5
SIDE = 132


class QrCode(QWidget):
    """A QR code, black on white in any look: cameras want it so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[bool]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, rows: Sequence[Sequence[bool]], name: str) -> None:
        """Show rows of dark and light squares."""
        self._rows = rows
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        side = self.width() / max(1, len(self._rows))
        for down, line in enumerate(self._rows):
            for across, dark in enumerate(line):
                if dark:
                    square = QRectF(across * side, down * side, side + 0.4, side + 0.4)
                    painter.fillRect(square, QColor("black"))
        painter.end()


class FingerprintCard(QWidget):
    """Ten words, numbered, with a switch for their language; the digits below; a QR code beside where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words_of: Callable[[str], Sequence[str]] = lambda _language: ()
        self.languages = LanguageSwitch(current_language())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._labels: list[QLabel] = []
        self.digits = selectable(words("soft"))
        self.digits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.code = QrCode()
        self.code.hide()
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(10)
        beside = row(self._grid, STRETCH, self.code, gap=16)
        inside.addLayout(row(self.digits, STRETCH, self.languages))
        inside.addLayout(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("plain-box", inside))
        self.languages.chosen.connect(lambda _code: self._say())
        self.retranslate()

    def show_key(
        self,
        words_of: Callable[[str], Sequence[str]],
        digits: str,
        code: Sequence[Sequence[bool]] = (),
    ) -> None:
        """Show a key: its words by language, its digits, and its QR code unless there is none."""
        self._words_of = words_of
        self.digits.setText(digits)
        self.code.show_code(code, _("Key as a QR code"))
        self.code.setVisible(bool(code))
        self._say()

    def spoken(self) -> str:
        """Return the words that are shown, in one line."""
        return " ".join(self._words_of(self.languages.current))

    def retranslate(self) -> None:
        """Take the words of the current language; the language of the key stays as chosen."""
        self.languages.setAccessibleName(_("Language of the words"))

    def _say(self) -> None:
        told = self._words_of(self.languages.current)
        while len(self._labels) < len(told):
            label = selectable(words("bold"))
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            place = len(self._labels)
            self._grid.addWidget(label, place % WORDS_IN_A_ROW, place // WORDS_IN_A_ROW)
            self._labels.append(label)
        for number, (label, word) in enumerate(zip(self._labels, told, strict=False), 1):
            label.setText(f"{number}. {word}")
        self.setAccessibleName(self.spoken())
