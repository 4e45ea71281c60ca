"""A dressed program, an open workspace and a window for every test of the window."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.bootstrap import create_workspace
from app.operations.workspace import set_current_member
from app.ui import app as program
from app.ui import theme
from app.ui.bus import Bus
from app.ui.desk import Desk
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.tasks import Tasks
from app.ui.window import MainWindow

LONGEST_DIALOG_S = 30.0


def pytest_collection_modifyitems(items):
    """The screenless platform grumbles about sizes, raising and grabbing; that is no fault of ours."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def fail_on_live_threads():
    """Fail a test that leaves a thread of its own running; Qt's pooled threads are Qt's own and only seem to live."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2.0
    while left := [
        t
        for t in threading.enumerate()
        if t not in before and not isinstance(t, threading._DummyThread)
    ]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[t.name for t in left]}", pytrace=False)
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def no_dialog_waits_for_ever(qapp: QApplication):
    """Close a dialog that nobody answers and fail the test: else the run would stand still until somebody looks."""
    waited: dict[QWidget, float] = {}
    left_open: list[str] = []
    timer = QTimer(qapp)
    timer.setInterval(1000)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        since = waited.setdefault(dialog, time.monotonic()) if dialog is not None else 0.0
        if isinstance(dialog, QDialog) and time.monotonic() - since > LONGEST_DIALOG_S:
            left_open.append(f"{type(dialog).__name__} {dialog.windowTitle()}")
            dialog.reject()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    timer.deleteLater()
    assert not left_open, f"dialogs that nobody answered: {left_open}"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    kept = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    kept.look = "light"
    kept.language = "en"
    return kept


@pytest.fixture
def speech(qapp: QApplication, preferences: Preferences):
    theme.watch.cache_clear()
    spoken = program.dress(qapp, preferences)
    yield spoken
    spoken.speak("en")
    theme.watch.cache_clear()


@pytest.fixture
def services(tmp_path: Path):
    created = create_workspace(tmp_path / "test.sild", name="EstRu")
    set_current_member(created.services, "A. K.", "interviewer")
    yield created.services
    created.services.close()


@pytest.fixture
def tasks(qapp: QApplication):
    made = Tasks()
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture
def settle(qtbot):
    """Wait until everything that was asked for has been done and shown."""

    def wait(of: Tasks) -> None:
        qtbot.waitUntil(lambda: not of.is_busy, timeout=20_000)

    return wait


@pytest.fixture
def desk(services, tasks: Tasks, preferences: Preferences, speech, qapp: QApplication):
    owner = QObject()
    yield Desk(services, tasks, Bus(owner), Navigator(owner), preferences)
    tasks.close()


@pytest.fixture
def window(qtbot, preferences: Preferences, speech, services, settle):
    shown = MainWindow(preferences, speech)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    shown.show_workspace(services)
    settle(shown.tasks)
    yield shown
    shown._services = None
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def show(qtbot):
    """Show a widget as a window of its own and give it the keyboard."""

    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown


@pytest.fixture
def answers(monkeypatch):
    """Answer the next modal question instead of a person: ``answers.text`` and ``answers.yes``."""
    given = SimpleNamespace(text=None, yes=True, asked=[])

    def ask_text(_parent, title, *_more):
        given.asked.append(title)
        return given.text

    def ask(_parent, title, *_more, **_kinds):
        given.asked.append(title)
        return given.yes

    monkeypatch.setattr("app.ui.interviews.finished.ask_text", ask_text)
    monkeypatch.setattr("app.ui.interviews.wastebasket.ask", ask)
    return given
