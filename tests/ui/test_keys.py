"""Shortcuts follow the physical key, whatever letter the layout puts on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui import keys

Z_OF_X11 = 52
CONTROL = Qt.KeyboardModifier.ControlModifier


def russian_z() -> QKeyEvent:
    """Ctrl and the key Z while the layout says Я."""
    return QKeyEvent(QEvent.Type.KeyPress, 0x042F, CONTROL, Z_OF_X11, 0x06D1, 0, "я")


@pytest.fixture
def page(show, speech):
    page = QWidget()
    page.field = QLineEdit(page)
    QVBoxLayout(page).addWidget(page.field)
    show(page)
    page.field.setFocus()
    page.heard = []
    return page


def test_the_key_z_is_ctrl_z_under_the_russian_layout(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert keys.matches(russian_z(), "Ctrl+Z")


def test_the_virtual_key_counts_on_windows(monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    event = QKeyEvent(QEvent.Type.KeyPress, 0x042F, CONTROL, 44, ord("Z"), 0, "я")
    assert keys.matches(event, "Ctrl+Z")


def test_a_latin_letter_is_believed_wherever_it_lies():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, CONTROL, 25, 0, 0, "z")
    assert keys.matches(event, "Ctrl+Z")


def test_a_shortcut_works_while_a_field_has_the_keyboard(page):
    keys.bind(page, "Ctrl+N", slot=lambda: page.heard.append("new"))
    QTest.keyClick(page.field, Qt.Key.Key_N, CONTROL)
    assert page.heard == ["new"]


def test_a_shortcut_is_heard_under_the_russian_layout(page, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    keys.bind(page, "Ctrl+Z", slot=lambda: page.heard.append("undo"))
    QApplication.sendEvent(page.field, russian_z())
    assert page.heard == ["undo"]


def test_the_nearest_binding_wins(page):
    keys.bind(page, "F2", slot=lambda: page.heard.append("page"))
    keys.bind(page.field, "F2", slot=lambda: page.heard.append("field"))
    QTest.keyClick(page.field, Qt.Key.Key_F2)
    assert page.heard == ["field"]


def test_an_unwanted_key_goes_on_its_way(page):
    keys.bind(page.field, "F2", slot=lambda: False)
    keys.bind(page, "F2", slot=lambda: page.heard.append("page"))
    QTest.keyClick(page.field, Qt.Key.Key_F2)
    assert page.heard == ["page"]


def test_enter_of_the_number_pad_is_enter(page):
    keys.bind(page, "Shift+Return", slot=lambda: page.heard.append("back"))
    QTest.keyClick(page.field, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert page.heard == ["back"]
