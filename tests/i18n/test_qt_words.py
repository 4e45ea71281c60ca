"""Qt's own buttons, menus and dialogs in Estonian and Russian."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel

from app.i18n.compile import compile_catalogues
from app.i18n.qt_catalog import qt_translation
from tests.i18n.qt_words import ALL_BUTTONS, asked_words

SOURCE = Path(__file__).resolve().parents[2] / "i18n" / "qt_et.ts"
PLAIN_KEYS = "QShortcut"
"""Names of keys: those of keyboards that nobody has here stay as Qt says them."""


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


@pytest.fixture(params=["et", "ru"])
def translated(request: pytest.FixtureRequest, qapp: QApplication):
    translator = QTranslator()
    assert translator.load(str(qt_translation(request.param)))
    qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


def test_everything_that_qt_asks_for_has_estonian_words(qapp: QApplication):
    root = ElementTree.parse(SOURCE).getroot()
    known = {
        (context.findtext("name"), message.findtext("source"))
        for context in root.iter("context")
        for message in context.iter("message")
    }
    asked = {pair for pair in asked_words(qapp) if pair[0] not in {PLAIN_KEYS, "QGuiApplication"}}
    assert len(asked) > 40
    assert sorted(asked - known) == []


def test_no_standard_button_speaks_english(translated: str):
    buttons = QDialogButtonBox(ALL_BUTTONS)
    words = {button.text().replace("&", "") for button in buttons.buttons()}
    assert {"et": "Loobu", "ru": "Отмена"}[translated] in words
    assert words.isdisjoint(
        {"Cancel", "Save", "Yes", "No", "Close", "Discard", "Apply", "Help", "Retry", "Ignore"}
    )


def test_file_dialog_speaks_no_english(translated: str):
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert {"et": "Kaust:", "ru": "Папка:"}[translated] in words
    assert words.isdisjoint({"Look in:", "File name:", "Files of type:"})
    dialog.deleteLater()


def test_keys_that_interviewers_use_keep_short_names(translated: str):
    said = QKeySequence("Ctrl+Shift+Z").toString(QKeySequence.SequenceFormat.NativeText)
    assert said == "Ctrl+Shift+Z"


def test_english_needs_no_translation():
    assert qt_translation("en") is None


def test_mnemonics_of_a_menu_are_kept(translated: str):
    assert translated in {"et", "ru"}
    root = ElementTree.parse(SOURCE).getroot()
    for message in root.iter("message"):
        source, target = message.findtext("source") or "", message.findtext("translation") or ""
        assert source.count("%") == target.count("%"), source
        assert target.count("&") <= max(1, source.count("&")), source
