"""A case is handed to a colleague: chosen among the members or written, kept as a change of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QListWidget, QWidget

from app.i18n.catalog import _
from app.operations import cases
from app.operations.members import members
from app.ui import keys
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from app.operations.cases import CaseRow
    from app.operations.members import Member
    from app.ui.desk import Desk
    from app.ui.navigation import Page


class HandOverDialog(Dialog):
    """Asks to whom; `name` is who, once the dialog was accepted."""

    def __init__(self, parent: QWidget | None, case: str, people: Sequence[str]) -> None:
        super().__init__(parent, _("Hand the case to a colleague"))
        self.add_words(case, "soft")
        self.people = QListWidget()
        self.people.addItems(list(people))
        self.people.setAccessibleName(_("Colleagues"))
        self.people.setFixedHeight(160)
        self.people.currentTextChanged.connect(self._take)
        self.edit = QLineEdit()
        completer = QCompleter(list(people), self.edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.edit.setCompleter(completer)
        self._field = Field(self.edit)
        self._field.words(_("To whom"))
        self.body.addWidget(self._field)
        self.body.addWidget(self.people)
        self.people.setVisible(bool(people))
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agree = self.add_button(Button("primary"))
        agree.words(_("Hand over"), tip=keys.label("Return"))
        agree.setDefault(True)
        agree.clicked.connect(self._agree)
        self.edit.setFocus()

    @property
    def name(self) -> str:
        """Who takes the case."""
        return " ".join(self.edit.text().split())

    def _take(self, name: str) -> None:
        self.edit.setText(name)

    def _agree(self) -> None:
        if self.name:
            self.accept()
        else:
            self._field.complain(_("Write who takes the case."))


def hand_over(desk: Desk, row: CaseRow, over: Page, done: Callable[[str], object]) -> None:
    """Let a person hand a case to a colleague; ``done`` is told to whom once it is kept."""
    services = desk.services

    def ask(known: Sequence[Member]) -> None:
        by_name = {member.name: str(member.id) for member in known}
        dialog = HandOverDialog(
            over, row.case.name, [name for name in by_name if name != row.holder]
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        holder = by_name.get(dialog.name, dialog.name)
        case, name = replace(row.case, holder=holder), dialog.name

        def announce(changes: object) -> None:
            desk.bus.announce(changes, over)  # type: ignore[arg-type]
            done(name)

        desk.tasks.database(
            lambda _progress: cases.change_case(services, case), over, done=announce
        )

    desk.tasks.database(lambda _progress: members(services), over, done=ask)
