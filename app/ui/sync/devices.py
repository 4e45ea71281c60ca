"""Devices and keys: this computer's own key, the computers that are trusted here, a lost one blocked, the recovery key.

Opened from the settings. A key can be shown as words, digits and a QR code; trusting one by its whole text serves where
two people sit side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.operations import sync, sync_keys, sync_lists
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.sync.dialog import PackageDialog
from app.ui.sync.fingerprint import FingerprintCard
from app.ui.sync.words import role_words
from app.ui.widgets.badges import Badge
from app.ui.widgets.buttons import Button, danger, secondary
from app.ui.widgets.dialogs import ask
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, Flow, card, row, scrolled
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.operations.sync import Key
    from app.ui.desk import Desk

COLUMNS: Final = (
    Column(1.6, 140),
    Column(0.8, 110, hidden_below=560),
    Column(1, 130, hidden_below=700),
    Column(0.8, 130),
)
DISPLAY: Final = Qt.ItemDataRole.DisplayRole

Known = tuple["Sequence[Key]", "Mapping[str, datetime]", bool]
"""Keys, when the last package of each came, whether the project has a recovery key."""


class KeysModel(RowsModel["Key"]):
    """The other computers, by name."""

    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__()
        self._last: Mapping[str, datetime] = {}

    def know(self, last: Mapping[str, datetime]) -> None:
        """Take when the latest package of each computer came."""
        self._last = last

    def headings(self) -> tuple[str, ...]:
        return (pgettext("column", "Person"), _("Role"), _("Last package"), _("State"))

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        key: Key = self.row(index.row())
        column, badge = index.column(), _badge(key)
        if role == BADGE and column == 3:
            return badge
        if role == STRONG:
            return column == 0
        if role == TONE:
            return "ink" if column == 0 else "ink-soft"
        if role != DISPLAY:
            return None
        last = self._last.get(key.device)
        return (
            key.name or key.fingerprint,
            role_words(key.role),
            formats.date_time(last) if last else _("none yet"),
            badge.text,
        )[column]


class DevicesPage(Page):
    """This computer above, the others below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known: Known | None = None
        self._own = words("strong", wrap=True)
        self._about = words("soft", wrap=True)
        self.card = FingerprintCard()
        self.copy = secondary(self._copy, "copy")
        self._recovery = words(wrap=True)
        self.back = secondary(self.left.emit, "arrow-left")
        self.trust = secondary(self._trust, "plus")
        self.show_key = secondary(self._show_key, "key-round")
        self.revoke = danger(self._revoke, "lock")
        self.notice = NoticeBox(closable=True)
        self.model = KeysModel()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self._others = words("strong")
        self._build()
        self.table.selection_moved.connect(self._show_buttons)
        self.table.opened.connect(lambda _row: self._show_key())
        keys.bind(self, "Esc", slot=self.left.emit)
        self.retranslate()

    def title(self) -> str:
        return _("Devices and keys")

    def enter(self) -> None:
        self._load()
        self.copy.setFocus()

    def retranslate(self) -> None:
        self._about.setText(
            _(
                "By these words others know packages from this computer. Read them aloud when somebody compares them "
                "with you over the telephone. They are no secret."
            )
        )
        self._others.setText(_("Computers of the project"))
        self.copy.words(_("Copy the whole key"))
        self.back.words(_("Back"), tip=keys.label("Esc"))
        self.trust.words(_("Trust a computer…"))
        self.show_key.words(_("Show its key…"))
        self.revoke.words(_("Block a lost laptop…"))
        self.table.setAccessibleName(_("Computers of the project"))
        self.card.retranslate()
        self.model.retranslate()
        self.notice.be_silent()
        self._show_words()

    def _build(self) -> None:
        own = card(self._own, self._about, self.card, row(self.copy, STRETCH), self._recovery)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(4, 4, 12, 4)
        inside.setSpacing(12)
        inside.addLayout(row(STRETCH, self.back))
        inside.addWidget(self.notice)
        inside.addWidget(own)
        inside.addWidget(self._others)
        inside.addWidget(self._deals())
        inside.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def _deals(self) -> QWidget:
        """Return the buttons for the other computers, in as many lines as the page needs."""
        made = QWidget()
        Flow(made).add_all((self.show_key, self.revoke, self.trust))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        return made

    def _load(self) -> None:
        services = self.desk.services

        def look(_progress: object) -> Known:
            has_recovery = bool(sync_keys.recovery_recipients(services))
            return sync.list_keys(services), sync_lists.last_packages(services), has_recovery

        self.desk.tasks.database(look, self, done=self._show)

    def _show(self, known: Known) -> None:
        self._known = known
        own, *others = known[0]
        self.model.know(known[1])
        self.model.show_rows(others)
        self.table.choose(max(0, self.table.currentIndex().row()))
        self.card.show_key(own.words, own.fingerprint, own.qr())
        self._show_words()

    def _show_words(self) -> None:
        if self._known is None:
            return
        own, has_recovery = self._known[0][0], self._known[2]
        self._own.setText(
            _("This computer: {name}, {role}").format(name=own.name, role=role_words(own.role))
        )
        self._recovery.setText(
            _(
                "The project has a recovery key. It was shown once, when the project was founded, and opens every "
                "protected workspace of it."
            )
            if has_recovery
            else _("The project has no recovery key, because it was founded without a passphrase.")
        )
        self._show_buttons()

    def _show_buttons(self) -> None:
        key = self._chosen()
        self.show_key.setVisible(key is not None)
        is_coordinator = self._known is not None and self._known[0][0].role == "coordinator"
        self.revoke.setVisible(key is not None and key.state == "trusted" and is_coordinator)

    def _chosen(self) -> Key | None:
        rows = self.table.rows()
        return self.model.row(rows[0]) if rows and rows[0] < self.model.rowCount() else None

    def _copy(self) -> None:
        if self._known is not None:
            QGuiApplication.clipboard().setText(self._known[0][0].text)
            self.notice.say("good", _("The key was copied"))

    def _show_key(self) -> None:
        key = self._chosen()
        if key is not None:
            KeyDialog(key, self).exec()

    def _trust(self) -> None:
        dialog = TrustDialog(self.desk, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.notice.say("good", _("Packages of this computer are taken in from now on."))
            self._load()

    def _revoke(self) -> None:
        key, services = self._chosen(), self.desk.services
        if key is None:
            return
        agreed = ask(
            self,
            _("Block the laptop of {name}?").format(name=key.name or key.fingerprint),
            _(
                "Packages that it writes from now on are refused here, and by everybody who takes in a package of "
                "yours. What it sent before stays. This is for good: a laptop that is found again gets a new key."
            ),
            _("Block"),
            kind="danger",
        )
        if agreed:
            self.desk.tasks.database(
                lambda _progress: sync.revoke_key(services, key.device),
                self,
                done=self._on_revoked,
                failed=lambda error: explain_in(self.notice, error),
            )

    def _on_revoked(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self.notice.say(
            "good",
            _("The laptop is blocked"),
            _("Prepare a confirmation or a campaign for the others, so that they learn of it."),
        )
        self._load()


class KeyDialog(PackageDialog):
    """The key of another computer, to compare."""

    def __init__(self, key: Key, parent: QWidget) -> None:
        super().__init__(parent, key.name or key.fingerprint)
        self.card = FingerprintCard()
        self.card.show_key(key.words, key.fingerprint, key.qr())
        self.body.addWidget(self.card)
        close = self.add_button(Button("primary"))
        close.words(_("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()


class TrustDialog(PackageDialog):
    """Takes the whole key of a computer, as its own page copies it, with whose it is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, _("Trust a computer"))
        self._desk = desk
        self.add_words(
            _("On the other computer: Settings, “Devices and keys”, “Copy the whole key”."), "soft"
        )
        self.key, self.name, self.role = QLineEdit(), QLineEdit(), QComboBox()
        self.role.addItem(role_words("interviewer"), "interviewer")
        self.role.addItem(role_words("coordinator"), "coordinator")
        for control, label in (
            (self.key, _("Key")),
            (self.name, _("Whose computer it is")),
            (self.role, _("Role")),
        ):
            field = Field(control)
            field.words(label)
            self.body.addWidget(field)
        self.notice = NoticeBox()
        self.body.addWidget(self.notice)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agree = self.add_button(Button("primary"))
        self.agree.words(_("Trust this computer"))
        self.agree.setDefault(True)
        self.agree.clicked.connect(self._agree)
        self.key.setFocus()

    def _agree(self) -> None:
        services, key = self._desk.services, self.key.text().strip()
        name, role = self.name.text().strip(), str(self.role.currentData())
        self._desk.tasks.database(
            lambda _progress: sync.trust_device(services, key, name=name, role=role),
            self,
            done=lambda _changes: self.accept(),
            failed=self._explain,
        )

    def _explain(self, error: AppError) -> None:
        explain_in(self.notice, error)
        self.key.setFocus()


def _badge(key: Key) -> Badge:
    if key.state == "revoked":
        return Badge(pgettext("computer", "blocked"), "alert", "lock")
    return Badge(pgettext("computer", "trusted"), "good", "circle-check")
