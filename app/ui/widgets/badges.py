"""A state in a word, an icon and a colour, never in colour alone; as a widget and as paint for table cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import icons, theme

PADDING: Final = 8
ICON: Final = 14
GAP: Final = 5
HEIGHT: Final = 22


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows: words, an icon, a tone (``good``, ``notice``, ``alert``, ``bridge``, ``plain``)."""

    text: str
    tone: str = "plain"
    icon: str = ""
    share: float | None = None
    """0-1 draws a filling disc in place of the icon: how far a draft has come."""


def badge_width(badge: Badge) -> int:
    """Return the pixels a badge wants."""
    text = QFontMetrics(theme.font("caption")).horizontalAdvance(badge.text)
    mark = ICON + GAP if badge.icon or badge.share is not None else 0
    return PADDING * 2 + mark + text + 1


def badge_height() -> int:
    """Return the pixels of a badge's height at the current text size."""
    return max(HEIGHT, QFontMetrics(theme.font("caption")).height() + 5)


def paint_badge(painter: QPainter, room: QRect, badge: Badge, ratio: float = 1.0) -> None:
    """Draw a badge at the left of ``room``, centred in its height, shortened to its width."""
    ink, ground = _colours(badge.tone)
    height = min(badge_height(), room.height())
    top = room.top() + (room.height() - height) // 2
    box = QRect(room.left(), top, min(badge_width(badge), room.width()), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    inside = box.adjusted(PADDING, 0, -PADDING, 0)
    inside.setLeft(inside.left() + _paint_mark(painter, inside, badge, ratio))
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font("caption"))
    text = painter.fontMetrics().elidedText(badge.text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
    painter.restore()


class StateBadge(QWidget):
    """A badge on a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = Badge("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watch().changed.connect(self.updateGeometry)

    def show_badge(self, badge: Badge) -> None:
        """Show another state."""
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.setVisible(bool(badge.text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._badge), badge_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._badge, self.devicePixelRatioF())
        painter.end()


def _colours(tone: str) -> tuple[str, str]:
    if tone == "plain":
        return "ink-soft", "hover"
    return tone, f"{tone}-soft"


def _paint_mark(painter: QPainter, inside: QRect, badge: Badge, ratio: float) -> int:
    """Draw the icon or the disc and return the pixels it took."""
    ink, _ground = _colours(badge.tone)
    middle = inside.center().y() + 1
    if badge.share is not None:
        _paint_disc(painter, QPointF(inside.left() + ICON / 2, middle), badge.share, ink)
    elif badge.icon:
        picture = icons.pixmap(badge.icon, ink, ICON, ratio)
        painter.drawPixmap(inside.left(), middle - ICON // 2, picture)
    else:
        return 0
    return ICON + GAP


def _paint_disc(painter: QPainter, centre: QPointF, share: float, ink: str) -> None:
    radius = ICON / 2 - 1.5
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(theme.colour(ink))
    pen.setWidthF(1.3)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ink))
    painter.drawPie(box, 90 * 16, -round(max(0.0, min(1.0, share)) * 360 * 16))
