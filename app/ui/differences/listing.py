"""The differences at the left: record, what it is about, and a tick once it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.i18n.catalog import _
from app.operations.difference_plan import is_moot
from app.ui import icons, theme
from app.ui.differences.words import record_name, short

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QPainter

    from app.operations.difference_plan import Plan
    from app.operations.differences import Disagreement, Sheet
    from app.ui.widgets.tables import Index

ROOT: Final = QModelIndex()
SETTLED: Final = int(Qt.ItemDataRole.UserRole) + 1
UNDER: Final = int(Qt.ItemDataRole.UserRole) + 2
IS_FIRST: Final = int(Qt.ItemDataRole.UserRole) + 3
PADDING: Final = 12
TICK: Final = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    sheet: Sheet
    difference: Disagreement

    @property
    def place(self) -> tuple[str, str]:
        """How the plan names it."""
        return self.sheet.record, self.difference.key


class DifferencesModel(QAbstractListModel):
    """All differences, record after record, with what the plan says of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self.plan: Plan = {}
        self._words: dict[int, tuple[str, str]] = {}

    def show_sheets(self, sheets: Sequence[Sheet], plan: Plan) -> None:
        """Show other differences."""
        self.beginResetModel()
        self.lines = [Line(sheet, each) for sheet in sheets for each in sheet.differences]
        self.plan = plan
        self._words = {}
        self.endResetModel()

    def show_plan(self, plan: Plan) -> None:
        """Show other decisions on the same differences."""
        self.plan = plan
        self._tell()

    def retranslate(self) -> None:
        """Make every word again."""
        self._words = {}
        self._tell()

    def is_settled(self, at: int) -> bool:
        """Whether nothing is left to decide of a line."""
        line = self.lines[at]
        return line.place in self.plan or is_moot(line.difference, line.sheet, self.plan)

    def settled(self) -> int:
        """Count the lines of which nothing is left to decide."""
        return sum(map(self.is_settled, range(len(self.lines))))

    def next_open(self, at: int, step: int = 1) -> int:
        """Return the next line, or the one before, that is not settled; -1 when all are."""
        count = len(self.lines)
        around = [(at + step * (way + 1)) % count for way in range(count)] if count else []
        return next((each for each in around if not self.is_settled(each)), -1)

    def place_of(self, place: tuple[str, str]) -> int:
        """Return where a difference stands, else the first of its record; -1 when there is none."""
        places = [line.place for line in self.lines]
        if place in places:
            return places.index(place)
        return next((n for n, each in enumerate(places) if each[0] == place[0]), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = index.row()
        if role in {Qt.ItemDataRole.DisplayRole, UNDER}:
            return self._said(at)[role == UNDER]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            said = ", ".join(self._said(at))
            if role == Qt.ItemDataRole.ToolTipRole:
                return said
            state = _("settled") if self.is_settled(at) else _("to settle")
            return f"{said}, {state}"
        if role == SETTLED:
            return self.is_settled(at)
        if role == IS_FIRST:
            return not at or self.lines[at - 1].sheet is not self.lines[at].sheet
        return None

    def _said(self, at: int) -> tuple[str, str]:
        if at not in self._words:
            line = self.lines[at]
            self._words[at] = record_name(line.sheet), short(line.sheet, line.difference)
        return self._words[at]

    def _tell(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))


class DifferencesView(QListView):
    """The list; the arrows walk it, what a key decides is the page's."""

    moved = Signal()
    """Another line is current."""

    def __init__(self, model: DifferencesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def selectionChanged(self, chosen: QItemSelection, left: QItemSelection) -> None:  # noqa: N802 - Qt's name
        super().selectionChanged(chosen, left)
        self.moved.emit()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are keys of the page here."""

    def choose(self, at: int) -> None:
        """Bring a line into view and make it current."""
        index = self.model().index(at, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def at(self) -> int:
        """Return the current line; -1 when there is none."""
        return self.currentIndex().row()


class _LineDelegate(QStyledItemDelegate):
    """Paints the record in bold, under it what differs, and the tick."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = theme.font("body"), theme.font("body", bold=True)
        from PySide6.QtGui import QFontMetrics

        height = sum(QFontMetrics(font).height() for font in lines)
        return QSize(120, height + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("bridge-soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        inside = rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        if index.data(SETTLED):
            ratio = painter.device().devicePixelRatioF()
            tick = icons.pixmap("check", "good", TICK, ratio)
            painter.drawPixmap(inside.right() - TICK, inside.bottom() - TICK, tick)
            inside.setRight(inside.right() - TICK - 8)
        half = inside.height() // 2
        above = QRect(inside.left(), inside.top(), inside.width(), half)
        below = QRect(inside.left(), inside.top() + half, inside.width(), inside.height() - half)
        name = "ink" if index.data(IS_FIRST) else "ink-soft"
        self._write(painter, above, index.data() or "", name, bold=bool(index.data(IS_FIRST)))
        self._write(painter, below, index.data(UNDER) or "", "ink-soft" if name == "ink" else "ink")

    def _write(
        self, painter: QPainter, room: QRect, text: str, token: str, *, bold: bool = False
    ) -> None:
        painter.setFont(theme.font("body", bold=bold))
        painter.setPen(theme.colour(token))
        one_line = " ".join(text.split())
        said = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said
        )
