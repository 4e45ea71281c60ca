"""How a row of a rank looks: its place, its words, a grip for the mouse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme

RowRole: Final = Qt.ItemDataRole.UserRole
CAP: Final = 26


@dataclass(frozen=True, slots=True)
class RankRow:
    """One choice to be put in order; ``place`` is '' until an order is given."""

    value: str
    label: str
    gloss: str = ""
    place: str = ""

    def placed(self, place: str) -> RankRow:
        """Return the row at another place."""
        return replace(self, place=place)


class RankPainter(QStyledItemDelegate):
    """Draws a row of a rank."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, theme.tokens().size("row-answer") + 4)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = cast("RankRow", index.data(RowRole))
        room = option.rect
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_marked:
            painter.fillRect(room, theme.colour("bridge-soft"))
            painter.fillRect(
                QRect(room.left(), room.top(), 3, room.height()), theme.colour("bridge")
            )
        middle = room.center().y()
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            room.left() + 12, middle - 9, icons.pixmap("grip-vertical", "ink-soft", 20, ratio)
        )
        self._paint_place(painter, QRectF(room.left() + 44.5, middle - 12.5, CAP - 1, CAP - 1), row)
        self._paint_words(painter, room.adjusted(86, 0, -12, 0), row)
        painter.restore()

    @staticmethod
    def _paint_place(painter: QPainter, box: QRectF, row: RankRow) -> None:
        painter.setPen(QPen(theme.colour("bridge" if row.place else "line-strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("bridge"))
        painter.setFont(theme.font("body", bold=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), row.place)

    @staticmethod
    def _paint_words(painter: QPainter, room: QRect, row: RankRow) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, middle, row.label)
        rest = room.adjusted(painter.fontMetrics().horizontalAdvance(row.label) + 14, 0, 0, 0)
        painter.setFont(theme.font("body", italic=True))
        painter.setPen(theme.colour("ink-soft"))
        painter.drawText(rest, middle, row.gloss)
