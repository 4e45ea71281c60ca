"""Find a question by its number or words and go there (Ctrl+J); remarks are listed the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.i18n.catalog import _
from app.ui import icons, keys
from app.ui.runner.controls.codes import folded, found_in
from app.ui.runner.jump_row import PlacePainter
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.found import FoundList

if TYPE_CHECKING:
    from app.forms.state import Address

PlaceRole: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A question one can go to. ``sign`` is an icon and its colour token: answered, open, wrong."""

    address: Address
    number: str
    text: str
    detail: str
    sign: tuple[str, str]
    others: str = ""
    """The words in the form's other languages, in which the search looks too."""


class PlaceModel(QAbstractListModel):
    """The places that match what is sought."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._all = [
            (place, folded(f"{place.number} {place.text} {place.detail} {place.others}"))
            for place in places
        ]
        self._shown = [place for place, _words in self._all]

    def seek(self, text: str) -> None:
        """Show what matches: the beginning of the number, or words."""
        sought = folded(text.strip())
        self.beginResetModel()
        numbered = [p for p, _w in self._all if sought and p.number.startswith(sought)]
        self._shown = numbered or [p for p, words in self._all if found_in(sought, words)]
        self.endResetModel()

    def place(self, row: int) -> Place | None:
        """Return the place in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, address: Address) -> int:
        """Return the row of a place, 0 when it is not there."""
        return next((at for at, place in enumerate(self._shown) if place.address == address), 0)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        place = self.place(index.row())
        if place is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{place.number} {place.text}"
        return place if role == PlaceRole else None


class JumpDialog(Dialog):
    """A field and the questions found; Enter goes to the marked one."""

    def __init__(self, parent: QWidget, title: str, places: Sequence[Place], here: Address) -> None:
        super().__init__(parent, title)
        self.chosen: Address | None = None
        self.model = PlaceModel(places)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Number or words of the question"))
        self.edit.setAccessibleName(title)
        self.edit.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.installEventFilter(self)
        self.list = FoundList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlacePainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(360)
        self.list.setAccessibleName(title)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.body.addWidget(self.edit)
        self.body.addWidget(self.list)
        keys.bind(self, "Return", slot=lambda: self._take(self.list.currentIndex().row()))
        self._mark(self.model.row_of(here))
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the focus stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step:
                self._mark(self.list.currentIndex().row() + step)
                return True
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        self.model.seek(text)
        self._mark(0)

    def _mark(self, row: int) -> None:
        if not self.model.rowCount():
            return
        index = self.model.index(max(0, min(row, self.model.rowCount() - 1)))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _take(self, row: int) -> None:
        place = self.model.place(row)
        if place is not None:
            self.chosen = place.address
            self.accept()
