"""What the project promises about people, and who may look at an open window: dates, borders, the lock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QGridLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import erasure, locking, privacy, retention, sync
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.lock import CHORD
from app.ui.privacy import erasing
from app.ui.privacy.words import beyond_lines, plan_words, report_words
from app.ui.settings.section import Section
from app.ui.widgets.buttons import Button, danger, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, Flow, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.segments import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.operations.erasure import ErasureReport
    from app.operations.privacy import Promises, Side
    from app.operations.retention import Due
    from app.operations.services import Services
    from app.operations.sync import Key
    from app.ui.desk import Desk

YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class _State:
    promises: Promises
    due: Due | None
    minutes: int
    keys: Sequence[Key]


class PrivacySection(Section):
    """The promises of the project, what is due, the way to a person's data, and the lock."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: _State | None = None
        self.look_up = secondary(self._open_page, "search")
        self.laptops = secondary(self._ask_sides, "arrow-left-right")
        self.erase_due = danger(self._erase_due, "trash-2")
        self.home, self.minutes = Segmented(), Segmented()
        self.stays, self.keeps, self.until = QCheckBox(), QCheckBox(), QDateEdit()
        self.until.setDisplayFormat("dd.MM.yyyy")
        self.until.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.notice = NoticeBox()
        self._due = words("soft", wrap=True)
        self._labels = [words(wrap=True), words(wrap=True)]
        self._build()
        self.retranslate()

    def load(self) -> None:
        """Look up what was promised and what is due."""
        services = self._desk.services
        self._desk.tasks.database(lambda _progress: _look(services), self, done=self._show)

    def retranslate(self) -> None:
        self.words(
            _("People"),
            _(
                "What the project promises about the people it asks; everybody gets it with packages."
            ),
        )
        self.look_up.words(_("Find a person…"))
        self.laptops.words(_("Laptops across the border…"))
        self.erase_due.words(_("Erase what is due…"))
        self.stays.setText(_("Registers stay on this side of the border too"))
        self.keeps.setText(_("Kept until"))
        self.until.setAccessibleName(_("Kept until"))
        home, lock = _("The project is at home in"), _("Lock after minutes without a touch")
        for label, widget, name in zip(
            self._labels, (self.home, self.minutes), (home, lock), strict=True
        ):
            label.setText(name)
            widget.setAccessibleName(name)
        self.minutes.setToolTip(_("At once: {keys}").format(keys=keys.label(CHORD)))
        self.notice.be_silent()
        if self._state is not None:
            self._show(self._state)

    def _show(self, state: _State) -> None:
        self._state = state
        known = state.promises
        sides = {"EE": _("Estonia"), "RU": _("Russia")}
        self.home.show_segments([Segment(s, sides[s]) for s in privacy.SIDES], known.home)
        never = _("never")
        choices = [Segment(str(n), formats.number(n) if n else never) for n in locking.CHOICES]
        self.minutes.show_segments(choices, str(state.minutes))
        self.minutes.setEnabled(locking.is_protected(self._desk.services))
        self._set_quietly(known)
        self.laptops.setEnabled(any(key.state == "trusted" for key in state.keys))
        self.erase_due.setVisible(state.due is not None)
        self._due.setVisible(state.due is not None)
        if state.due is not None:
            told = _("Due since {date}: {what}. Nothing is erased by itself.")
            what = plan_words(state.due.plan)
            self._due.setText(told.format(date=formats.date(state.due.since), what=what))

    def _set_quietly(self, known: Promises) -> None:
        for widget in (self.stays, self.keeps, self.until):
            widget.blockSignals(True)
        self.stays.setChecked(known.stays_home)
        self.keeps.setChecked(known.keep_until is not None)
        self.until.setEnabled(known.keep_until is not None)
        day = known.keep_until
        today = self._desk.services.clock.now().date()
        shown = day or today.replace(year=today.year + YEARS_AHEAD, day=min(today.day, 28))
        self.until.setDate(QDate(shown.year, shown.month, shown.day))
        for widget in (self.stays, self.keeps, self.until):
            widget.blockSignals(False)

    # --- what a person does

    def _open_page(self) -> None:
        from app.ui.privacy.page import PrivacyPage

        self._desk.navigator.open(PrivacyPage(self._desk))

    def _promise(self) -> None:
        if self._state is None:
            return
        services = self._desk.services
        day = self.until.date()
        wanted = replace(
            self._state.promises,
            home=cast("Side", self.home.current),
            stays_home=self.stays.isChecked(),
            keep_until=date(*day.getDate()) if self.keeps.isChecked() else None,
        )
        self.until.setEnabled(self.keeps.isChecked())
        self._desk.tasks.database(
            lambda _progress: privacy.promise(services, wanted), self, done=self._on_changed
        )

    def _ask_sides(self) -> None:
        state, services = self._state, self._desk.services
        if state is None:
            return
        trusted = [key for key in state.keys if key.state == "trusted"]
        dialog = SidesDialog(self, trusted, state.promises)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        wanted = replace(state.promises, sides=dialog.sides())
        self._desk.tasks.database(
            lambda _progress: privacy.promise(services, wanted), self, done=self._on_changed
        )

    def _choose_minutes(self, minutes: str) -> None:
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: locking.set_idle_minutes(services, int(minutes)),
            self,
            done=self._on_changed,
        )

    def _erase_due(self) -> None:
        state, services = self._state, self._desk.services
        if state is None or state.due is None:
            return
        plan = state.due.plan
        if erasing.is_confirmed(self, plan):
            self.erase_due.setEnabled(False)
            self._desk.tasks.compute(
                lambda _progress: erasure.erase(services, plan.wish),
                self,
                done=self._on_erased,
                failed=self._on_failed,
            )

    def _on_failed(self, error: AppError) -> None:
        self.erase_due.setEnabled(True)
        explain_in(self.notice, error)

    def _on_erased(self, report: ErasureReport) -> None:
        self.erase_due.setEnabled(True)
        self.notice.say("good", report_words(report), "\n".join(beyond_lines(report.beyond)))
        self._desk.bus.announce(report.changes, self)
        self.load()

    def _on_changed(self, changes: Changes) -> None:
        self._desk.bus.announce(changes, self)
        self.load()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, widget in enumerate((self.home, self.minutes)):
            grid.addWidget(self._labels[place], place, 0)
            grid.addWidget(widget, place, 1)
        grid.setColumnStretch(2, 1)
        buttons = Flow()
        buttons.add_all((self.look_up, self.laptops, self.erase_due))
        self.body.addLayout(grid)
        self.body.addWidget(self.stays)
        self.body.addLayout(row(self.keeps, self.until, STRETCH))
        self.body.addWidget(self._due)
        self.body.addWidget(self.notice)
        self.body.addWidget(holder(buttons))
        self.home.chosen.connect(lambda _side: self._promise())
        self.minutes.chosen.connect(self._choose_minutes)
        self.stays.toggled.connect(lambda _on: self._promise())
        self.keeps.toggled.connect(lambda _on: self._promise())
        self.until.dateChanged.connect(lambda _day: self._promise())


