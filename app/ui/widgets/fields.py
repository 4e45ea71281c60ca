"""Fields with what belongs to them: the search field with its glass and key, a label above, a message below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import icons, theme
from app.ui.widgets.labels import KeyCap, words
from app.ui.widgets.layouts import row

SETTLE_MS = 150
"""Typing is taken as one search when it pauses this long."""

ROOM_FOR_KEY = 230
"""A narrower search field shows its words rather than its key."""


class SearchField(QLineEdit):
    """A field that searches while one types; Esc clears it, Down goes on to what was found."""

    sought = Signal(str)
    """What to look for, once the typing pauses; '' when cleared."""
    left_downwards = Signal()
    """Down or Enter was pressed: on to what was found."""

    def __init__(self, chord: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._cap = KeyCap(chord, parent=self) if chord else None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(self._on_text_changed)
        theme.watch().changed.connect(self._draw)

    def words(self, prompt: str) -> None:
        """Set what it says while empty; that is its name too."""
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        if self._cap is not None:
            self._cap.retranslate()
            self._place_cap()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._tell()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_cap()

    def _on_text_changed(self, text: str) -> None:
        if self._cap is not None:
            self._cap.setVisible(not text and self.width() >= ROOM_FOR_KEY)
        self._settling.start()

    def _tell(self) -> None:
        self._settling.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.sought.emit(text)

    def _draw(self) -> None:
        for action in self.actions():
            action.setIcon(icons.icon("search"))

    def _place_cap(self) -> None:
        if self._cap is None:
            return
        self._cap.setVisible(not self.text() and self.width() >= ROOM_FOR_KEY)
        size = self._cap.sizeHint()
        self._cap.resize(size)
        self._cap.move(self.width() - size.width() - 10, (self.height() - size.height()) // 2)


class Field(QWidget):
    """A control with its label above and, when something is wrong, a sentence below."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label = words("bold")
        self._label.setBuddy(control)
        self._hint = words("caption", wrap=True)
        self._hint.hide()
        self._icon = words()
        self._message = words("alert", wrap=True)
        self._message_row = row(self._icon, self._message, gap=6)
        self._message_row.setStretch(1, 1)
        self._message_row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._label)
        layout.addWidget(control)
        layout.addWidget(self._hint)
        layout.addLayout(self._message_row)
        self.complain("")

    def words(self, label: str, hint: str = "") -> None:
        """Set the label and the soft line below."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)

    def complain(self, message: str) -> None:
        """Say what is wrong with the value; '' when nothing is."""
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._icon.setVisible(bool(message))
        if message:
            self._icon.setPixmap(
                icons.pixmap("circle-alert", "alert", 16, self.devicePixelRatioF())
            )
            self.control.setAccessibleDescription(message)
        self.control.setProperty("state", "wrong" if message else "")
        theme.restyle(self.control)

    @property
    def complaint(self) -> str:
        """What is said to be wrong."""
        return self._message.text()


class PassphraseEdit(QLineEdit):
    """A field whose letters are dots until its eye is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icons.icon("eye"), "", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye_toggled)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.retranslate()
        theme.watch().changed.connect(self._draw)

    def retranslate(self) -> None:
        """Name the eye."""
        self._eye.setText(_("Show what is typed"))
        self._eye.setToolTip(_("Show what is typed"))

    def _draw(self) -> None:
        for action in self.actions():
            action.setIcon(icons.icon("eye"))

    def _on_eye_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
