"""Open a protected workspace with its passphrase or recovery key; and what to do when one will not open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.core.addresses import ServerAddress, Whereabouts
from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _
from app.i18n.messages import explain
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.fields import Field, PassphraseEdit
from app.ui.widgets.layouts import STRETCH, row, tab_order

_WRONG = frozenset(
    {
        ErrorCode.PASSPHRASE_WRONG,
        ErrorCode.RECOVERY_KEY_WRONG,
        ErrorCode.RECOVERY_KEY_MISTYPED,
        ErrorCode.PROJECT_KEY_WRONG,
        ErrorCode.SERVER_PASSWORD_WRONG,
    }
)
"""What is said below the field; what was typed stays there."""


class UnlockStep(Step):
    """Asks for the passphrase; says in words when it is wrong and keeps what was typed."""

    passphrase_given = Signal(str)
    """The passphrase."""
    recovery_key_given = Signal(str)
    """The recovery key as it was typed."""
    folder_chosen = Signal(object)
    """The folder (Path) of another workspace."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: Whereabouts = Path()
        self._by_key = False
        self._passphrase = PassphraseEdit()
        self._key = QLineEdit()
        self._passphrase_field = Field(self._passphrase)
        self._key_field = Field(self._key)
        self._other_way = quiet(self._on_other_way, "key-round")
        self._other = quiet(self._open_other, "folder-open")
        self._unlock = primary(self._on_unlock)
        self.body.addWidget(self._passphrase_field)
        self.body.addWidget(self._key_field)
        self.buttons.insertWidget(0, self._other_way)
        self.buttons.insertWidget(1, self._other)
        self.buttons.addWidget(self._unlock)
        for edit in (self._passphrase, self._key):
            edit.returnPressed.connect(self._on_unlock)
        tab_order(self._passphrase, self._key, self._unlock, self._other_way, self._other)
        self.retranslate()

    def ask_for(self, folder: Whereabouts) -> None:
        """Ask for the passphrase of the workspace in ``folder``, or for the password that its server wants."""
        self._folder = folder
        self._by_key = False
        self._passphrase.clear()
        self._key.clear()
        self._complain("")
        self.notice.be_silent()
        self.be_busy(busy=False)
        self.retranslate()

    def offer_no_other(self) -> None:
        """Ask for this workspace only: it is open behind a locked window."""
        self._other.hide()

    def enter(self) -> None:
        (self._key if self._by_key else self._passphrase).setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Unlock the workspace"))
        self.text.setText(str(self._folder))
        is_on_server = isinstance(self._folder, ServerAddress)
        password = _("Password of the account on the server")
        self._passphrase_field.words(password if is_on_server else _("Passphrase"))
        self._other_way.setVisible(not is_on_server)
        self._key_field.words(
            _("Recovery key"),
            _("The eight groups of letters and digits that were printed, or the project’s key."),
        )
        self._passphrase.retranslate()
        self._passphrase_field.setVisible(not self._by_key)
        self._key_field.setVisible(self._by_key)
        other = _("Use the passphrase") if self._by_key else _("Use the recovery key")
        self._other_way.words(other)
        self._other.words(_("Open another…"), _("Open another workspace…"))
        self._unlock.words(_("Unlock"))

    def explain(self, error: AppError) -> None:
        if error.code not in _WRONG:
            super().explain(error)
            return
        self.be_busy(busy=False)
        told = explain(error)
        self._complain(f"{told.what} {told.remedy}")
        field = self._key if self._by_key else self._passphrase
        field.setFocus()
        field.selectAll()

    def _complain(self, message: str) -> None:
        (self._key_field if self._by_key else self._passphrase_field).complain(message)

    def _on_other_way(self) -> None:
        self._complain("")
        self._by_key = not self._by_key
        self.retranslate()
        self.enter()

    def _on_unlock(self) -> None:
        if self._by_key and self._key.text().strip():
            self.recovery_key_given.emit(self._key.text().strip())
        elif not self._by_key and self._passphrase.text():
            self.passphrase_given.emit(self._passphrase.text())

    def _open_other(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Open a workspace"), _beside(self._folder)
        )
        if folder:
            self.folder_chosen.emit(Path(folder))


def _beside(place: Whereabouts) -> str:
    """Return where another workspace is looked for."""
    return str(place.parent if isinstance(place, Path) else Path.home())


class TroubleStep(Step):
    """A workspace that cannot be opened: why, and what can be done."""

    again = Signal()
    """Try the same folder again."""
    folder_chosen = Signal(object)
    """The folder (Path) of another workspace."""
    new_wanted = Signal()
    """Create a new workspace instead."""
    restore_wanted = Signal()
    """Put the latest sound backup in the place of the damaged files."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: Whereabouts = Path()
        self._error: AppError | None = None
        self._new = quiet(self.new_wanted.emit, "plus")
        self._other = quiet(self._open_other, "folder-open")
        self._restore = secondary(self._on_restore, "rotate-ccw")
        self._again = primary(self.again.emit)
        self.buttons.insertWidget(0, self._new)
        self.buttons.insertWidget(1, self._other)
        self.buttons.addWidget(self._again)
        self.body.addLayout(row(self._restore, STRETCH))
        self.retranslate()

    def tell(self, folder: Whereabouts, error: AppError) -> None:
        """Say why the workspace in ``folder`` did not open."""
        self._folder, self._error = folder, error
        self.retranslate()

    def enter(self) -> None:
        self._again.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("The workspace did not open"))
        self.text.setText(str(self._folder))
        self._new.words(_("Create a new one…"))
        self._other.words(_("Open another…"), _("Open another workspace…"))
        self._again.words(_("Try again"))
        self._restore.words(_("Restore the latest backup"))
        damaged = self._error is not None and self._error.code is ErrorCode.WORKSPACE_DAMAGED
        self._restore.setVisible(damaged)
        if self._error is not None:
            self.explain(self._error)

    def _on_restore(self) -> None:
        self.be_busy(busy=True)
        self.restore_wanted.emit()

    def _open_other(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Open a workspace"), _beside(self._folder)
        )
        if folder:
            self.folder_chosen.emit(Path(folder))
