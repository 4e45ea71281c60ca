"""One day of work: its appointments and whom to try besides; the days before and after by a key; saved or printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import agenda
from app.operations.typed_times import read_day
from app.ui import keys
from app.ui.cases import paperwork
from app.ui.widgets.buttons import Button, icon_button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import row
from app.ui.widgets.tall_dialog import TallDialog

if TYPE_CHECKING:
    from app.operations.agenda import Day
    from app.ui.desk import Desk
    from app.ui.navigation import Page
    from app.ui.widgets.notice import NoticeBox

HEIGHT: Final = 240


class DayDialog(TallDialog):
    """Shows a day; the list of it goes on paper."""

    def __init__(self, desk: Desk, over: Page, notice: NoticeBox) -> None:
        super().__init__(over, _("Day list"))
        self._desk, self._over, self._notice = desk, over, notice
        self.day: date = desk.services.clock.now().date()
        self.heading = words("question")
        self.visits = QListWidget()
        self.visits.setAccessibleName(_("Appointments"))
        self.visits.setFixedHeight(HEIGHT)
        self.visits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit = QLineEdit()
        self._field = Field(self.edit)
        self._field.words(_("Another day"), _("For example 24.11 or +2; Enter shows it"))
        before, after = (
            icon_button("chevron-left", self._back),
            icon_button("chevron-right", self._on),
        )
        before.words(_("Day before"), tip=keys.label("PgUp"))
        after.words(_("Day after"), tip=keys.label("PgDown"))
        line = row(before, self.heading, after)
        line.setStretch(1, 1)
        self.inside.addLayout(line)
        self.inside.addWidget(self.visits)
        self.inside.addWidget(self._field)
        self.add_button(secondary(self.reject)).words(_("Close"))
        self.save = self.add_button(secondary(self._save, "download"))
        self.save.words(_("Save…"), tip=keys.label("Ctrl+S"))
        self.print = self.add_button(Button("primary", "printer"))
        self.print.words(_("Print…"), tip=keys.label("Ctrl+P"))
        self.print.clicked.connect(self._print)
        for chord, slot in (
            ("PgUp", self._back),
            ("PgDown", self._on),
            ("Ctrl+S", self._save),
            ("Ctrl+P", self._print),
        ):
            keys.bind(self, chord, slot=slot)
        self.edit.textChanged.connect(lambda: self._field.complain(""))
        keys.bind(self.edit, "Return", slot=self._go)
        self._load()
        self.visits.setFocus()

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self._load()

    def _back(self) -> None:
        self.show_day(self.day - timedelta(days=1))

    def _on(self) -> None:
        self.show_day(self.day + timedelta(days=1))

    def _go(self) -> None:
        day = read_day(self.edit.text(), self._desk.services.clock.now().date())
        if day is None:
            self._field.complain(_("Write a day such as 24.11 or +2."))
        else:
            self.edit.clear()
            self.show_day(day)

    def _load(self) -> None:
        services, day = self._desk.services, self.day
        said = _("{weekday}, {day}")
        self.heading.setText(
            said.format(weekday=formats.weekday(day), day=formats.date(day, style="long"))
        )
        self._desk.tasks.database(
            lambda _progress: agenda.day_of(services, day), self, done=self._show
        )

    def _show(self, found: Day) -> None:
        if found.day != self.day:
            return
        self.visits.clear()
        for visit in found.appointments:
            if visit.standing.next is not None:
                time = formats.time(visit.standing.next)
                parts = (time, visit.case.name, visit.case.contact, visit.case.address)
                self.visits.addItem(" · ".join(part for part in parts if part))
        for visit in found.besides:
            told = (_("to be tried"), visit.case.name, visit.case.contact)
            self.visits.addItem(" · ".join(part for part in told if part))
        if not self.visits.count():
            self.visits.addItem(_("Nothing on this day"))
        self.visits.setCurrentRow(0)

    def _save(self) -> None:
        paperwork.save_day_list(self._desk, self._over, self._notice, self.day)

    def _print(self) -> None:
        paperwork.print_day_list(self._desk, self._over, self._notice, self.day)
