"""The drawn parts of a range: a line with ticks and a handle, lying or standing, and a row of stars for a rating.

Both are Qt sliders underneath, so that they are said aloud as such and take the arrows, Home, End and the page keys.
The handle is hollow, and no star is filled, until there is an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_HANDLE: Final = 20
_EDGE: Final = 13
_MOST_TICKS: Final = 60
STAR: Final = 40
_STAR_POINTS: Final = (
    (0.0, -1.0),
    (0.24, -0.33),
    (0.95, -0.31),
    (0.38, 0.12),
    (0.59, 0.81),
    (0.0, 0.4),
    (-0.59, 0.81),
    (-0.38, 0.12),
    (-0.95, -0.31),
    (-0.24, -0.33),
)


class _AnswerSlider(QSlider):
    """A place that may be an answer: ``is_answered`` says whether it means anything yet."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.is_answered = False
        theme.watch().changed.connect(self.update)

    def show_answer(self, place: int | None) -> None:
        """Show the answer at a place; None shows that there is none."""
        self.is_answered = place is not None
        self.setValue(place or 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
            event.ignore()
            return
        before = self.value()
        super().keyPressEvent(event)
        if event.isAccepted() and self.value() == before and not self.is_answered:
            self.valueChanged.emit(before)


class ScaleSlider(_AnswerSlider):
    """A place on a scale; the handle is hollow until there is an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks_every = 0
        """A tick at every so many steps; 0 draws none."""
        self.lie()

    def lie(self, *, standing: bool = False) -> None:
        """Lie from left to right, or stand with the start at the bottom."""
        if standing:
            self.setOrientation(Qt.Orientation.Vertical)
            self.setFixedSize(64, max(140, min(280, self.window().height() // 2 - 40)))
        else:
            self.setOrientation(Qt.Orientation.Horizontal)
            self.setFixedHeight(44)
            self.setMinimumWidth(240)
            self.setMaximumWidth(16_777_215)
        across, along = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(along if standing else across, along)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, start = self._point(self.value()), self._point(self.minimum())
        self._paint_ticks(painter)
        painter.setPen(QPen(theme.colour("line-strong"), 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, self._point(self.maximum()))
        edge = theme.colour("bridge" if self.is_answered else "line-strong")
        if self.is_answered:
            painter.setPen(QPen(edge, 4, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, here)
        painter.setPen(QPen(edge, 2))
        painter.setBrush(edge if self.is_answered else theme.colour("surface"))
        painter.drawEllipse(here, _HANDLE / 2, _HANDLE / 2)
        painter.end()

    @property
    def _stands(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    def _length(self) -> float:
        return (self.height() if self._stands else self.width()) - 2 * _EDGE

    def _point(self, place: int) -> QPointF:
        far = self._length() * place / max(1, self.maximum())
        if self._stands:
            return QPointF(_EDGE + 2, self.height() - _EDGE - far)
        return QPointF(_EDGE + far, 16)

    def _go_to(self, point: QPointF) -> None:
        along = self.height() - _EDGE - point.y() if self._stands else point.x() - _EDGE
        place = round(along / max(1.0, self._length()) * self.maximum())
        place = max(self.minimum(), min(place, self.maximum()))
        if place == self.value():
            self.valueChanged.emit(place)
        self.setValue(place)

    def _paint_ticks(self, painter: QPainter) -> None:
        if not self.ticks_every or self.maximum() // self.ticks_every > _MOST_TICKS:
            return
        painter.setPen(QPen(theme.colour("line-strong"), 1))
        aside = QPointF(15, 0) if self._stands else QPointF(0, 15)
        longer = QPointF(7, 0) if self._stands else QPointF(0, 7)
        for place in range(self.minimum(), self.maximum() + 1, self.ticks_every):
            at = self._point(place) + aside
            painter.drawLine(at, at + longer)


class Stars(_AnswerSlider):
    """A rating: so many stars are filled as the place has steps from the start, and one more."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def be_so_many(self, steps: int) -> None:
        """Offer one star more than there are steps."""
        self.setRange(0, steps)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize((self.maximum() + 1) * (STAR + 8), STAR + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = max(0, min(int(event.position().x() // (STAR + 8)), self.maximum()))
        if place == self.value():
            self.valueChanged.emit(place)
        self.setValue(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.maximum() + 1):
            filled = self.is_answered and place <= self.value()
            painter.setPen(QPen(theme.colour("bridge" if filled else "line-strong"), 1.5))
            painter.setBrush(theme.colour("bridge" if filled else "surface"))
            centre = QPointF(place * (STAR + 8) + STAR / 2 + 4, STAR / 2 + 6)
            painter.drawPolygon(_star(QRectF(0, 0, STAR, STAR), centre))
        painter.end()


def _star(room: QRectF, centre: QPointF) -> QPolygonF:
    radius = room.width() / 2 - 1
    return QPolygonF([centre + QPointF(x * radius, y * radius) for x, y in _STAR_POINTS])
