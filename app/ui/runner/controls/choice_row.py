"""One answer to choose: a row of at least 44 pixels with its key in a cap, its words, the gloss and a tick.

Painted by hand so that a row looks the same on every system, is drawn in well under a millisecond, and can be used
again for another choice. Underneath it is a radio button or a check box: that is what is said aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from app.ui import icons, theme

PAD: Final = 16
CAP: Final = 26
PICTURE: Final = 150
"""How tall the picture of a choice may be."""
GAP: Final = 14
TICK: Final = 20
_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
"""Left to the group: only it knows which of its rows comes next."""


class Face:
    """What a choice shows, and how it is painted; shared by the two kinds of row."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._document.setDefaultTextOption(option)
        self._label = self._gloss = ""
        self._heights: dict[int, int] = {}
        self.key = ""
        self.is_many = False
        self.centred = False
        self.picture: QPixmap | None = None
        """A picture of the choice, above its words."""
        self.factor = 1.0
        """How much larger than usual everything is, for a respondent to read."""

    def show(self, label: str, gloss: str, key: str) -> None:
        """Show words (HTML of `markdown`), the gloss beside them and the key that chooses them."""
        self._label, self._gloss, self.key = label, gloss, key
        self.dress()

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read beside the key."""
        return bool(self._label)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture above the words."""
        self.picture = picture
        self._heights = {}

    def dress(self) -> None:
        """Set the words in the current look."""
        self._heights = {}
        soft = theme.colour("ink-soft").name()
        size = round(theme.tokens().size("body") * self.factor)
        break_or_gap = "<br/>" if self.centred else "&nbsp;&nbsp; "
        gloss = (
            f'{break_or_gap}<span style="color:{soft}; font-size:{size}px; font-style:italic">{self._gloss}</span>'
            if self._gloss
            else ""
        )
        option = self._document.defaultTextOption()
        option.setAlignment(
            Qt.AlignmentFlag.AlignHCenter if self.centred else Qt.AlignmentFlag.AlignLeft
        )
        self._document.setDefaultTextOption(option)
        font = theme.font("body" if self.centred else "strong")
        font.setPixelSize(round(font.pixelSize() * self.factor))
        self._document.setDefaultFont(font)
        self._document.setHtml(self._label + gloss)

    def height_for(self, width: int) -> int:
        """Return the height the row needs at a width; asked at every layout, worked out once."""
        if width not in self._heights:
            self._heights[width] = self._measured_height(width)
        return self._heights[width]

    def _measured_height(self, width: int) -> int:
        least = round(theme.tokens().size("row-answer") * self.factor)
        self._document.setTextWidth(max(40, self._text_width(width)))
        text = int(self._document.size().height()) if self._label else 0
        above = self.picture_size(width).height()
        if self.centred:
            return max(least, text + above + (CAP + 8 if self.key and text else 0) + 20)
        return max(least, text + above + 18)

    def picture_size(self, width: int) -> QSize:
        """Return the room that the picture takes in a row of a width, gap included; none without a picture."""
        if self.picture is None:
            return QSize(0, 0)
        natural = self.picture.deviceIndependentSize().toSize()
        most = QSize(max(40, width - 2 * PAD), round(PICTURE * self.factor))
        fits = natural.boundedTo(most) == natural
        size = natural if fits else natural.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return QSize(size.width(), size.height() + 10)

    def wanted_width(self) -> int:
        """Return the width at which the words stand on one line."""
        self._document.setTextWidth(-1)
        return int(self._document.idealWidth()) + self._around()

    def paint(self, painter: QPainter, room: QRect, *, checked: bool, hovered: bool) -> None:
        """Draw the row."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, room, checked=checked, hovered=hovered)
        room = self._paint_picture(painter, room)
        if self.centred:
            self._paint_centred(painter, room, checked=checked)
            return
        left = room.left() + PAD
        if self.key:
            self._paint_cap(
                painter, QPoint(left, room.center().y() - CAP // 2 + 1), checked=checked
            )
            left += CAP + GAP
        width = self._text_width(room.width())
        self._document.setTextWidth(width)
        top = room.top() + (room.height() - self._document.size().height()) / 2
        self._paint_words(painter, QPointF(left, top))
        self._paint_tick(painter, room, checked=checked)

    def _paint_picture(self, painter: QPainter, room: QRect) -> QRect:
        """Paint the picture at the top. Returns the room that is left for the words."""
        if self.picture is None:
            return room
        taken = self.picture_size(room.width())
        left = room.left() + ((room.width() - taken.width()) // 2 if self.centred else PAD)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(
            QRect(left, room.top() + 9, taken.width(), taken.height() - 10), self.picture
        )
        return room.adjusted(0, taken.height(), 0, 0)

    def _around(self) -> int:
        if self.centred:
            return 2 * 8
        return 2 * PAD + (CAP + GAP if self.key else 0) + TICK + GAP

    def _text_width(self, width: int) -> int:
        return width - self._around()

    def _paint_ground(
        self, painter: QPainter, room: QRect, *, checked: bool, hovered: bool
    ) -> None:
        ground = "bridge-soft" if checked else "hover" if hovered else "surface"
        edge = "bridge" if checked else "line-strong"
        width = 2.0 if checked else 1.0
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(ground))
        inset = width / 2
        radius = theme.tokens().size("radius")
        painter.drawRoundedRect(QRectF(room).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_cap(self, painter: QPainter, corner: QPoint, *, checked: bool) -> None:
        box = QRectF(corner.x() + 0.5, corner.y() + 0.5, CAP - 1, CAP - 1)
        ink = theme.colour("bridge" if checked else "ink-soft")
        painter.setPen(QPen(theme.colour("bridge" if checked else "line-strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        font: QFont = theme.font("caption" if len(self.key) > 2 else "body", bold=True)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.key)

    def _paint_centred(self, painter: QPainter, room: QRect, *, checked: bool) -> None:
        self._document.setTextWidth(self._text_width(room.width()))
        top = room.top() + 10.0
        if self.key:
            if not self._label:
                top = room.center().y() - CAP / 2
            self._paint_cap(
                painter, QPoint(room.center().x() - CAP // 2, int(top)), checked=checked
            )
            top += CAP + 8
        self._paint_words(painter, QPointF(room.left() + 8, top))

    def _paint_words(self, painter: QPainter, corner: QPointF) -> None:
        painter.save()
        painter.translate(corner)
        context = QAbstractTextDocumentLayout.PaintContext()
        ink: QColor = theme.colour("ink" if self._owner.isEnabled() else "ink-soft")
        context.palette.setColor(QPalette.ColorRole.Text, ink)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_tick(self, painter: QPainter, room: QRect, *, checked: bool) -> None:
        ratio = self._owner.devicePixelRatioF()
        left, top = room.right() - PAD - TICK + 1, room.center().y() - TICK // 2 + 1
        if self.is_many:
            box = QRectF(left + 1.5, top + 1.5, TICK - 3, TICK - 3)
            painter.setPen(QPen(theme.colour("bridge" if checked else "line-strong"), 1))
            painter.setBrush(theme.colour("bridge" if checked else "surface"))
            painter.drawRoundedRect(box, 4, 4)
            if checked:
                mark = icons.pixmap("check", "on-bridge", 14, ratio)
                painter.drawPixmap(left + 3, top + 3, mark)
        elif checked:
            painter.drawPixmap(left, top, icons.pixmap("check", "bridge", TICK, ratio))


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _RowMixin(_Button):
    """What a radio row and a check row have in common; put before the Qt class, which does the rest."""

    face: Face
    on_focus: Callable[[], object]
    """Called when the focus comes or goes: the group keeps one row as its Tab stop."""

    def prepare(self) -> None:
        """Make the row ready to be shown."""
        self.face = Face(self)
        self.on_focus = lambda: None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.watch().changed.connect(self._dress)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.face.height_for(width)

    def sizeHint(self) -> QSize:
        width = min(self.face.wanted_width(), 640)
        return QSize(width, self.face.height_for(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(44 if not self.face.has_words else 96, theme.tokens().size("row-answer"))

    def be_stop(self, *, stops: bool) -> None:
        """Let Tab stop here or pass by."""
        policy = Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
        if self.focusPolicy() != policy:
            self.setFocusPolicy(policy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.on_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.on_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.face.paint(painter, self.rect(), checked=self.isChecked(), hovered=self.underMouse())
        painter.end()

    def _dress(self) -> None:
        self.face.dress()
        self.updateGeometry()


class RadioRow(_RowMixin, QRadioButton):
    """One of several: choosing it lets the others go."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoExclusive(False)
        self.prepare()


class CheckRow(_RowMixin, QCheckBox):
    """One of several that may be taken together."""

    def __init__(self) -> None:
        super().__init__()
        self.prepare()
        self.face.is_many = True


Row = RadioRow | CheckRow
