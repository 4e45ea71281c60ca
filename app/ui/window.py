"""The main window: the way in until a workspace is open, its shell afterwards; language, look, size, closing.

Imports nothing but Qt, `core` and the words on the way to the first paint: the way in and the shell are imported when
they are first shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from app.operations.services import Services
    from app.ui.language import Speech
    from app.ui.lock import Lock
    from app.ui.preferences import Preferences
    from app.ui.shell import Shell
    from app.ui.start.flow import StartFlow

FIRST_SIZE: Final = QSize(1366, 768)
SMALLEST: Final = QSize(640, 360)
FRAME: Final = QSize(16, 48)
"""More than the frame takes that any system puts around a window."""


class MainWindow(QMainWindow):
    """The one window of the program."""

    workspace_opened = Signal()
    """The shell of a workspace stands."""

    def __init__(self, preferences: Preferences, speech: Speech) -> None:
        super().__init__()
        from app.ui.tasks import Tasks

        self.preferences = preferences
        self.tasks = Tasks(self)
        self._speech = speech
        self._services: Services | None = None
        self._asked_for: Path | None = None
        self.start: StartFlow | None = None
        self.shell: Shell | None = None
        self.lock: Lock | None = None
        ground = QWidget()
        ground.setObjectName("ground")
        self.setCentralWidget(ground)
        self.setWindowTitle("Sild")
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_look_changed)

    def begin(self, folder: Path | None) -> None:
        """Open the workspace in ``folder``, else the last one, once the window was painted."""
        self._asked_for = folder
        QTimer.singleShot(0, self, self._begin)

    def speak(self, language: str) -> None:
        """Switch the language of everything in view, at once."""
        self.preferences.language = language
        self._speech.speak(language)
        for part in (self.start, self.shell, self.lock):
            if part is not None:
                part.retranslate()

    def dress(self) -> None:
        """Put on the look and the text size of the preferences."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.preferences.look, self.preferences.text_size)

    def show_workspace(self, services: Services) -> None:
        """Show the shell of an open workspace."""
        from app.ui.lock import Lock
        from app.ui.opening import begin_at, make_shell

        self._services = services
        self.shell = make_shell(services, self)
        self.shell.language_chosen.connect(self.speak)
        self.setCentralWidget(self.shell)
        self.start = None
        self.lock = Lock(self.shell, self)
        begin_at(self.shell, "cases")
        self.workspace_opened.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None and not self.shell.may_close():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.tasks.close()
        if self.start is not None:
            self.start.let_go()
        if self._services is not None:
            self._services.close()
            self._services = None
        event.accept()

    def _begin(self) -> None:
        from app.bootstrap import default_workspace_folder
        from app.ui.start.flow import StartFlow

        folder = self._asked_for or self.preferences.workspace
        if folder is None and default_workspace_folder().exists():
            folder = default_workspace_folder()
        self.start = StartFlow(self.tasks, default_workspace_folder())
        self.start.language_chosen.connect(self.speak)
        self.start.ready.connect(self._on_ready)
        self.setCentralWidget(self.start)
        self.start.begin(folder)

    def _on_ready(self, services: Services) -> None:
        if self._asked_for is None:
            self.preferences.workspace = services.workspace.address or services.workspace.folder
        self.show_workspace(services)

    def _on_system_look_changed(self) -> None:
        if self.preferences.look == "system":
            self.dress()

    def take_place(self) -> None:
        """Stand where the window stood last; the first time as large as is good, or as the screen allows.

        A window that would not fit with the frame that the system puts around it fills the screen instead.
        """
        room = self.screen().availableGeometry().size() - FRAME
        self.resize(FIRST_SIZE.boundedTo(room))
        if not self.preferences.geometry.isEmpty():
            self.restoreGeometry(self.preferences.geometry)
        elif FIRST_SIZE.boundedTo(room) != FIRST_SIZE:
            self.setWindowState(Qt.WindowState.WindowMaximized)
