"""The real window without a screen, driven by a measuring process.

Qt's offscreen platform lays out and paints into memory as any other does; what a graphics card and a compositor add
is not in the times. A frame counts as painted when the event loop has run dry after the widget's own Paint event.
Settings and the workspace are those of the folder that the process was given, never a person's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from app.ui.interviews.page import InterviewsPage
    from app.ui.window import MainWindow

PATIENCE_S = 60.0


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def environment(folder: Path) -> dict[str, str]:
    """Return the variables under which a process has no screen and keeps its settings in ``folder``."""
    folders = {
        f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")
    }
    return {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false", **folders}


def until(is_so: Callable[[], bool], what: str) -> None:
    """Let events happen until something is so. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.monotonic() > end:
            raise TimeoutError(what)
        if not is_so():
            time.sleep(0.0005)


def frame(widget: QWidget, cause: Callable[[], object]) -> float:
    """Do something and return the milliseconds until what it changed in ``widget`` was painted; 0 if nothing was."""
    seen = Painted(widget)
    began = time.perf_counter()
    cause()
    QApplication.processEvents()
    took = (time.perf_counter() - began) * 1000
    widget.removeEventFilter(seen)
    painted = seen.count
    seen.deleteLater()
    return took if painted else 0.0


def open_window(workspace: Path) -> MainWindow:
    """Show the window on a workspace and wait until the list of interviews stands in it."""
    assert os.environ.get("QT_QPA_PLATFORM") == "offscreen"
    from app.ui import app as program

    app = program.application([])
    window = program.open_window(app, workspace)
    window.show()
    window.activateWindow()
    until(lambda: window.shell is not None, "the workspace opens")
    page = interviews(window)
    until(lambda: page._listing is not None and not window.tasks.is_busy, "the list is read")
    QApplication.processEvents()
    return window


def interviews(window: MainWindow) -> InterviewsPage:
    """Return the page with the list of interviews."""
    from app.ui.interviews.page import InterviewsPage

    assert window.shell is not None
    if not isinstance(window.shell.page, InterviewsPage):
        window.shell.go("interviews")
    page = window.shell.page
    assert isinstance(page, InterviewsPage)
    return page


def close_window(window: MainWindow) -> None:
    """Close the window and let everything come to its end."""
    window.close()
    QApplication.processEvents()
