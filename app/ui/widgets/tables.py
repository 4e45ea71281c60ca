"""Tables as every list of the window shows them: whole rows, hairlines, words in tones, badges, columns that give way.

Apart from the models so that a model says only *what* a cell holds: text under DisplayRole, a token under `TONE`, a
`Badge` under `BADGE`, True under `STRONG`. Painting is done here, cell by cell, and stays smooth with 10,000 rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.badges import Badge, badge_width, paint_badge

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

TONE: Final = int(Qt.ItemDataRole.UserRole) + 1
BADGE: Final = int(Qt.ItemDataRole.UserRole) + 2
STRONG: Final = int(Qt.ItemDataRole.UserRole) + 3
PADDING: Final = 12
LEAST_HEIGHT: Final = 136
"""A heading and some rows; a page in a lower window scrolls."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """How wide a column is: its part of the width, never less than ``least``; hidden in tables narrower than that."""

    share: float
    least: int = 80
    hidden_below: int = 0
    right: bool = False


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: ground of its row, words in a tone or a badge, a hairline below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if selected:
            painter.fillRect(rect, theme.colour("bridge-soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            paint_badge(painter, inside, badge, painter.device().devicePixelRatioF())
        else:
            self._paint_words(painter, inside, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            return QSize(badge_width(badge) + 2 * PADDING, theme.tokens().size("row-table"))
        return QSize(
            super().sizeHint(option, index).width() + PADDING, theme.tokens().size("row-table")
        )

    def _paint_words(self, painter: QPainter, inside: QRect, index: Index) -> None:
        painter.setFont(theme.font("body", bold=bool(index.data(STRONG))))
        painter.setPen(theme.colour(index.data(TONE) or "ink"))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inside.width()
        )
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag(side)), text)


class Table(QTableView):
    """A table of rows: arrows walk, Enter and double click open, Delete removes, a click on a heading sorts."""

    opened = Signal(int)
    """The row that a person wants to open."""
    removal_wanted = Signal()
    """Delete was pressed."""
    selection_moved = Signal()
    """Other rows are selected."""
    sort_wanted = Signal(int)
    """The column whose heading was clicked."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.sectionClicked.connect(self.sort_wanted)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme.watch().changed.connect(self._measure_rows)
        self._measure_rows()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        super().setModel(model)
        if model is not None:
            self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())
            model.modelReset.connect(self.selection_moved)
            self._lay_columns()

    def show_sort(self, column: int, *, descending: bool) -> None:
        """Mark the column by which the rows are sorted."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)

    def rows(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        if self.selectionModel() is None:
            return []
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, row: int) -> None:
        """Select a row and bring it into view."""
        model = self.model()
        if model is not None and model.rowCount():
            index = model.index(max(0, min(row, model.rowCount() - 1)), 0)
            # said outright: setCurrentIndex asks the keyboard, and a Ctrl still held down would toggle
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Delete and self.rows():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _measure_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.tokens().size("row-table") + 4)

    def _lay_columns(self) -> None:
        """Divide the width: first every column's least, then the rest by share; narrow tables hide some."""
        if self.model() is None:
            return
        width = self.viewport().width()
        scale = theme.tokens().scale
        shown = [column for column in self._columns if width >= column.hidden_below * scale]
        least = sum(round(column.least * scale) for column in shown)
        shares = sum(column.share for column in shown) or 1.0
        rest, used = max(0, width - least), 0
        for place, column in enumerate(self._columns):
            self.setColumnHidden(place, column not in shown)
            if column not in shown:
                continue
            wide = round(column.least * scale) + int(rest * column.share / shares)
            if column is shown[-1]:
                wide = max(wide, width - used)
            self.setColumnWidth(place, wide)
            used += wide
