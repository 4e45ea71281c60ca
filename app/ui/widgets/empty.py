"""What a page says when there is nothing to show: why, and the one thing to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import column_width, words

if TYPE_CHECKING:
    from app.ui.widgets.buttons import Button


class EmptyState(QWidget):
    """An icon, a sentence, a softer sentence and perhaps a button, in the middle of the page."""

    def __init__(
        self, icon: str, button: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty(
            "ring", "own"
        )  # a stack hands it the focus of what it replaces; nothing to ring
        self._icon_name = icon
        self._icon = words()
        self._title = words("strong", wrap=True)
        self._text = words("soft", wrap=True)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, centre)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            label.setFixedWidth(column_width(48))
            layout.addWidget(label, 0, centre)
        if button is not None:
            layout.addSpacing(8)
            layout.addWidget(button, 0, centre)
        layout.addStretch(3)
        theme.watch().changed.connect(self._draw)
        self._draw()

    def words(self, title: str, text: str = "") -> None:
        """Set what it says."""
        for label, said in ((self._title, title), (self._text, text)):
            label.setText(said)
            label.setVisible(bool(said))
            label.ensurePolished()
            label.setMinimumHeight(max(0, label.heightForWidth(label.maximumWidth())))
        self.setAccessibleName(title)

    def _draw(self) -> None:
        self._icon.setPixmap(
            icons.pixmap(self._icon_name, "line-strong", 40, self.devicePixelRatioF())
        )
