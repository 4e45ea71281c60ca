"""A card of the settings page: a heading, perhaps a sentence, and whatever is set there."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.widgets.labels import words


class Section(QFrame):
    """A card with a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._heading = words("strong")
        self._text = words("soft", wrap=True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        self.body.addWidget(self._heading)
        self.body.addWidget(self._text)
        self._text.hide()

    def words(self, heading: str, text: str = "") -> None:
        """Set the heading and the sentence below it."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(heading)

    def retranslate(self) -> None:
        """Set every word again."""
