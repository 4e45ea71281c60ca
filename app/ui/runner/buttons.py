"""Buttons that show the key which does the same: for the footer and for the row under the question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import KeyCap, words


class _Cap(KeyCap):
    """A key cap that can show another key."""

    def show_key(self, chord: str) -> None:
        """Show another key."""
        if chord != self._chord:
            self._chord = chord
            self.retranslate()


class KeyButton(QPushButton):
    """Words and a key cap on one button; ``cap_first`` puts the key before the words."""

    def __init__(
        self,
        kind: str,
        chord: str,
        *,
        icon: str = "",
        cap_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.cap = _Cap(chord, on_primary=kind == "primary")
        self._label = words("key-words" if kind != "primary" else "on-primary")
        self._icon_name, self._picture = icon, words()
        if not icon:
            self._picture.hide()
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(0 if cap_first else 15, 0, 8 if cap_first else 15, 0)
        layout.setSpacing(6 if cap_first else 8)
        parts = [self._picture, self._label, self.cap]
        layout.addStretch(0 if cap_first else 1)
        for part in (self.cap, self._picture, self._label) if cap_first else parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)
        self._dress()
        theme.watch().changed.connect(self._dress)

    def say(self, text: str, *, tip: str = "") -> None:
        """Set what it does, in words."""
        if (
            text == self._label.text()
            and tip == self.toolTip()
            and self.cap.text() == self.accessibleDescription()
        ):
            return
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self.cap.text())
        self.setToolTip(tip)
        self.updateGeometry()

    def retranslate(self) -> None:
        """Write the key in the current language."""
        self.cap.retranslate()

    def said(self) -> str:
        """Return its words."""
        return self._label.text()

    def mark(self, *, on: bool) -> None:
        """Show that what it gives has been given."""
        if bool(self.property("on")) != on:
            self.setProperty("on", on)
            self._dress()

    def sizeHint(self) -> QSize:
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(36, inner.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _dress(self) -> None:
        primary = self.property("kind") == "primary"
        on = bool(self.property("on"))
        token = "on-bridge" if primary else "bridge" if on else "ink"
        weight = 700 if primary or on else 400
        colour = theme.colour(token).name()
        self._label.setStyleSheet(f"QLabel {{ color: {colour}; font-weight: {weight}; }}")
        if self.property("kind") == "quiet":
            ground = theme.colour("bridge-soft").name() if on else "transparent"
            self.setStyleSheet(
                f"KeyButton {{ background: {ground}; padding: 0; min-height: 30px; }}"
            )
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._picture.setPixmap(icons.pixmap(self._icon_name, token, 18, ratio))
