"""Starts the window: Qt, the look, the language, the keys; then the event loop.

Only Qt, `core` and the words are imported before the first paint; the workspace opens afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.ui import errors, icons, keys, theme
from app.ui.collecting import MainThreadCollector
from app.ui.language import Speech
from app.ui.preferences import Preferences
from app.ui.widgets import focus
from app.ui.window import MainWindow


def run(argv: Sequence[str], workspace: Path | None = None) -> int:
    """Show the window and return its exit status once it is closed.

    ``workspace`` is opened instead of the last one and is not remembered as such: a demonstration must not take the
    place of somebody's own work. ``argv`` are arguments that Qt may understand, without the program's name.
    """
    app = application(argv)
    window = open_window(app, workspace)
    MainThreadCollector(app)
    window.show()
    return app.exec()


def open_window(app: QApplication, workspace: Path | None = None) -> MainWindow:
    """Dress the program and build its window; `MainWindow.show` paints it, then the workspace opens."""
    preferences = Preferences()
    speech = dress(app, preferences)
    errors.install_excepthook()
    window = MainWindow(preferences, speech)
    window.take_place()
    window.begin(workspace)
    return window


def dress(app: QApplication, preferences: Preferences) -> Speech:
    """Give the program its look, its language, its keys and its focus ring."""
    theme.apply(app, preferences.look, preferences.text_size)
    speech = Speech(app)
    speech.speak(preferences.language)
    keys.install(app)
    focus.install(app)
    return speech


def application(argv: Sequence[str]) -> QApplication:
    """Return the one QApplication, made when there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QCoreApplication.setOrganizationName("sild")
    QCoreApplication.setApplicationName("Sild")
    app = QApplication([sys.argv[0], *argv])
    app.setApplicationDisplayName("Sild")
    app.setWindowIcon(QIcon(icons.pixmap("sild", "ink", 64, 2.0)))
    return app
