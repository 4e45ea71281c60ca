"""Cases given to somebody, with a due date and a quota cell: one or many at once, by keyboard, with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import assignment, quotas
from app.operations.assignment import Assignment
from app.operations.members import members
from app.operations.typed_times import read_day
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from datetime import date

    from app.core.changes import Changes
    from app.operations.cases import Case, CaseRow
    from app.ui.desk import Desk
    from app.ui.navigation import Page

NOTHING: Final = frozenset({"-", "–", "—"})
"""Typed to take a thing away."""

Known = tuple[dict[str, str], list[str]]
"""Ids of members by name, and the names of cells."""


class AssignDialog(Dialog):
    """Asks for holder, day and cell; what is left empty stays as it is. `given` is what was said."""

    def __init__(
        self,
        parent: QWidget | None,
        rows: Sequence[CaseRow],
        known: Known,
        today: date,
    ) -> None:
        count = len(rows)
        title = ngettext("Assign {count} case", "Assign {count} cases", count)
        super().__init__(parent, title.format(count=formats.number(count)))
        names = ", ".join(row.case.name for row in rows[:4])
        self.add_words(f"{names} …" if count > 4 else names, "soft")
        self._ids, self._today = known[0], today
        self.given: Assignment | None = None
        held = {row.holder for row in rows if row.holder}
        self.holder = _choice(sorted({*known[0], *held}, key=formats.sort_key))
        self.due = QLineEdit()
        self.cell = _choice(known[1])
        self._due_field = Field(self.due)
        for field, label, hint in (
            (Field(self.holder), _("To whom"), _("A name, or – for nobody; empty stays as it is.")),
            (
                self._due_field,
                _("To be done by"),
                _("For example 24.11 or +14; – for no day; empty stays as it is."),
            ),
            (Field(self.cell), _("Quota cell"), _("– for none; empty stays as it is.")),
        ):
            field.words(label, hint)
            self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agree = self.add_button(Button("primary"))
        agree.words(_("Assign"))
        agree.setDefault(True)
        agree.clicked.connect(self._agree)
        self.holder.setFocus()

    def _agree(self) -> None:
        told = self.due.text().strip()
        day = read_day(told, self._today) if told and told not in NOTHING else None
        if told and told not in NOTHING and day is None:
            self._due_field.complain(_("Write a day, such as 24.11 or 24.11.2026."))
            self.due.setFocus()
            return
        holder, cell = _said(self.holder.currentText()), _said(self.cell.currentText())
        if holder:
            holder = self._ids.get(holder, holder)
        self.given = Assignment(holder=holder, due=day, sets_due=bool(told), quota=cell)
        self.accept()


def assign(
    desk: Desk, rows: Sequence[CaseRow], over: Page, done: Callable[[Sequence[Case]], object]
) -> None:
    """Let a person assign cases; ``done`` is told what they were before, once it is kept."""
    services = desk.services
    before = [row.case for row in rows]

    def read(_progress: object) -> Known:
        ids = {member.name: str(member.id) for member in members(services)}
        return ids, [cell.name for cell in quotas.read_quotas(services).cells]

    def ask(known: Known) -> None:
        dialog = AssignDialog(over, rows, known, services.clock.now().date())
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.given is None:
            return
        given = dialog.given

        def announce(changes: Changes) -> None:
            desk.bus.announce(changes, over)
            done(before)

        desk.tasks.database(
            lambda _progress: assignment.assign(services, before, given), over, done=announce
        )

    desk.tasks.database(read, over, done=ask)


def take_back(desk: Desk, before: Sequence[Case], over: Page, done: Callable[[], object]) -> None:
    """Put cases back to what they were."""
    services = desk.services

    def announce(changes: Changes) -> None:
        desk.bus.announce(changes, over)
        done()

    desk.tasks.database(
        lambda _progress: assignment.take_back(services, before), over, done=announce
    )


def assigned_words(before: Sequence[Case]) -> str:
    """Say what was done, for the bar that offers to take it back."""
    count = len(before)
    if count == 1:
        return _("Assigned: {name}").format(name=before[0].name)
    told = ngettext("{count} case assigned", "{count} cases assigned", count)
    return told.format(count=formats.number(count))


def _choice(names: Sequence[str]) -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(["", *names])
    return made


def _said(text: str) -> str | None:
    """Return what was said: None is nothing, '' takes away."""
    told = " ".join(text.split())
    if not told:
        return None
    return "" if told in NOTHING else told
