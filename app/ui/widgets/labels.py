"""Words on a page: labels by style class, labels that end in an ellipsis, key caps.

Apart because a label here is always plain text: names and answers come from people and must never be read as markup.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui import keys, theme


def words(kind: str = "", *, wrap: bool = False, text: str = "") -> QLabel:
    """Make a label of a style class (see `app.ui.theme`); ``wrap`` lets it take several lines."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def selectable(label: QLabel) -> QLabel:
    """Let a person copy the words of a label, by mouse and keyboard; returns it."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def column_width(characters: int = 0) -> int:
    """Return the pixels of a text column of so many average characters (0 = the look's own 72)."""
    metrics = QFontMetrics(theme.font("body"))
    return metrics.averageCharWidth() * (characters or theme.tokens().size("column"))


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis when it is too long; the whole is in its tip."""

    def __init__(
        self,
        kind: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show ``text``, as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    def whole(self) -> str:
        """Return the text in full."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.ensurePolished()
        shown = self.fontMetrics().elidedText(self._whole, self._mode, max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class KeyCap(QLabel):
    """A key as it looks on the keyboard: ``Ctrl+M``, in the words of the current language."""

    def __init__(
        self, chord: str, *, on_primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chord = chord
        self.setProperty("kind", "cap")
        if on_primary:
            self.setProperty("on", "primary")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the key in the current language."""
        self.setText(keys.label(self._chord))


class KeyHint(QWidget):
    """A key cap and what the key does; the words can be pressed with the mouse by whoever wires them."""

    def __init__(self, chord: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cap = KeyCap(chord)
        self._label = words("soft")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.cap)
        layout.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Set what the key does."""
        self.cap.retranslate()
        self._label.setText(text)
