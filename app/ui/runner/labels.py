"""Form words on the screen: labels that read the little Markdown of forms, in the sizes of the look.

Apart from ``widgets.labels``, whose labels are plain text on purpose: only a form's own words may carry markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import theme
from app.ui.runner.markdown import Piece, plain_text, rich_text


class FormLabel(QLabel):
    """Words of a form, wrapped, with links that open outside; hidden while there are none."""

    def __init__(self, kind: str, size: str = "", *, italic: bool = False) -> None:
        super().__init__()
        self._size, self._italic = size, italic
        self._words: tuple[Piece, ...] = ()
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()
        if size or italic:
            self._dress()
            theme.watch().changed.connect(self._dress)

    def show_words(self, words: Sequence[Piece]) -> None:
        """Show other words; none hides the label."""
        pieces = tuple(words)
        if pieces == self._words:
            return
        self._words = pieces
        self.setText(rich_text(pieces))
        self.setAccessibleName(plain_text(pieces))
        self.setVisible(bool(pieces))

    def be(self, kind: str) -> None:
        """Take the looks of another kind of words."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            theme.restyle(self)

    def buddy_of(self, widget: QWidget) -> None:
        """Name ``widget`` as what these words ask."""
        self.setBuddy(widget)

    def _dress(self) -> None:
        size = f"font-size: {theme.tokens().size(self._size)}px;" if self._size else ""
        slant = "font-style: italic;" if self._italic else ""
        self.setStyleSheet(f"QLabel {{ {size} {slant} }}")