class SidesDialog(Dialog):
    """Which laptops are on the other side of the border: what must not cross is left out of packages for them."""

    def __init__(self, parent: Section, trusted: Sequence[Key], known: Promises) -> None:
        super().__init__(parent, _("Laptops across the border"))
        self._known = known
        self._other: Side = "RU" if known.home == "EE" else "EE"
        self.add_words(
            ngettext(
                "Names and addresses of people stay out of packages for this laptop if it is marked.",
                "Names and addresses of people stay out of packages for the laptops marked here.",
                len(trusted),
            ),
            "soft",
        )
        self.boxes = {key.device: QCheckBox(key.name or key.fingerprint) for key in trusted}
        for device, box in self.boxes.items():
            box.setChecked(known.side_of(device) != known.home)
            self.body.addWidget(box)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agreeing = self.add_button(Button("primary"))
        agreeing.words(_("Save"))
        agreeing.clicked.connect(self.accept)
        agreeing.setDefault(True)

    def sides(self) -> dict[str, Side]:
        """Return where every laptop is."""
        marked: dict[str, Side] = {
            device: self._other for device, box in self.boxes.items() if box.isChecked()
        }
        others = {d: side for d, side in self._known.sides.items() if d not in self.boxes}
        return others | marked


def _look(services: Services) -> _State:
    return _State(
        privacy.promises(services),
        retention.due(services),
        locking.idle_minutes(services),
        sync.list_keys(services),
    )
