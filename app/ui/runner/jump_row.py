"""How a line of the jump list looks: a sign of how the question stands, its number, its words, a soft detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from app.ui.runner.jump import Place

HEIGHT = 36
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class PlacePainter(QStyledItemDelegate):
    """Draws a place of the interview."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place = cast("Place", index.data(Qt.ItemDataRole.UserRole))
        room = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.colour("bridge-soft"))
        icon, token = place.sign
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            room.left() + 10, room.center().y() - 7, icons.pixmap(icon, token, 16, ratio)
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink-soft"))
        painter.drawText(
            QRect(room.left() + 38, room.top(), 48, room.height()), _MIDDLE, place.number
        )
        self._paint_words(painter, room.adjusted(90, 0, -12, 0), place)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, room: QRect, place: Place) -> None:
        painter.setFont(theme.font("body"))
        detail_width = 0
        if place.detail:
            wanted = painter.fontMetrics().horizontalAdvance(place.detail) + 12
            detail_width = min(wanted, room.width() // 3)
        words = room.adjusted(0, 0, -detail_width, 0)
        painter.setPen(theme.colour("ink"))
        elide = painter.fontMetrics().elidedText
        painter.drawText(
            words, _MIDDLE, elide(place.text, Qt.TextElideMode.ElideRight, words.width())
        )
        detail = QRect(words.right() + 12, room.top(), detail_width, room.height())
        painter.setPen(theme.colour("ink-soft"))
        painter.drawText(
            detail, _MIDDLE, elide(place.detail, Qt.TextElideMode.ElideRight, detail.width())
        )
