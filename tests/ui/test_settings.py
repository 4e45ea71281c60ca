"""Settings take effect at once and are remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.operations import workspace
from app.ui import theme
from app.ui.preferences import Preferences
from app.ui.settings import passphrase
from app.ui.settings.about import LicencesDialog
from app.ui.settings.page import SettingsPage


@pytest.fixture
def page(show, desk, settle):
    made = SettingsPage(desk)
    made.resize(1100, 700)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def test_name_and_role_are_saved(qtbot, page, desk, settle):
    assert page.person.name.text() == "A. K."
    page.person.name.setText("Aive Näidis")
    page.person.roles.choose("coordinator")
    QTest.mouseClick(page.person.save, Qt.MouseButton.LeftButton)
    settle(desk.tasks)
    member = workspace.current_member(desk.services)
    assert (member.name, member.role) == ("Aive Näidis", "coordinator")


def test_a_name_must_be_written(page):
    page.person.name.clear()
    page.person.save.click()
    assert page.person._name_field.complaint == "Please write your name."


def test_dark_is_put_on_at_once_and_kept(qtbot, window, preferences, settle):
    window.shell.go("settings")
    look = window.shell.page.look
    qtbot.mouseClick(look.looks.button("dark"), Qt.MouseButton.LeftButton)
    assert theme.tokens().dark
    assert preferences.look == "dark"
    qtbot.mouseClick(look.looks.button("light"), Qt.MouseButton.LeftButton)
    assert not theme.tokens().dark


def test_the_size_of_text_is_put_on_at_once(qtbot, window, preferences):
    window.shell.go("settings")
    qtbot.mouseClick(window.shell.page.look.sizes.button("1.3"), Qt.MouseButton.LeftButton)
    assert theme.tokens().size("body") == 18
    assert preferences.text_size == 1.3
    preferences.text_size = 1.0
    window.dress()


def test_a_backup_is_made_and_told(qtbot, page, desk, settle):
    page.workspace.back_up.click()
    qtbot.waitUntil(lambda: "read back" in page.workspace.notice.title(), timeout=20_000)
    settle(desk.tasks)
    assert page.workspace._info.last_backup is not None


def answered(monkeypatch, **given):
    """Fill the passphrase dialog in and press its button, as often as it stays open."""

    def run(dialog: passphrase.PassphraseDialog) -> int:
        for name, text in given.items():
            getattr(dialog, name).setText(text)
        dialog.yes.click()
        return QDialog.exec(dialog)

    monkeypatch.setattr(passphrase.PassphraseDialog, "exec", run)
    monkeypatch.setattr(passphrase.KeyDialog, "exec", lambda _dialog: 1)


def test_a_passphrase_is_set_changed_and_removed(qtbot, page, desk, settle, monkeypatch):
    answered(monkeypatch, first="three small words", second="three small words")
    page.protection.set.click()
    assert page.protection.notice.title() == "The workspace is protected"
    answered(
        monkeypatch, old="three small words", first="four small words", second="four small words"
    )
    page.protection.change.click()
    assert page.protection.notice.title() == "The passphrase was changed"
    answered(monkeypatch, old="four small words")
    page.protection.remove.click()
    assert page.protection.notice.title() == "The workspace is no longer protected"
    assert not workspace.describe(desk.services).encrypted


def test_two_columns_become_one_in_a_narrow_window(page, qtbot):
    assert page._columns == 2
    page.resize(700, 600)
    qtbot.waitUntil(lambda: page._columns == 1)


def test_licences_can_be_read(qtbot, page):
    dialog = LicencesDialog(page.about)
    qtbot.addWidget(dialog)
    assert dialog._choice.count() >= 1
    assert dialog._text.toPlainText()


def test_preferences_forgive_nonsense(tmp_path):
    from PySide6.QtCore import QSettings

    kept = QSettings(str(tmp_path / "odd.ini"), QSettings.Format.IniFormat)
    for key in ("language", "look", "text_size"):
        kept.setValue(key, "nonsense")
    odd = Preferences(kept)
    assert (odd.language, odd.look, odd.text_size) == ("en", "system", 1.0)
    assert odd.folder("save").is_dir()
