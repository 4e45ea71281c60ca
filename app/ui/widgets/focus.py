"""The focus ring: two pixels, two pixels away, around whatever has the keyboard.

Apart from the style sheet because that can only draw inside a widget. One ring serves the whole program: it lies over
the focused widget's neighbours, lets the mouse through and moves with the widget, into other windows too. It holds no
reference to where it lies: a ring that was the last to know a closed dialog destroyed it from its own destructor, and
the dialog destroyed the ring once more.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.ui import theme

REACH = 4
"""Ring and gap together, in pixels."""

_FOLLOWED = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ZOrderChange,
    }
)


class FocusRing(QObject):
    """Keeps the ring around the focused widget."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focused widget and everything it lies in."""
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or now.isWindow() or now.property("ring") == "own":
            return
        self._target = _ringed(now)
        host = _host(self._target)
        at: QWidget | None = self._target
        while at is not None and at is not host:
            at.installEventFilter(self)
            self._watched.append(at)
            at = at.parentWidget()
        self._ring = self._ring_in(host)
        self._place()
        self._ring.show()

    def _ring_in(self, host: QWidget) -> _Ring:
        """Move the ring into another host, or make a new one when it went down with its last."""
        ring = self._ring
        if ring is None or not shiboken6.isValid(ring):
            return _Ring(host)
        if ring.parentWidget() is not host:
            ring.setParent(host)
        return ring

    def _let_go(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
        self._watched, self._target = [], None

    def _place(self) -> None:
        ring, target = self._ring, self._target
        if ring is None or target is None:
            return
        if not (shiboken6.isValid(ring) and shiboken6.isValid(target)):
            return
        corner = target.mapTo(_host(target), QPoint(0, 0))
        ring.setGeometry(QRect(corner, target.size()).adjusted(-REACH, -REACH, REACH, REACH))
        ring.setVisible(target.isVisible())
        ring.raise_()


class _Ring(QWidget):
    """The drawn ring."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), theme.tokens().size("focus-width")))
        corner = theme.tokens().size("radius") + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)
        painter.end()


def install(app: QApplication) -> FocusRing:
    """Give the program its one ring. A widget that draws its own sets the property ``ring`` to ``own``."""
    return app.findChild(FocusRing) or FocusRing(app)


def _ringed(widget: QWidget) -> QWidget:
    """Return the widget to draw around: a field inside a combo or spin box stands for the box."""
    proxy = widget.focusProxy()
    return proxy or widget


def _host(target: QWidget) -> QWidget:
    """Return the widget to draw in: what a scroll area scrolls, else the window."""
    at = target
    while True:
        parent = at.parentWidget()
        if parent is None or at.isWindow():
            return at
        over = parent.parentWidget()
        is_scrolled = isinstance(over, QAbstractScrollArea) and over.viewport() is parent
        if is_scrolled and at is not target:
            return at
        at = parent
