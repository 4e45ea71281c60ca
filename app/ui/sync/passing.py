"""A half-done interview on its way to a colleague, and one that came from somebody: the list's button and its doors.

Apart from the list, which only says which interviews are chosen and which one is to be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from app.core.ids import DraftId
from app.i18n.catalog import _
from app.operations import sync, sync_handover, sync_lists
from app.ui import errors
from app.ui.sync.dialog import PackageDialog
from app.ui.sync.prepare import Target, TargetFields, package_name
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import ask
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.operations.interviews import InterviewRow, OpenInterview
    from app.operations.sync import Key, PackageWritten
    from app.operations.sync_lists import Handed
    from app.ui.desk import Desk
    from app.ui.widgets.undo import UndoBar


class Passing(QObject):
    """Shows ``button`` while one draft is chosen; opens what was handed over, or says who goes on with it."""

    def __init__(self, desk: Desk, said: UndoBar, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._said = said
        self._page = page
        self._chosen: InterviewRow | None = None
        self.button = secondary(self.hand_over, "arrow-left-right")
        self.button.hide()

    def retranslate(self) -> None:
        """Set the words of the button."""
        self.button.words(_("Hand over…"))

    def follow(self, chosen: Sequence[InterviewRow]) -> None:
        """Offer the button for the one draft that is chosen; a correction stays where it is."""
        one = chosen[0] if len(chosen) == 1 else None
        is_draft = one is not None and one.kind == "draft" and not one.reason
        self._chosen = one if is_draft else None
        self.button.setVisible(is_draft)

    def hand_over(self) -> None:
        """Ask to whom the chosen draft goes."""
        row, services = self._chosen, self._desk.services
        if row is not None:
            self._desk.tasks.database(
                lambda _progress: sync.list_keys(services),
                self._page,
                done=lambda known: self._ask(row, known),
            )

    def open(self, row: InterviewRow) -> bool:
        """Open an interview that was handed over; False when it was not, and the list opens it as any other."""
        if row.kind == "draft" or row.status != "draft":
            return False
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: sync_lists.handed(services, row.record),
            self._page,
            done=lambda told: self._open(row, told),
        )
        return True

    # --- handing over

    def _ask(self, row: InterviewRow, known: Sequence[Key]) -> None:
        colleagues = [key for key in known if key.state == "trusted"]
        if not colleagues:
            self._said.tell(
                _("This project knows no other computer yet: see Settings, “Devices and keys”.")
            )
            return
        dialog = HandOverDialog(self._desk, row, colleagues, self._page)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.target is None:
            return
        services, target, to = self._desk.services, dialog.target, dialog.receiver
        self._desk.tasks.compute(
            lambda progress: sync_handover.hand_over(
                services, DraftId(row.id), to.device, target.path, progress
            ),
            self._page,
            done=lambda done: self._on_handed(to, done),
            failed=self._on_failed,
        )

    def _on_handed(self, to: Key, done: tuple[Changes, PackageWritten]) -> None:
        changes, written = done
        self._desk.bus.announce(changes, self)
        self._said.tell(
            _("Handed over to {name}. Take {file} there; the stick is safe to remove.").format(
                name=to.name or to.fingerprint, file=written.files[0].name
            )
        )

    def _on_failed(self, error: AppError) -> None:
        from app.core.changes import Changes

        errors.show_error(self._page, error)
        self._desk.bus.announce(Changes(everything=True), self)

    # --- what was handed over

    def _open(self, row: InterviewRow, told: Handed) -> None:
        if told.is_ours:
            self._take_over(row, told)
            return
        wants = ask(
            self._page,
            _("{name} goes on with this interview").format(name=told.to),
            _(
                "It was handed over and is locked here. If the package was lost, prepare it once more."
            ),
            _("Prepare the package again…"),
            no=_("Close"),
        )
        if wants:
            self._again(row)

    def _take_over(self, row: InterviewRow, told: Handed) -> None:
        agreed = ask(
            self._page,
            _("Go on with the interview?"),
            _("{name} handed it over to you. It becomes a draft on this computer.").format(
                name=told.by or _("A colleague")
            ),
            _("Go on"),
        )
        services = self._desk.services
        if agreed:
            self._desk.tasks.database(
                lambda _progress: sync_handover.take_over(services, row.record),
                self._page,
                done=self._on_taken,
            )

    def _on_taken(self, opened: OpenInterview) -> None:
        from app.ui.interviews import holding

        holding.hold(self._desk, opened)

    def _again(self, row: InterviewRow) -> None:
        from app.ui.sync.prepare import PlaceDialog

        title = _("Prepare the package again")
        name = package_name(self._desk, _("hand-over"))
        dialog = PlaceDialog(self._desk, self._page, title, row.title, name)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.target is None:
            return
        services, path = self._desk.services, dialog.target.path
        self._desk.tasks.compute(
            lambda progress: sync_handover.prepare_handover(services, row.record, path, progress),
            self._page,
            done=lambda made: self._said.tell(
                _("Written and read back: {name}. The stick is safe to remove.").format(
                    name=made.files[0].name
                )
            ),
        )


class HandOverDialog(PackageDialog):
    """Asks to whom a draft goes and where its package lies; `receiver` and `target` once it was accepted."""

    def __init__(
        self, desk: Desk, row: InterviewRow, colleagues: Sequence[Key], parent: QWidget
    ) -> None:
        super().__init__(parent, _("Hand the interview over"))
        self._colleagues = colleagues
        self.target: Target | None = None
        self.fields = TargetFields(desk, self, package_name(desk, _("hand-over")))
        self.add_words(row.title or _("not named yet"), "bold")
        self.add_words(
            _(
                "Your colleague goes on where you stopped. The interview is locked on this computer, and everything "
                "answered so far goes along."
            )
        )
        self.people = QComboBox()
        self.people.addItems([key.name or key.fingerprint for key in colleagues])
        field = Field(self.people)
        field.words(_("To whom"))
        self.body.addWidget(field)
        self.body.addWidget(self.fields.place)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agree = self.add_button(Button("primary"))
        self.agree.words(_("Hand over"))
        self.agree.setDefault(True)
        self.agree.clicked.connect(self._agree)
        self.people.setFocus()

    @property
    def receiver(self) -> Key:
        """Who goes on."""
        return self._colleagues[self.people.currentIndex()]

    def _agree(self) -> None:
        self.target = self.fields.target()
        if self.target is not None:
            self.accept()
