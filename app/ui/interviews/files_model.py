"""The files of an interview as a table: the question, what kind of file answers it, how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.i18n import formats
from app.i18n.catalog import _
from app.ui.runner.markdown import plain_text
from app.ui.widgets.tables import STRONG, TONE, Column, Index

if TYPE_CHECKING:
    from app.operations.attachments import Attachment

COLUMNS: Final = (Column(3, 240), Column(1, 120), Column(0.6, 100))
QUESTION, KIND, SIZE = range(3)
ROOT: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FilesModel(QAbstractTableModel):
    """Files in the order of the form."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: Sequence[Attachment] = ()

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show the files of another interview."""
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every word again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self.files:
            last = self.index(len(self.files) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return _RIGHT
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Question"), _("Kind"), _("Size"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        file, column = self.files[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            size = formats.file_size(file.size_bytes)
            return (plain_text((file.label,)), kind_words(file.media_type), size)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return _RIGHT
        if role == STRONG:
            return column == QUESTION
        if role == TONE:
            return "ink" if column == QUESTION else "ink-soft"
        return None


def kind_words(media_type: str) -> str:
    """Say what kind of file this is."""
    family = media_type.partition("/")[0]
    return {"image": _("Picture"), "audio": _("Recording"), "video": _("Video")}.get(
        family, _("File")
    )
