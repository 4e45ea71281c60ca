"""Words in a coloured box on the page itself: an error, a soft signal, a thing well done."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.i18n.catalog import _
from app.ui import icons, theme
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.labels import selectable, words

Tone = Literal["alert", "notice", "good", "plain"]
_ICONS: Final = {
    "alert": "circle-alert",
    "notice": "triangle-alert",
    "good": "circle-check",
    "plain": "info",
}


class NoticeBox(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False) -> None:
        super().__init__(parent)
        self._tone: Tone = "plain"
        self._close = icon_button("x", self.be_silent)
        self._close.setParent(self)
        self._close.hide()
        self._icon = words()
        self._title = selectable(words("bold", wrap=True))
        self._text = selectable(words(wrap=True))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._text, 1, 1)
        if closable:
            grid.addWidget(self._close, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
            self._close.show()
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        theme.watch().changed.connect(self._draw)

    def say(self, tone: Tone, title: str, text: str = "") -> None:
        """Show a sentence, and more below it; '' hides the box."""
        self._tone = tone
        self.setProperty("kind", f"{tone}-box")
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._close.words(_("Close"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._draw()
        theme.restyle(self)
        for label in (self._title, self._text):
            theme.restyle(label)
        self.setVisible(bool(title))

    def be_silent(self) -> None:
        """Hide the box."""
        self.say("plain", "")

    def title(self) -> str:
        """Return the sentence that is shown."""
        return self._title.text()

    def _draw(self) -> None:
        token = "bridge" if self._tone == "plain" else self._tone
        self._icon.setPixmap(icons.pixmap(_ICONS[self._tone], token, 18, self.devicePixelRatioF()))
