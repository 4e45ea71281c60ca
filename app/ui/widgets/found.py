"""A list of what a search found, which says so when that is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView

from app.i18n.catalog import _
from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class FoundList(QListView):
    """A list view that is never silently empty."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("ink-soft"))
        room = self.viewport().rect().adjusted(16, 12, -12, -12)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), _("Nothing found"))
        painter.end()
