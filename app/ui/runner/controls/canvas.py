"""A sheet of paper to draw on with mouse, pen or finger: strokes over a picture or over nothing, rendered as PNG.

Strokes are kept in the sheet's own units, so that they stay where they are when the window changes its size. What is
drawn already lies in a layer; a stroke under the pen adds its last piece to it, however much there is. The sheet is
white and its ink dark in both looks, because what is drawn here is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent, QTabletEvent

PAPER: Final = QColor("#FFFFFF")
INK: Final = QColor("#12202B")
RED: Final = QColor("#C3201B")
_PEN: Final = 2.6
_RULE: Final = 0.74
"""How far down the sheet of a signature its rule lies."""
_LEAST_STEP: Final = 0.4
_LEAST_HEIGHT: Final = 120


@dataclass(slots=True)
class Stroke:
    """One line of the pen, in units of the sheet."""

    points: list[QPointF] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def add(self, point: QPointF, pressure: float) -> bool:
        """Go on to a point. Returns False when the pen has hardly moved."""
        if self.points and (point - self.points[-1]).manhattanLength() < _LEAST_STEP:
            return False
        self.points.append(point)
        self.widths.append(_PEN * (0.5 + pressure))
        return True


class Canvas(QWidget):
    """The sheet."""

    drawn = Signal()
    """A stroke has ended, or was taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = QSize(720, 240)
        self.colour = INK
        self.has_rule = False
        self._base: QPixmap | None = None
        self._name = self._under_name = ""
        self._strokes: list[Stroke] = []
        self._undone: list[Stroke] = []
        self._under_pen: Stroke | None = None
        self._layer = QPixmap()
        self._room = self.sheet.width()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        theme.watch().changed.connect(self.update)

    # --- what is on it

    @property
    def has_strokes(self) -> bool:
        """Whether anything was drawn."""
        return bool(self._strokes)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on the sheet."""
        return not (self._strokes or self._name or self._base)

    def be(self, sheet: QSize, colour: QColor, *, rule: bool) -> None:
        """Take the shape of another sheet, ruled for a signature or not."""
        self.sheet, self.colour, self.has_rule = sheet, colour, rule
        self.fit(self._room)
        self._redraw()

    def fit(self, room: int) -> None:
        """Be as wide as the room there is, but no taller than half the window: the whole sheet is to be seen."""
        self._room = room
        tallest = max(_LEAST_HEIGHT, self.window().height() // 2)
        width = min(room, round(tallest * self.sheet.width() / self.sheet.height()))
        size = QSize(width, self.heightForWidth(width))
        if self.minimumSize() != size or self.maximumSize() != size:
            self.setFixedSize(size)

    def show_base(self, picture: QPixmap | None) -> None:
        """Lay a picture under what is drawn."""
        if picture is None and self._base is None:
            return
        self._base = picture
        self._redraw()

    def wipe(self) -> None:
        """Take everything away."""
        self._base, self._name, self._under_pen = None, "", None
        self._strokes, self._undone = [], []
        self._redraw()

    def write_name(self, name: str, under: str) -> None:
        """Put a typed name in place of strokes; ``under`` says in small letters that it was typed."""
        self.wipe()
        self._name, self._under_name = name, under
        self._redraw()

    def undo_stroke(self) -> bool:
        """Take the last stroke back. Returns False when there is none."""
        return self._shift(self._strokes, self._undone)

    def redo_stroke(self) -> bool:
        """Draw again what was taken back. Returns False when nothing was."""
        return self._shift(self._undone, self._strokes)

    def png(self) -> bytes:
        """Render the sheet in twice its size, or in that of the picture below."""
        size = self.sheet * 2
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(PAPER)
        painter = QPainter(image)
        painter.scale(2, 2)
        self._paint_content(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    # --- the pen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._put_down(event.position(), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position(), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        act = {
            event.Type.TabletPress: self._put_down,
            event.Type.TabletMove: self._move_to,
        }.get(event.type())
        if act is not None:
            act(event.position(), event.pressure())
        elif event.type() == event.Type.TabletRelease:
            self._lift()
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._lift()

    # --- size and painting

    def heightForWidth(self, width: int) -> int:
        return round(width * self.sheet.height() / self.sheet.width())

    def sizeHint(self) -> QSize:
        return self.sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layer.isNull():
            self._make_layer()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line-strong"), 1))
        radius = theme.tokens().size("radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    # --- inside

    @property
    def _scale(self) -> float:
        return self.width() / self.sheet.width()

    def _put_down(self, place: QPointF, pressure: float) -> None:
        self._name = ""
        self._under_pen = Stroke()
        self._undone = []
        self._under_pen.add(place / self._scale, pressure)

    def _move_to(self, place: QPointF, pressure: float) -> None:
        if self._under_pen is None or not self._under_pen.add(place / self._scale, pressure):
            return
        if self._layer.isNull():
            self._make_layer()
        painter = self._painter_of_layer()
        _paint_piece(painter, self._under_pen, len(self._under_pen.points) - 1, self.colour)
        painter.end()
        self.update(self._around_last_piece())

    def _lift(self) -> None:
        if self._under_pen is None:
            return
        self._strokes.append(self._under_pen)
        self._under_pen = None
        self._redraw()
        self.drawn.emit()

    def _shift(self, source: list[Stroke], target: list[Stroke]) -> bool:
        if not source:
            return False
        target.append(source.pop())
        self._redraw()
        self.drawn.emit()
        return True

    def _around_last_piece(self) -> QRect:
        assert self._under_pen is not None
        last = [point * self._scale for point in self._under_pen.points[-3:]]
        room = QRectF(last[0], last[-1]).normalized()
        for point in last:
            room = room.united(QRectF(point, QSizeF(1, 1)))
        return room.adjusted(-8, -8, 8, 8).toAlignedRect()

    def _redraw(self) -> None:
        self._layer = QPixmap()
        self.update()

    def _make_layer(self) -> None:
        ratio = self.devicePixelRatioF()
        self._layer = QPixmap(self.size() * ratio)
        self._layer.setDevicePixelRatio(ratio)
        self._layer.fill(PAPER)
        painter = self._painter_of_layer()
        if self.has_rule:
            self._paint_rule(painter)
        self._paint_content(painter)
        painter.end()

    def _painter_of_layer(self) -> QPainter:
        painter = QPainter(self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        return painter

    def _paint_rule(self, painter: QPainter) -> None:
        height = self.sheet.height() * _RULE
        painter.setPen(QPen(QColor("#8A96A0"), 1))
        painter.drawLine(QPointF(32, height), QPointF(self.sheet.width() - 32, height))

    def _paint_content(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._base is not None:
            painter.drawPixmap(self._room_for(self._base), self._base, QRectF(self._base.rect()))
        if self._name:
            self._paint_name(painter)
        for stroke in self._strokes:
            for at in range(len(stroke.points)):
                _paint_piece(painter, stroke, at, self.colour)

    def _room_for(self, picture: QPixmap) -> QRectF:
        whole = QSizeF(self.sheet)
        size = QSizeF(picture.size()).scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (whole.width() - size.width()) / 2, (whole.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def _paint_name(self, painter: QPainter) -> None:
        width, rule = self.sheet.width(), self.sheet.height() * _RULE
        font = theme.font("title", italic=True)
        font.setPixelSize(54)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(self._name)
        font.setPixelSize(min(54, max(16, int(54 * (width - 80) / max(1, wide)))))
        painter.setFont(font)
        painter.setPen(INK)
        painter.drawText(QPointF(40, rule - 14), self._name)
        small = theme.font("caption")
        small.setPixelSize(13)
        painter.setFont(small)
        painter.setPen(QColor("#52606B"))
        painter.drawText(QPointF(40, rule + 26), self._under_name)


def _paint_piece(painter: QPainter, stroke: Stroke, at: int, colour: QColor) -> None:
    """Paint the piece of a stroke that ends at a point; the first point alone is a dot."""
    pen = QPen(colour, stroke.widths[at])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if at == 0:
        painter.drawPoint(stroke.points[0])
    else:
        painter.drawLine(stroke.points[at - 1], stroke.points[at])
