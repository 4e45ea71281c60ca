"""Months of a year, or years, to take one from: what a calendar is for a date that has no day.

Arrows move, Page Up and Page Down turn to the year (or the twelve years) before and after, Enter takes, Esc leaves
everything as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.language import locale_of
from app.ui.runner.controls.calendar_popup import place_under
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_CELLS: Final = 12
_ACROSS: Final = 3
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_ACROSS,
    Qt.Key.Key_Down: _ACROSS,
}
_FIRST, _LAST = 1, 9999


class MonthPopup(QFrame):
    """Twelve months, or twelve years, under a field."""

    def __init__(self, parent: QWidget, speech: str, *, years: bool = False) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self._speech, self._years = speech, years
        self._take: Callable[[dt.date], object] = lambda _day: None
        self._year, self._marked = 2000, 0
        self._head = words("strong")
        self._head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._before, self._after = IconButton("chevron-left"), IconButton("chevron-right")
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self.cells = [self._cell(at) for at in range(_CELLS)]
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, cell in enumerate(self.cells):
            grid.addWidget(cell, at // _ACROSS, at % _ACROSS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        head = row(self._before, self._head, self._after)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addLayout(grid)

    def open_at(self, field: QWidget, day: dt.date, take: Callable[[dt.date], object]) -> None:
        """Show it under ``field``; ``take`` is called with the first day of what was taken."""
        self._take = take
        self._year = day.year
        self._marked = day.month - 1 if not self._years else 5
        self._draw()
        place_under(self, field)
        self.show()
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._move(_STEPS[key])
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._marked)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _cell(self, at: int) -> Button:
        button = Button("choice")
        button.setCheckable(True)
        button.setStyleSheet("text-align: center; min-width: 84px;")
        button.clicked.connect(lambda: self._choose(at))
        return button

    @property
    def _first_year(self) -> int:
        return self._year - 5

    def _draw(self) -> None:
        locale = locale_of(self._speech)
        for at, cell in enumerate(self.cells):
            name = str(self._first_year + at) if self._years else locale.standaloneMonthName(at + 1)
            cell.words(name if self._years else name.capitalize())
            cell.setChecked(at == self._marked)
        first, last = self._first_year, self._first_year + _CELLS - 1
        self._head.setText(f"{first}–{last}" if self._years else str(self._year))
        self._before.words(_("Years before") if self._years else _("Year before"))
        self._after.words(_("Years after") if self._years else _("Year after"))

    def _focus(self) -> None:
        self.cells[self._marked].setFocus(Qt.FocusReason.PopupFocusReason)

    def _move(self, step: int) -> None:
        there = self._marked + step
        if not 0 <= there < _CELLS:
            self._turn(1 if there >= _CELLS else -1, draw=False)
        self._marked = there % _CELLS
        self._draw()
        self._focus()

    def _turn(self, pages: int, *, draw: bool = True) -> None:
        far = pages * (_CELLS if self._years else 1)
        self._year = max(_FIRST + 5, min(self._year + far, _LAST - _CELLS))
        if draw:
            self._draw()

    def _choose(self, at: int) -> None:
        year = self._first_year + at if self._years else self._year
        day = dt.date(year, 1 if self._years else at + 1, 1)
        self.close()
        self._take(day)
