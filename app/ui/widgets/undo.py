"""The bar that offers for ten seconds to take back what was just done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n.catalog import _
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import ElidedLabel

OFFERED_MS = 10_000


class UndoBar(QFrame):
    """Says what was done and offers Undo. Hidden until `offer`, and again once its time is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "undo")
        self._label = ElidedLabel()
        self._button = secondary(self._undo)
        self._undoing: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(OFFERED_MS)
        self._timer.timeout.connect(self.withdraw)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        self.retranslate()

    def offer(self, done: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer for ten seconds to take it back; an earlier offer is over."""
        self._label.say(done)
        self._button.setAccessibleName(_("Undo: {what}").format(what=done))
        self._undoing = undo
        self._button.show()
        self.show()
        self._timer.start()

    def tell(self, done: str) -> None:
        """Say for ten seconds what was done, where there is nothing to take back."""
        self.withdraw()
        self._label.say(done)
        self._button.hide()
        self.show()
        self._timer.start()

    def withdraw(self) -> None:
        """End the offer."""
        self._timer.stop()
        self._undoing = None
        self.hide()

    def take_back(self) -> bool:
        """Undo if something is on offer; False when nothing is."""
        if self._undoing is None:
            return False
        self._undo()
        return True

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._button.words(_("Undo"))

    def _undo(self) -> None:
        undoing = self._undoing
        self.withdraw()
        if undoing is not None:
            undoing()
