"""Set, change and remove the passphrase of the workspace; the recovery key is shown once, to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _
from app.i18n.messages import explain
from app.operations import workspace
from app.ui.settings.section import Section
from app.ui.start.create import SHORTEST_PASSPHRASE
from app.ui.start.recovery import KeyCard, print_key
from app.ui.widgets.buttons import Button, danger, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field, PassphraseEdit
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.desk import Desk


class PassphraseDialog(Dialog):
    """Asks for the present passphrase, a new one twice, or both; stays open until it worked or the person leaves."""

    def __init__(self, parent: QWidget, title: str, yes: Button, *, old: bool, new: bool) -> None:
        super().__init__(parent, title)
        self.old, self.first, self.second = PassphraseEdit(), PassphraseEdit(), PassphraseEdit()
        self._old_field, self._first_field = Field(self.old), Field(self.first)
        self._second_field = Field(self.second)
        self._asks_new = new
        self._old_field.words(_("Present passphrase"))
        hint = _("At least {count} characters. A few words are easy to remember and hard to guess.")
        self._first_field.words(_("New passphrase"), hint.format(count=SHORTEST_PASSPHRASE))
        self._second_field.words(_("The same passphrase again"))
        for field, wanted in (
            (self._old_field, old),
            (self._first_field, new),
            (self._second_field, new),
        ):
            field.setVisible(wanted)
            self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.yes = self.add_button(yes)
        self.yes.setDefault(True)
        (self.old if old else self.first).setFocus()

    def is_complete(self) -> bool:
        """Whether a new passphrase, where one is asked for, is long enough and the same twice; goes where not."""
        if not self._asks_new:
            return True
        short = len(self.first.text()) < SHORTEST_PASSPHRASE
        is_begun = bool(self.second.text())
        different = is_begun and self.first.text() != self.second.text()
        self._first_field.complain(_("This passphrase is too short.") if short else "")
        self._second_field.complain(_("The two passphrases are not the same.") if different else "")
        is_done = is_begun and not short and not different
        if not is_done:
            (self.first if short else self.second).setFocus()
        self.adjustSize()
        return is_done

    def explain(self, error: AppError) -> None:
        """Say that the present passphrase is wrong, or what else happened, and let the person try again."""
        self.setEnabled(True)
        told = explain(error)
        field = self._old_field if error.code is ErrorCode.PASSPHRASE_WRONG else self._first_field
        field.complain(f"{told.what} {told.remedy}")
        field.control.setFocus()


class KeyDialog(Dialog):
    """Shows a new recovery key until the person says that it is in a safe place."""

    def __init__(self, parent: QWidget, key: str, workspace_name: str) -> None:
        super().__init__(parent, _("Keep the recovery key"))
        self.add_words(
            _(
                "If the passphrase is forgotten, only this key opens the workspace. It is shown this once. "
                "Print it or write it down, and keep it away from the computer."
            )
        )
        card = KeyCard()
        card.show_key(key)
        promise = QCheckBox(_("The key is in a safe place"))
        self.body.addWidget(card)
        self.body.addWidget(promise)
        printing = self.add_button(
            secondary(lambda: print_key(self, key, workspace_name), "printer")
        )
        printing.words(_("Print…"))
        done = self.add_button(Button("primary"))
        done.words(_("Go on"))
        done.setEnabled(False)
        done.clicked.connect(self.accept)
        promise.toggled.connect(done.setEnabled)
        printing.setFocus()

    def reject(self) -> None:
        """Esc does not put the key away."""


class ProtectionSection(Section):
    """Whether the workspace is protected, and the buttons to change that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_protected = False
        self._is_on_server = False
        self._name = ""
        self.notice = NoticeBox()
        self.set = secondary(self._on_set, "lock")
        self.change = secondary(self._on_change, "key-round")
        self.remove = danger(self._on_remove, "lock-open")
        self.body.addWidget(self.notice)
        self.body.addLayout(row(self.set, self.change, self.remove, STRETCH))
        self.retranslate()

    def show_state(self, name: str, *, is_protected: bool, on_server: bool = False) -> None:
        """Show whether the workspace is protected; ``on_server``: it is not ours to protect."""
        self._name, self._is_protected, self._is_on_server = name, is_protected, on_server
        self.retranslate()

    def retranslate(self) -> None:
        protected = _("Everything in this workspace is encrypted; it opens with the passphrase.")
        open_ = _("Whoever can use this computer can read this workspace.")
        shared = _("It lies on a database server, which protects it and backs it up.")
        state = shared if self._is_on_server else protected if self._is_protected else open_
        self.words(_("Protection"), state)
        self.set.words(_("Set a passphrase…"))
        self.change.words(_("Change the passphrase…"))
        self.remove.words(_("Remove the passphrase…"))
        self.set.setVisible(not self._is_protected and not self._is_on_server)
        self.change.setVisible(self._is_protected)
        self.remove.setVisible(self._is_protected)
        self.notice.be_silent()

    def _on_set(self) -> None:
        services = self._desk.services
        yes = Button("primary")
        yes.words(_("Set passphrase"))
        dialog = PassphraseDialog(self, _("Set a passphrase"), yes, old=False, new=True)
        self._ask(
            dialog,
            lambda: workspace.set_passphrase(services, dialog.first.text()),
            self._on_was_set,
        )

    def _on_was_set(self, key: object) -> None:
        self.show_state(self._name, is_protected=True)
        KeyDialog(self, str(key), self._name).exec()
        self.notice.say("good", _("The workspace is protected"))

    def _on_change(self) -> None:
        services = self._desk.services
        yes = Button("primary")
        yes.words(_("Change passphrase"))
        dialog = PassphraseDialog(self, _("Change the passphrase"), yes, old=True, new=True)

        def change() -> None:
            workspace.change_passphrase(services, dialog.old.text(), dialog.first.text())

        self._ask(
            dialog,
            change,
            lambda _nothing: self.notice.say("good", _("The passphrase was changed")),
        )

    def _on_remove(self) -> None:
        services = self._desk.services
        yes = Button("danger")
        yes.words(_("Remove passphrase"))
        dialog = PassphraseDialog(self, _("Remove the passphrase?"), yes, old=True, new=False)
        self._ask(
            dialog,
            lambda: workspace.remove_passphrase(services, dialog.old.text()),
            self._on_was_removed,
        )

    def _on_was_removed(self, _nothing: object) -> None:
        self.show_state(self._name, is_protected=False)
        self.notice.say("notice", _("The workspace is no longer protected"))

    def _ask(
        self,
        dialog: PassphraseDialog,
        work: Callable[[], object],
        done: Callable[[object], object],
    ) -> None:
        """Run ``work`` when the person agrees; the dialog stays open while it is wrong."""
        results: list[object] = []

        def succeed(result: object) -> None:
            results.append(result)
            dialog.accept()

        def begin() -> None:
            if dialog.is_complete():
                dialog.setEnabled(False)
                self._desk.tasks.database(
                    lambda _progress: work(), dialog, done=succeed, failed=dialog.explain
                )

        dialog.yes.clicked.connect(begin)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            done(results[0])
