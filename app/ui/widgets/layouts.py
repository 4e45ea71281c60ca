"""Rows, columns, cards and the wrapping flow: the few shapes that pages are put together from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

STRETCH: Final = "stretch"
"""Put between parts of a `row` or `column` to push them apart."""

Part = QWidget | QLayout | int | str


def row(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Put parts side by side, centred; an int is extra space in pixels, `STRETCH` takes what is left."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def column(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Put parts one under another; an int is extra space in pixels, `STRETCH` takes what is left."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def holder(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """Make a bare widget out of a layout."""
    made = QWidget(parent)
    made.setLayout(layout)
    return made


def frame(kind: str, layout: QLayout | None = None) -> QFrame:
    """Make a frame of a style class (``card``, ``bar``, ``alert-box`` ...)."""
    made = QFrame()
    made.setProperty("kind", kind)
    if layout is not None:
        made.setLayout(layout)
    return made


def card(*parts: Part, gap: int = 12, padding: int = 20) -> QFrame:
    """Make a card: surface, hairline, parts one under another."""
    return frame("card", column(*parts, gap=gap, margins=(padding, padding, padding, padding)))


def line() -> QFrame:
    """Make a hairline."""
    return frame("line")


def scrolled(content: QWidget) -> QScrollArea:
    """Let a tall content scroll up and down; it is as wide as the page."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("ground")
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    return area


def tab_order(*widgets: QWidget) -> None:
    """Let Tab walk through ``widgets`` in this order."""
    for before, after in itertools.pairwise(widgets):
        QWidget.setTabOrder(before, after)


class Flow(QLayout):
    """Parts side by side that go on in the next line when the width ends, as words do."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def add_all(self, widgets: Iterable[QWidget]) -> None:
        """Add widgets in order."""
        for widget in widgets:
            self.addWidget(widget)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        inside = width - edges.left() - edges.right()
        return (
            self._arrange(QRect(0, 0, inside, 0), only_measure=True) + edges.top() + edges.bottom()
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), only_measure=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        edges = self.contentsMargins()
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, only_measure: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self._gap, 0
            if not only_measure:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line_height = max(line_height, hint.height())
        return y + line_height - rect.y()


def grow(widget: QWidget) -> QWidget:
    """Let a widget take all the height and width that is left; returns it."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def _fill(
    box: QHBoxLayout | QVBoxLayout,
    parts: tuple[Part, ...],
    gap: int,
    margins: tuple[int, int, int, int],
) -> None:
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        elif isinstance(part, int):
            box.addSpacing(part)
        else:
            box.addStretch(1)
