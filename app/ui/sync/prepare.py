"""Before a package is prepared: what it will hold, what stays, who can open it, where it goes, in files how large."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.i18n import formats
from app.i18n.catalog import _
from app.ui.sync import words as said
from app.ui.sync.dialog import PackageDialog
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import holder, row
from app.ui.widgets.segments import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.operations.sync_outlook import Outlook
    from app.ui.desk import Desk

MAIL_BYTES: Final = 20_000_000
"""What most mail boxes still take."""
FAT: Final = (b"vfat", b"msdos", b"fat", b"fat32")
FOLDER: Final = "package"
"""Under this purpose the window remembers where packages go."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a package goes, and how large its files may be."""

    path: Path
    limit_bytes: int | None


class TargetFields:
    """The folder and the size of the files, as every dialog that writes a package asks for them."""

    def __init__(self, desk: Desk, over: QWidget, name: str) -> None:
        self._desk, self._over, self._name = desk, over, name
        self.folder = QLineEdit(str(desk.preferences.folder(FOLDER)))
        self.choose = secondary(self._choose, "folder")
        self.choose.words(_("Choose…"))
        place = row(self.folder, self.choose)
        place.setStretch(0, 1)
        self.place = Field(holder(place))
        self.sizes = Segmented()
        self.sizes.show_segments(
            (
                Segment("stick", _("For a stick or folder")),
                Segment("mail", _("For e-mail: files of 20 MB")),
            ),
            "stick",
        )
        self.size = Field(self.sizes)
        self.size.words(_("Size of the files"))
        self.folder.textChanged.connect(lambda _text: self._say_room())
        self._say_room()

    def target(self) -> Target | None:
        """Return where to write; None, having said why, when there is no such folder."""
        folder = Path(self.folder.text().strip())
        if not self.folder.text().strip() or not folder.is_dir():
            self.place.complain(_("There is no such folder."))
            self.folder.setFocus()
            return None
        self._desk.preferences.remember_folder(FOLDER, folder)
        limit = MAIL_BYTES if self.sizes.current == "mail" else None
        return Target(_free(folder, self._name), limit)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._over, _("Where should the package go?"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

    def _say_room(self) -> None:
        self.place.complain("")
        self.place.words(_("Folder or memory stick"), room_words(Path(self.folder.text())))
        self.folder.setAccessibleName(_("Folder or memory stick"))


class PrepareDialog(PackageDialog):
    """Says what the package will hold and asks where it goes; `target` is that once it was accepted."""

    def __init__(self, desk: Desk, told: Outlook, parent: QWidget) -> None:
        super().__init__(parent, _("Prepare a package"))
        self.target: Target | None = None
        self.fields = TargetFields(desk, self, package_name(desk))
        if told.is_empty:
            self.add_words(
                _("Everything is confirmed already; the package would hold nothing new.")
            )
        else:
            self.add_words(said.holds(told), "bold")
            self.add_words(said.since(told), "soft")
            size = formats.file_size(told.size_bytes)
            self.add_words(_("About {size}.").format(size=size), "soft")
        self.body.addWidget(
            words("" if told.sealed else "notice", wrap=True, text=said.sealed_for(told))
        )
        self.add_words(said.stays(told))
        self.body.addWidget(self.fields.place)
        self.body.addWidget(self.fields.size)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.prepare = self.add_button(Button("primary"))
        self.prepare.words(_("Prepare"))
        self.prepare.setDefault(True)
        self.prepare.clicked.connect(self._agree)
        self.prepare.setFocus()

    def _agree(self) -> None:
        self.target = self.fields.target()
        if self.target is not None:
            self.accept()


class PlaceDialog(PackageDialog):
    """Asks only where a package goes, after some words on what it is; `target` is that once it was accepted."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, text: str, name: str) -> None:
        super().__init__(parent, title)
        self.target: Target | None = None
        self.fields = TargetFields(desk, self, name)
        self.add_words(text)
        self.body.addWidget(self.fields.place)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.prepare = self.add_button(Button("primary"))
        self.prepare.words(_("Prepare"))
        self.prepare.setDefault(True)
        self.prepare.clicked.connect(self._agree)
        self.prepare.setFocus()

    def _agree(self) -> None:
        self.target = self.fields.target()
        if self.target is not None:
            self.accept()


def package_name(desk: Desk, what: str = "") -> str:
    """Return what the file of a package is called, without its ending: workspace, day, perhaps for whom."""
    from app.operations.workspace import workspace_name

    day = desk.services.clock.now().strftime("%Y-%m-%d")
    parts = (workspace_name(desk.services), what, day)
    return "-".join(cleaned for each in parts if (cleaned := _cleaned(each)))


def room_words(folder: Path, free_of: Callable[[Path], tuple[int, bytes]] | None = None) -> str:
    """Say how much room is left in a folder, and that a stick formatted as FAT takes files of 4 GB at most."""
    if not folder.is_dir():
        return ""
    free, system = (free_of or _storage)(folder)
    room = _("{size} free").format(size=formats.file_size(free))
    if system.lower() in FAT:
        return room + " · " + _("FAT: larger packages are split into files of 4 GB")
    return room


def _storage(folder: Path) -> tuple[int, bytes]:
    storage = QStorageInfo(str(folder))
    return max(0, storage.bytesAvailable()), bytes(storage.fileSystemType().data())


def _cleaned(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")


def _free(folder: Path, name: str) -> Path:
    """Return a file name that is not taken, whole or in parts."""
    number, taken = 1, True
    path = folder / f"{name}.sildpack"
    while taken:
        path = folder / (f"{name}.sildpack" if number == 1 else f"{name}-{number}.sildpack")
        taken = path.exists() or any(folder.glob(f"{path.stem}-*-of-*.sildpack"))
        number += 1
    return path
