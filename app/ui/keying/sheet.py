"""The sheet of a paper form on the screen: a dense table painted line by line, and the one field, on the line in hand.

One field for all questions, moved from line to line: a thousand questions cost no more than the lines in view, and the
keyer's hand never meets another control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.i18n.catalog import _, pgettext
from app.ui import icons, theme
from app.ui.keying.model import LineKind

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter, QResizeEvent

    from app.ui.keying.words import SheetWords
    from app.ui.widgets.tables import Index

NUMBER, QUESTION, FIELD, READING = range(4)
ROOT: Final = QModelIndex()
PADDING: Final = 10
_LINE: Final = 32
_FIELD_LETTERS: Final = 24


class SheetModel(QAbstractTableModel):
    """The lines of an entry in words."""

    def __init__(self, words: SheetWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._count = len(words.model.lines)

    def look_again(self) -> None:
        """Take the lines as they are now; what is in view is painted anew."""
        if len(self.words.model.lines) != self._count:
            self.beginResetModel()
            self._count = len(self.words.model.lines)
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (pgettext("column", "No."), _("Question"), _("As on paper"), _("Read as"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._count:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words.cell(self.words.model.lines[index.row()], index.column())
        return None


class LinePainter(QStyledItemDelegate):
    """Paints a line: headings bold, what the routing skips in soft ink, what breaks a rule with its sign."""

    def __init__(self, words: SheetWords, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, _height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._words.model
        line = model.lines[index.row()]
        room: QRect = option.rect
        is_here = index.row() == model.place
        if is_here or line.kind is LineKind.HEADING:
            ground = "bridge-soft" if is_here else "hover"
            painter.fillRect(room, theme.colour(ground))
        painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), theme.colour("line"))
        inside = room.adjusted(PADDING, 0, -PADDING, -1)
        sign = self._words.sign(line) if index.column() == READING else None
        if sign:
            picture = icons.pixmap(*sign, 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(inside.left(), inside.center().y() - 7, picture)
            inside.setLeft(inside.left() + 22)
        token = self._words.tone(line, index.column())
        bold = line.kind is LineKind.HEADING or (is_here and index.column() == QUESTION)
        painter.setFont(theme.font("body", bold=bold))
        painter.setPen(theme.colour(token))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inside.width()
        )
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(side), text)


class Sheet(QTableView):
    """The lines with the field on the one in hand."""

    line_clicked = Signal(int)
    """The place of a line that was clicked."""

    def __init__(self, words: SheetWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines = SheetModel(words, self)
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(words, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.field = QLineEdit(self.viewport())
        self.field.setStyleSheet("min-height: 0; padding: 0 8px;")
        self.clicked.connect(lambda index: self.line_clicked.emit(index.row()))
        theme.watch().changed.connect(self._measure)
        self._measure()

    def show_place(self) -> None:
        """Bring the line in hand into view and put the field on it."""
        self.lines.look_again()
        place = self._words.model.place
        ahead = min(place + 2, self.lines.rowCount() - 1)
        self.scrollTo(self.lines.index(ahead, FIELD))
        self.scrollTo(self.lines.index(place, FIELD))
        self._put_field()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._put_field()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._put_field()

    def _put_field(self) -> None:
        place = self._words.model.place
        room = self.visualRect(self.lines.index(place, FIELD))
        self.field.setGeometry(room.adjusted(2, 2, -2, -3))

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(_height())
        self._share_width()

    def _share_width(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        width = self.viewport().width()
        number = letter * 7 + 2 * PADDING
        field = min(letter * _FIELD_LETTERS + 2 * PADDING, width // 3)
        rest = max(0, width - number - field)
        question = rest * 6 // 10
        for column, size in enumerate((number, question, field, rest - question)):
            self.setColumnWidth(column, size)


def _height() -> int:
    return round(_LINE * theme.tokens().scale)
