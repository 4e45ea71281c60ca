"""Dates: typed in the language's order, or taken from a calendar (Alt+Down); months and years alone as well."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt

from app.core.clock import SystemClock
from app.i18n import formats
from app.i18n.catalog import _
from app.ui import keys
from app.ui.language import locale_of
from app.ui.runner.controls.calendar_popup import CalendarPopup
from app.ui.runner.controls.month_popup import MonthPopup
from app.ui.runner.controls.reading_time import Precision, date_of, read_date, write_date
from app.ui.runner.controls.typed import LineControl
from app.ui.widgets.buttons import IconButton


def today() -> dt.date:
    """Return the day of the machine's clock."""
    return SystemClock().now().date()


def day_in_words(day: dt.date, speech: str) -> str:
    """Write a day with its weekday and month in words."""
    return locale_of(speech).toString(
        QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
    )


def date_pattern(precision: Precision) -> str:
    """Say in which order a date is typed."""
    return {
        "day": _("day.month.year"),
        "month": _("month.year"),
        "year": _("year"),
    }[precision]


class DateControl(LineControl):
    """A date (appearances ``month-year``, ``year``, ``no-calendar``)."""

    width_in_letters = 16

    def __init__(self) -> None:
        super().__init__()
        self._button = IconButton("calendar", "")
        self._button.clicked.connect(self._open_calendar)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.addWidget(self._button)
        self.show_reading()
        keys.bind(self, "Alt+Down", slot=self._open_calendar)

    @property
    def precision(self) -> Precision:
        """How much of a date the form wants."""
        looks = self.question.appearances
        return "year" if "year" in looks else "month" if "month-year" in looks else "day"

    def draw_question(self) -> None:
        """Say the order in which a date is typed."""
        super().draw_question()
        self.edit.setPlaceholderText(date_pattern(self.precision))
        name = {"day": _("Calendar"), "month": _("Months"), "year": _("Years")}[self.precision]
        self._button.words(name, tip=f"{name} ({keys.label('Alt+Down')})")
        self._button.setVisible("no-calendar" not in self.question.appearances)

    def read(self, text: str) -> str | None:
        if not text.strip():
            return ""
        day = read_date(text, today(), self.precision)
        return None if day is None else day.isoformat()

    def write(self, value: str) -> str:
        day = date_of(value)
        return write_date(day, self.question.speech, self.precision) if day else value

    def explain(self, value: str) -> str:
        day = date_of(value)
        if day is None or self.precision == "year":
            return ""
        if self.precision == "month":
            return formats.month(day, self.question.speech)
        return day_in_words(day, self.question.speech)

    def reproach(self) -> str:
        return _("There is no such date. Please type it as {pattern}.").format(
            pattern=date_pattern(self.precision)
        )

    def _open_calendar(self) -> bool:
        """Open days, months or years to take from. Returns False where the form wants none."""
        if "no-calendar" in self.question.appearances:
            return False
        speech, day = self.question.speech, date_of(self.state.value) or today()
        popup = (
            CalendarPopup(self, speech)
            if self.precision == "day"
            else MonthPopup(self, speech, years=self.precision == "year")
        )
        popup.open_at(self.edit, day, self._take)
        return True

    def _take(self, day: dt.date) -> None:
        self.put(day.isoformat())
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)
