"""Starts Sild as ``python -m app`` does and prints, as JSON, when the window was first painted, and when the list was.

``python -m tests.benchmarks.first_window_child BEGAN`` takes the monotonic clock of whoever started it, in
nanoseconds, read just before: interpreter and imports count. The workspace is the one where a person's own would lie
in this environment. What is measured is a start with warm file caches: the machine has run Sild before.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app import __main__ as program
from app.ui import app as starting
from tests.benchmarks.memory import resident_mb

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Watch(QObject):
    """Notes when what was asked for is on the screen, then closes the window."""

    def __init__(self, window: MainWindow, began_ns: int) -> None:
        super().__init__(window)
        self._window = window
        self._began_ns = began_ns
        self._found: dict[str, float | None] = {}
        window.installEventFilter(self)
        window.workspace_opened.connect(self._on_opened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            name = "first" if watched is self._window else "list"
            if name == "first" or self._rows():
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self, lambda: self._note(name))
        return False

    def _on_opened(self) -> None:
        from app.ui.cases.page import CasesPage

        assert self._window.shell is not None
        page = self._window.shell.page
        assert isinstance(page, CasesPage)
        self._page = page
        page.table.viewport().installEventFilter(self)

    def _rows(self) -> int:
        return self._page.model.rowCount()

    def _note(self, name: str) -> None:
        self._found[name] = (time.monotonic_ns() - self._began_ns) / 1e6
        if name == "first":
            self._found["first_mb"] = resident_mb()
        else:
            self._found["list_mb"] = resident_mb()
            print(json.dumps(self._found))
            self._window.close()


def main() -> int:
    """Start the program, watched."""
    began_ns = int(sys.argv[1])
    build = starting.open_window
    watches = []

    def watched(app: QApplication, workspace: Path | None = None) -> MainWindow:
        window = build(app, workspace)
        watches.append(Watch(window, began_ns))
        return window

    starting.open_window = watched
    return program.main([])


if __name__ == "__main__":
    sys.exit(main())
