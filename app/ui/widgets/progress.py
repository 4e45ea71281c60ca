"""How far long work has come, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import row


class ProgressStrip(QProgressBar):
    """A thin line, 0-1; without a known amount it says only that work is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, 1000)

    def show_share(self, share: float) -> None:
        """Show a share between 0 and 1."""
        self.setValue(round(max(0.0, min(1.0, share)) * 1000))


class ProgressLine(QWidget):
    """What is being done, a line that fills, and Cancel. Hidden until `begin`."""

    cancelled = Signal()
    """A person wants it to stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = ElidedLabel()
        self._strip = ProgressStrip()
        self._cancel = secondary(self.cancelled.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        line = row(self._what, self._cancel)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self._strip)
        self.retranslate()
        self.hide()

    def begin(self, what: str) -> None:
        """Show the line with what is being done, in words."""
        self._what.say(what)
        self._strip.setAccessibleName(what)
        self._strip.show_share(0)
        self.show()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Take a report of `tasks`; ``what`` is a code and is not shown."""
        self._strip.show_share(done / total if total else 0.0)

    def say(self, what: str) -> None:
        """Say something else about what is being done."""
        self._what.say(what)

    def end(self) -> None:
        """Hide the line."""
        self.hide()

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._cancel.words(_("Cancel"))
