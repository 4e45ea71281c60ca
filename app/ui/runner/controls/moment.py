"""Times of day, and moments: a date and a time side by side."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from app.core.clock import SystemClock
from app.i18n.catalog import _
from app.ui.runner.controls.date import date_pattern, day_in_words, today
from app.ui.runner.controls.dress import as_answer
from app.ui.runner.controls.reading_time import (
    date_of,
    lexical_moment,
    lexical_time,
    read_date,
    read_time,
    time_of,
    write_date,
    write_time,
)
from app.ui.runner.controls.typed import LineControl
from app.ui.widgets.buttons import Button


class TimeControl(LineControl):
    """A time of day."""

    width_in_letters = 12

    def __init__(self) -> None:
        super().__init__()
        self._now = Button("quiet", "clock")
        self._now.clicked.connect(self._take_now)
        self.line.addWidget(self._now)
        self.line.addStretch(1)

    def draw_question(self) -> None:
        """Say how a time is typed."""
        super().draw_question()
        self.edit.setPlaceholderText(_("hours:minutes"))
        self._now.words(_("Now"))

    def read(self, text: str) -> str | None:
        if not text.strip():
            return ""
        found = read_time(text)
        if found is None:
            return None
        if self.state.value and time_of(self.state.value) == found:
            return self.state.value
        return lexical_time(found, SystemClock().now())

    def write(self, value: str) -> str:
        found = time_of(value)
        return write_time(found) if found else value

    def reproach(self) -> str:
        return _("There is no such time. Please type it as hours:minutes.")

    def _take_now(self) -> None:
        now = SystemClock().now().replace(second=0, microsecond=0)
        self.put(lexical_time(now.time(), now))


class MomentControl(LineControl):
    """A date and a time of day; both are needed for an answer."""

    width_in_letters = 16

    def __init__(self) -> None:
        super().__init__()
        self.clock = QLineEdit()
        as_answer(self.clock)
        self.clock.setFixedWidth(self.clock.fontMetrics().averageCharWidth() * 16 + 32)
        self.clock.textEdited.connect(self._on_clock_edited)
        self.clock.installEventFilter(self)
        self._now = Button("quiet", "clock")
        self._now.clicked.connect(self._take_now)
        self.line.addWidget(self.clock)
        self.line.addWidget(self._now)
        self.show_reading()

    def draw_question(self) -> None:
        """Say how both are typed."""
        super().draw_question()
        self.edit.setPlaceholderText(date_pattern("day"))
        self.clock.setPlaceholderText(_("hours:minutes"))
        self.clock.setAccessibleName(_("Time of day"))
        self._now.words(_("Now"))

    def draw_answer(self) -> None:
        """Show both parts, unless something else is being typed."""
        if not self._dirty:
            self._show(self.state.value)
        self._explain()

    def read(self, text: str) -> str | None:
        clock = self.clock.text()
        if not text.strip() and not clock.strip():
            return ""
        day, moment = read_date(text, today()), read_time(clock)
        if day is None or moment is None:
            return None
        if date_of(self.state.value) == day and time_of(self.state.value) == moment:
            return self.state.value
        return lexical_moment(day, moment)

    def write(self, value: str) -> str:
        day = date_of(value)
        return write_date(day, self.question.speech) if day else ""

    def explain(self, value: str) -> str:
        day = date_of(value)
        return day_in_words(day, self.question.speech) if day else ""

    def reproach(self) -> str:
        return _("Please type a date as {pattern} and a time as hours:minutes.").format(
            pattern=date_pattern("day")
        )

    def forget(self) -> None:
        """Drop what was typed in both."""
        super().forget()
        self.clock.clear()

    @property
    def unfinished(self) -> str:
        """Both parts as typed, when they are no answer."""
        if not self._dirty or self.read(self.edit.text()) is not None:
            return ""
        return f"{self.edit.text()}\n{self.clock.text()}"

    def restore(self, text: str) -> None:
        """Put both parts back."""
        if text:
            day, _line, clock = text.partition("\n")
            self.edit.setText(day)
            self.clock.setText(clock)
            self._dirty = self._is_refused = True

    def put(self, value: str) -> None:
        """Give a moment that was not typed."""
        self._show(value)
        super().put(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the answer when the focus leaves the time."""
        if event.type() == QEvent.Type.FocusOut and watched is not self.edit:
            self.flush()
        return super().eventFilter(watched, event)

    def _show(self, value: str) -> None:
        moment = time_of(value) if value else None
        for field, text in (
            (self.edit, self.write(value)),
            (self.clock, write_time(moment) if moment else ""),
        ):
            if field.text() != text and not (field.hasFocus() and value and self._same(value)):
                field.setText(text)

    def _same(self, value: str) -> bool:
        return self.read(self.edit.text()) == value

    def _on_clock_edited(self) -> None:
        self._on_edited()

    def _take_now(self) -> None:
        now: dt.datetime = SystemClock().now().replace(second=0, microsecond=0, tzinfo=None)
        self.put(lexical_moment(now.date(), now.time()))
