"""A calendar in the look of the window, floating under a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import icons, theme
from app.ui.language import locale_of

_SHEET = """
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ border: none; background: transparent; font-weight: 700; padding: 0 8px; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QTableView {{ border: none; background: {surface}; }}
QCalendarWidget QTableView::item {{ padding: 0; border-radius: 4px; }}
QCalendarWidget QTableView::item:selected {{ background: {bridge}; color: {on_bridge}; }}
"""


def place_under(popup: QWidget, field: QWidget) -> None:
    """Put a popup under a field, or as far up as it must be to be seen whole."""
    popup.adjustSize()
    place = field.mapToGlobal(QPoint(0, field.height() + 4))
    window = field.window().geometry()
    room = field.screen().availableGeometry() & window if window.isValid() else window
    top = min(place.y(), room.bottom() - popup.height())
    popup.move(place.x(), max(room.top(), top))


class CalendarPopup(QFrame):
    """A calendar under a field; Enter takes the day, Esc leaves everything as it was."""

    def __init__(self, parent: QWidget, speech: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(locale_of(speech))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(QSize(340, 280))
        self._dress()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.calendar)

    def open_at(self, field: QWidget, day: dt.date, take: Callable[[dt.date], object]) -> None:
        """Show the calendar under ``field``; ``take`` is called with the day that was taken."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def taken(chosen: QDate) -> None:
            self.close()
            take(dt.date(chosen.year(), chosen.month(), chosen.day()))

        self.calendar.activated.connect(taken)
        self.calendar.clicked.connect(taken)
        place_under(self, field)
        self.show()
        self.calendar.setFocus()

    def _dress(self) -> None:
        colours = {name.replace("-", "_"): value for name, value in theme.tokens().colours.items()}
        self.calendar.setStyleSheet(_SHEET.format(**colours))
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(icon))
                button.setAccessibleName(words)
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.colour("ink"))
        head.setForeground(theme.colour("ink-soft"))
        head.setBackground(theme.colour("surface"))
        self.calendar.setHeaderTextFormat(head)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
