"""A locked window shows nothing, takes no keys but the passphrase, and goes on saving behind its cover."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.operations import locking, workspace
from app.store import keys as store_keys
from app.ui.settings.passphrase import KeyDialog
from app.ui.widgets.dialogs import Dialog

WORDS = "three small words"


@pytest.fixture
def guarded(window, services, settle, monkeypatch):
    monkeypatch.setattr(store_keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(store_keys, "ROUNDS", 1)
    window.recovery = workspace.set_passphrase(services, WORDS)
    window.shell.go("forms")
    window.lock.load()
    settle(window.tasks)
    return window


def press(window, *labels: str) -> None:
    found = [
        each
        for each in window.lock.cover.findChildren(QPushButton)
        if each.text() in labels and each.isVisible()
    ]
    assert found, labels
    found[0].click()


def type_in(window, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_the_keys_lock_and_the_passphrase_opens(qtbot, guarded, settle):
    title = guarded.windowTitle()
    guarded.shell.page.setFocus()
    QTest.keyClick(
        QApplication.focusWidget() or guarded.shell.page,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert guarded.lock.is_locked
    assert not guarded.shell.isVisible()
    assert guarded.windowTitle() == "Sild"
    type_in(guarded, "not these words")
    settle(guarded.tasks)
    assert guarded.lock.is_locked
    type_in(guarded, WORDS)
    qtbot.waitUntil(lambda: not guarded.lock.is_locked)
    assert guarded.shell.isVisible()
    assert guarded.windowTitle() == title


def test_the_recovery_key_opens_too(qtbot, guarded):
    guarded.lock.lock()
    press(guarded, "Use the recovery key")
    type_in(guarded, guarded.recovery)
    qtbot.waitUntil(lambda: not guarded.lock.is_locked)


def test_what_is_behind_the_cover_takes_no_keys(guarded):
    guarded.lock.lock()
    place = guarded.shell.page
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert guarded.shell.page is place
    assert guarded.lock.is_locked


def test_it_locks_by_itself_when_nothing_is_touched(guarded, services, settle):
    assert guarded.lock._minutes == locking.USUAL
    locking.set_idle_minutes(services, 0)
    guarded.lock.load()
    settle(guarded.tasks)
    guarded.lock._idle.hasExpired = lambda _ms: True
    guarded.lock.look()
    assert not guarded.lock.is_locked
    locking.set_idle_minutes(services, 5)
    guarded.lock.load()
    settle(guarded.tasks)
    guarded.lock._idle = type(
        "Long", (), {"hasExpired": lambda _s, ms: ms == 300_000, "restart": lambda _s: 0}
    )()
    guarded.lock.look()
    assert guarded.lock.is_locked


def test_a_dialog_is_closed_by_the_lock(guarded, qtbot):
    dialog = Dialog(guarded, "Reason")
    dialog.show()
    guarded.lock.lock()
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_key_that_nobody_has_put_away_keeps_the_window_open(guarded):
    dialog = KeyDialog(guarded, guarded.recovery, "EstRu")
    dialog.open()
    guarded.lock.lock()
    assert dialog.isVisible()
    assert not guarded.lock.is_locked
    dialog.accept()
    guarded.lock.lock()
    assert guarded.lock.is_locked
    dialog.deleteLater()


def test_without_a_passphrase_there_is_nothing_to_ask(window):
    window.lock.lock()
    assert not window.lock.is_locked
    assert "no passphrase" in window.shell.notice.title()


def test_the_key_of_the_project_opens_too(qtbot, guarded, services):
    from app.operations import sync_recovery
    from app.store import keyring
    from app.sync import seal

    made = seal.new_identity()
    keyring.put_age_key(services.workspace, keyring.AgeKey(made.recipient, "recovery"))
    sync_recovery.wrap_for_project(services)
    guarded.lock.lock()
    press(guarded, "Use the recovery key")
    type_in(guarded, seal.new_identity().secret)
    qtbot.waitUntil(lambda: not guarded.window().tasks.is_busy)
    assert guarded.lock.is_locked
    QApplication.focusWidget().clear()
    type_in(guarded, made.secret)
    qtbot.waitUntil(lambda: not guarded.lock.is_locked)
