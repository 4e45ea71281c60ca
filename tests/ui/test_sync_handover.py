"""A half-done interview goes from one laptop to another through both windows, and is gone on with there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.clock import StillClock
from app.operations import interviews, sync
from app.ui.runner.page import RunnerPage
from app.ui.sync.passing import HandOverDialog
from app.ui.window import MainWindow
from tests.operations.laptops import founded, joined
from tests.operations.workbooks import write_workbook
from tests.ui.sync_laptops import button, says


@pytest.fixture
def laptops(tmp_path: Path, monkeypatch):
    from app.store import keys
    from app.sync import seal

    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(
        seal,
        "unseal_by_passphrase",
        lambda octets, word, *, path="": octets.removesuffix(word.encode()),
    )
    clock = StillClock.at("2026-11-21T10:00:00+02:00")
    with (
        founded(tmp_path, clock, write_workbook(tmp_path / "firm.xlsx"), "kontor") as office,
        joined(office, "Mari", "Mari Maasik", "mari") as mari,
    ):
        yield office, mari


@pytest.fixture
def window_of(qtbot, preferences, speech, settle):
    made = []

    def show(laptop) -> MainWindow:
        shown = MainWindow(preferences, speech)
        shown.resize(1366, 768)
        shown.show()
        shown.show_workspace(laptop.services)
        settle(shown.tasks)
        shown.shell.go("interviews")
        settle(shown.tasks)
        made.append(shown)
        return shown

    yield show
    for shown in made:
        shown._services = None
        shown.close()
        shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(widget, label):
    QTest.mouseClick(button(widget, label), Qt.MouseButton.LeftButton)


def test_a_draft_is_handed_over_and_gone_on_with_at_the_other_laptop(
    laptops, window_of, settle, monkeypatch, preferences, tmp_path
):
    office, mari = laptops
    opened = office.draft("Pooleli Firma")
    interviews.close_interview(office.services, opened.draft)
    (tmp_path / "stick").mkdir()
    preferences.remember_folder("package", tmp_path / "stick")
    window = window_of(office)

    def answer(dialog):
        dialog.show()
        assert says(dialog, "Your colleague goes on where you stopped.")
        assert dialog.people.currentText() == "Mari Maasik"
        press(dialog, "Hand over")
        dialog.hide()
        return dialog.result()

    monkeypatch.setattr(HandOverDialog, "exec", answer)
    press(window, "Hand over…")
    settle(window.tasks)
    settle(window.tasks)
    settle(window.tasks)
    assert says(window, "Handed over to Mari Maasik")
    mari.merge(*(tmp_path / "stick").iterdir())
    theirs, asked = window_of(mari), []
    monkeypatch.setattr(
        "app.ui.sync.passing.ask", lambda _over, title, text, *_a, **_k: asked.append(text) or True
    )
    theirs.shell.page.table.choose(0)
    QTest.keyClick(theirs.shell.page.table, Qt.Key.Key_Return)
    settle(theirs.tasks)
    settle(theirs.tasks)
    assert asked == ["Kai Kontor handed it over to you. It becomes a draft on this computer."]
    assert isinstance(theirs.shell.page, RunnerPage)
    theirs.shell.page.left.emit()
    settle(theirs.tasks)


def test_what_was_handed_over_says_here_who_goes_on(
    laptops, window_of, settle, monkeypatch, tmp_path
):
    from app.operations import sync_handover

    office, mari = laptops
    opened = office.draft("Pooleli Firma")
    interviews.close_interview(office.services, opened.draft)
    device = sync.own_key(mari.services).device
    sync_handover.hand_over(office.services, opened.draft, device, tmp_path / "h.sildpack")
    window = window_of(office)
    asked = []
    monkeypatch.setattr(
        "app.ui.sync.passing.ask", lambda _over, title, *_a, **_k: asked.append(title) and False
    )
    window.shell.page.table.choose(0)
    QTest.keyClick(window.shell.page.table, Qt.Key.Key_Return)
    settle(window.tasks)
    assert asked == ["Mari Maasik goes on with this interview"]
