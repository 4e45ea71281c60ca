"""The other first step of a first start: join a project with the file that its coordinator prepared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from app.i18n.catalog import _
from app.ui.start.create import SHORTEST_PASSPHRASE
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.fields import Field, PassphraseEdit
from app.ui.widgets.layouts import holder, row, tab_order

if TYPE_CHECKING:
    from app.core.errors import AppError


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWish:
    """With which file somebody joins, and where their workspace is to lie. ``own`` None leaves it unprotected."""

    package: Path
    package_passphrase: str | None
    folder: Path
    name: str
    own: str | None


class JoinStep(Step):
    """Asks for the file, its passphrase, and how the workspace is to be named and protected."""

    wanted = Signal(object)
    """A JoinWish."""
    back_wanted = Signal()
    """Found a project of one's own instead."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._home = folder
        self.file = QLineEdit()
        self._choose = secondary(self._choose_file, "folder-open")
        self.passphrase = PassphraseEdit()
        self.name = QLineEdit()
        self.protect = QCheckBox()
        self.first = PassphraseEdit()
        self.second = PassphraseEdit()
        place = row(self.file, self._choose)
        place.setStretch(0, 1)
        self._file_field = Field(holder(place))
        self._pass_field = Field(self.passphrase)
        self._name_field = Field(self.name)
        self._first_field = Field(self.first)
        self._second_field = Field(self.second)
        self._back = quiet(self.back_wanted.emit, "arrow-left")
        self._join = primary(self._on_join)
        self._join.setDefault(True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        for part in (self._file_field, self._pass_field, self._name_field, self.protect):
            self.body.addWidget(part)
        both = row(self._first_field, self._second_field, gap=16)
        for field in (self._first_field, self._second_field):
            both.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(both)
        self.buttons.insertWidget(0, self._back)
        self.buttons.addWidget(self._join)
        self.protect.toggled.connect(self._on_protect_toggled)
        for edit in (self.file, self.passphrase, self.name, self.first, self.second):
            edit.returnPressed.connect(self._on_join)
        tab_order(
            self.file, self._choose, self.passphrase, self.name, self.protect, self.first,
            self.second, self._back, self._join,
        )  # fmt: skip
        self.protect.setChecked(True)

    def enter(self) -> None:
        self.file.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Join a project"))
        self.text.setText(
            _(
                "Your coordinator prepared a file for you. It brings the questionnaires and your cases."
            )
        )
        self._file_field.words(_("File of the coordinator"), _("Its name ends in .sildpack."))
        self.file.setAccessibleName(_("File of the coordinator"))
        self._choose.words(_("Choose…"))
        self._pass_field.words(
            _("Passphrase of the file"),
            _("The coordinator has told you. Leave it empty if there is none."),
        )
        self._name_field.words(_("Name"), _("For example the project and your initials."))
        self.protect.setText(_("Protect it with a passphrase"))
        self._first_field.words(
            _("Your own passphrase"),
            _(
                "At least {count} characters. A few words are easy to remember and hard to guess."
            ).format(count=SHORTEST_PASSPHRASE),
        )
        self._second_field.words(_("The same again"))
        for edit in (self.passphrase, self.first, self.second):
            edit.retranslate()
        self._back.words(_("Found a project instead…"))
        self._join.words(_("Join the project"))

    def explain(self, error: AppError) -> None:
        super().explain(error)
        self.passphrase.setFocus()

    def _on_protect_toggled(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._first_field.setVisible(wanted)
        self._second_field.setVisible(wanted)

    def _choose_file(self) -> None:
        kinds = _("Packages (*.sildpack)")
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("File of the coordinator"), str(Path.home()), kinds
        )
        if chosen:
            self.file.setText(chosen)
            self.passphrase.setFocus()

    def _on_join(self) -> None:
        file, name = self.file.text().strip(), self.name.text().strip()
        own = self.first.text() if self.protect.isChecked() else None
        self._file_field.complain("" if file else _("Please choose the file."))
        self._name_field.complain("" if name else _("Please give the workspace a name."))
        is_short = own is not None and len(own) < SHORTEST_PASSPHRASE
        self._first_field.complain(_("This passphrase is too short.") if is_short else "")
        differs = own is not None and not is_short and own != self.second.text()
        self._second_field.complain(_("The two passphrases are not the same.") if differs else "")
        if file and name and not is_short and not differs:
            self.wanted.emit(
                JoinWish(
                    package=Path(file),
                    package_passphrase=self.passphrase.text() or None,
                    folder=_place(self._home),
                    name=name,
                    own=own,
                )
            )


def _place(home: Path) -> Path:
    """Return a folder for the workspace that is not taken."""
    place, number = home, 1
    while place.exists():
        number += 1
        place = home.with_name(f"{home.stem}-{number}{home.suffix}")
    return place
