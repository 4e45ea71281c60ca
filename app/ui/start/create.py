"""The first step of a first start: name a workspace, say where it lies, protect it if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from app.core.addresses import Whereabouts, is_server, whereabouts
from app.i18n.catalog import _
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.fields import Field, PassphraseEdit
from app.ui.widgets.layouts import holder, row, tab_order

SHORTEST_PASSPHRASE = 8


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a person wants created. ``passphrase`` None leaves the workspace unprotected.

    On a server it is the password of the account there.
    """

    folder: Whereabouts
    name: str
    passphrase: str | None


class CreateStep(Step):
    """Creates a workspace, or lets the person choose one that is there."""

    wanted = Signal(object)
    """A NewWorkspace."""
    folder_chosen = Signal(object)
    """The folder (Path) of a workspace that is there already."""
    join_wanted = Signal()
    """Somebody got a file from a coordinator and joins a project with it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._folder = QLineEdit(str(folder))
        self._choose = secondary(self._choose_folder, "folder")
        self._protect = QCheckBox()
        self._first = PassphraseEdit()
        self._second = PassphraseEdit()
        place = row(self._folder, self._choose)
        place.setStretch(0, 1)
        self._name_field = Field(self._name)
        self._folder_field = Field(holder(place))
        self._first_field = Field(self._first)
        self._second_field = Field(self._second)
        self._open = quiet(self._open_other, "folder-open")
        self._join = quiet(self.join_wanted.emit, "download")
        self._create = primary(self._on_create)
        self._create.setDefault(True)
        for part in (self._name_field, self._folder_field, self._protect):
            self.body.addWidget(part)
        both = row(self._first_field, self._second_field, gap=16)
        for field in (self._first_field, self._second_field):
            both.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(both)
        self.buttons.insertWidget(0, self._join)
        self.buttons.insertWidget(1, self._open)
        self.buttons.addWidget(self._create)
        self._protect.toggled.connect(self._on_protect_toggled)
        self._folder.textChanged.connect(lambda _text: self._on_place_typed())
        for edit in (self._name, self._folder, self._first, self._second):
            edit.returnPressed.connect(self._on_create)
        tab_order(
            self._name, self._folder, self._choose, self._protect, self._first, self._second,
            self._join, self._open, self._create,
        )  # fmt: skip
        self._on_protect_toggled(False)
        self.retranslate()

    @property
    def _is_on_server(self) -> bool:
        return is_server(self._folder.text().strip())

    def enter(self) -> None:
        self._name.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Create a workspace"))
        self.text.setText(
            _(
                "A workspace is a folder on this computer that holds your questionnaires and interviews."
            )
        )
        self._name_field.words(_("Name"), _("For example the project and your initials."))
        self._folder.setAccessibleName(_("Folder"))
        self._folder.setToolTip(
            _("A folder, or the address of a database on a server: postgresql://USER@HOST/DATABASE")
        )
        self._choose.words(_("Choose…"))
        self._on_place_typed()
        self._second_field.words(_("The same again"))
        for edit in (self._first, self._second):
            edit.retranslate()
        self._join.words(_("Join a project…"))
        self._open.words(_("Open another…"), _("Open another workspace…"))
        self._create.words(_("Create workspace"))

    def _on_protect_toggled(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._first_field.setVisible(wanted)
        self._second_field.setVisible(wanted and not self._is_on_server)

    def _on_place_typed(self) -> None:
        """Speak of a passphrase for a folder, of an account's password for a server."""
        if self._is_on_server:
            self._folder_field.words(
                _("Folder"),
                _("A database on a server, where several coordinators can work at once."),
            )
            self._protect.setText(_("The server asks for a password"))
            self._first_field.words(_("Password of the account on the server"))
        else:
            self._folder_field.words(
                _("Folder"), _("On this computer, not on a network drive or in a cloud.")
            )
            self._protect.setText(_("Protect it with a passphrase"))
            self._first_field.words(
                _("Passphrase"),
                _(
                    "At least {count} characters. A few words are easy to remember and hard to guess."
                ).format(count=SHORTEST_PASSPHRASE),
            )
        self._on_protect_toggled(self._protect.isChecked())

    def _choose_folder(self) -> None:
        start = Path(self._folder.text()).parent
        chosen = QFileDialog.getExistingDirectory(
            self, _("Where should the workspace lie?"), str(start)
        )
        if chosen:
            name = Path(self._folder.text()).name or "sild.sild"
            self._folder.setText(str(Path(chosen) / name))

    def _open_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Open a workspace"), str(Path.home()))
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _on_create(self) -> None:
        passphrase = self._first.text() if self._protect.isChecked() else None
        name, folder = self._name.text().strip(), self._folder.text().strip()
        self._name_field.complain("" if name else _("Please give the workspace a name."))
        self._folder_field.complain(
            "" if folder else _("Please say where the workspace should lie.")
        )
        if self._is_on_server:
            self._ask_server(name, folder, passphrase)
            return
        short = passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE
        self._first_field.complain(_("This passphrase is too short.") if short else "")
        if passphrase and not short and not self._second.text():
            self._second.setFocus()
            return
        different = passphrase is not None and passphrase != self._second.text()
        self._second_field.complain(_("The two passphrases are not the same.") if different else "")
        if name and folder and not short and not different:
            self.wanted.emit(NewWorkspace(Path(folder), name, passphrase))

    def _ask_server(self, name: str, address: str, password: str | None) -> None:
        try:
            place = whereabouts(address)
        except ValueError:
            self._folder_field.complain(_("This is not the address of a database."))
            return
        if name:
            self.wanted.emit(NewWorkspace(place, name, password))
