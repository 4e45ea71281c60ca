"""Packages dropped anywhere on the window go to the place of packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row

if TYPE_CHECKING:
    from app.ui.shell import Shell

ENDING: Final = ".sildpack"
PLACE: Final = "sync"


class Dropping(QObject):
    """Watches the shell for files that hover above it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.sheet = PackageSheet(shell)
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take packages and folders; everything else goes its way."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        if kind == QEvent.Type.DragLeave:
            self.sheet.hide()
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if self._shell.is_filled or not dropped(event):
            return False
        event.acceptProposedAction()
        self.sheet.cover(self._shell)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        from app.ui.sync.page import SyncPage

        self.sheet.hide()
        paths = dropped(event)
        if self._shell.is_filled or not paths:
            return False
        event.acceptProposedAction()
        self._shell.go(PLACE)
        page = self._shell.page
        if isinstance(page, SyncPage):
            page.take_in(paths)
        return True


class PackageSheet(QFrame):
    """Lies over the window while packages hover above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = words("question")
        layout = QVBoxLayout(self)
        layout.addLayout(row(STRETCH, self._text, STRETCH))
        self.hide()

    def cover(self, widget: QWidget) -> None:
        """Lie over all of a widget."""
        self._text.setText(_("Let go to look into the packages"))
        self.setGeometry(widget.rect())
        self.raise_()
        self.show()


def dropped(event: QDropEvent) -> list[Path]:
    """Return the packages and folders of a drag; nothing when anything else is among them."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    known = [path for path in paths if path.suffix.lower() == ENDING or path.is_dir()]
    return known if len(known) == len(urls) else []
