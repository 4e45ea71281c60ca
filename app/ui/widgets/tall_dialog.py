"""A dialog with many fields: its body scrolls where the screen is too low for it, its title and buttons stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.layouts import holder, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

SCREEN_EDGE: Final = 16
LEAST: Final = 60


class TallDialog(Dialog):
    """Put fields into `inside`; call `fit` when some come or go."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(4, 4, 4, 4)
        self.inside.setSpacing(12)
        self._content = holder(self.inside)
        self._area = scrolled(self._content)
        self._area.setMinimumHeight(LEAST)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the fields, or as the screen."""
        width = self.width()
        around = self._layout.heightForWidth(width) - self._area.sizeHint().height()
        inner = self._layout.contentsMargins()
        wanted = max(
            self.inside.totalHeightForWidth(width - inner.left() - inner.right()),
            self._content.minimumSizeHint().height(),
        )
        room = self.screen().availableGeometry().height() - SCREEN_EDGE
        self.resize(width, min(around + wanted, room))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 24)
