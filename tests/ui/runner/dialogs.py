"""Acting in a dialog that the next key opens, however long a busy machine takes to open it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

PATIENCE_S = 20.0


def in_dialog(act: Callable[[QDialog], object]) -> None:
    """Do something in the dialog that the next action opens, once it has the keyboard; it is closed whatever happens.

    A timer that fires but once may fire before the dialog is there, and nobody would ever close it.
    """
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)
    until = time.monotonic() + PATIENCE_S

    def look() -> None:
        found, focused = QApplication.activeModalWidget(), QApplication.focusWidget()
        is_here = isinstance(found, QDialog) and focused is not None and found.isAncestorOf(focused)
        if not is_here and time.monotonic() < until:
            return
        timer.stop()
        timer.deleteLater()
        if isinstance(found, QDialog):
            try:
                act(found)
            finally:
                if QApplication.activeModalWidget() is found:
                    found.reject()

    timer.timeout.connect(look)
    timer.start()
