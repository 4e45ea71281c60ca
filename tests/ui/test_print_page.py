"""A questionnaire on paper in the window: opened from the list, in another language, in two, its cards, saved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.core.places import data_folder
from app.operations import forms
from app.ui.forms.page import FormsPage
from app.ui.forms.print_page import CARDS, SHEETS, PrintPage
from tests.reports.reading import whole_text

ET, RU = "Estonian (et)", "Russian (ru)"


@pytest.fixture
def opened(qtbot, show, desk, services, settle):
    forms.import_form(services, data_folder("forms") / "runner_showcase.xlsx")
    listed = FormsPage(desk)
    listed.resize(1000, 600)
    pages = []
    desk.navigator.page_wanted.connect(pages.append)
    show(listed)
    listed.enter()
    settle(desk.tasks)
    qtbot.mouseClick(listed.print, Qt.MouseButton.LeftButton)
    [page] = pages
    page.resize(1000, 600)
    show(page)
    qtbot.waitUntil(lambda: page._made is not None, timeout=30_000)
    settle(desk.tasks)
    return page


def choose(qtbot, page, switch, code):
    with qtbot.waitSignal(page.shown, timeout=30_000):
        qtbot.mouseClick(switch.button(code), Qt.MouseButton.LeftButton)


def test_a_questionnaire_is_shown_as_it_will_be_printed(opened):
    assert isinstance(opened, PrintPage)
    assert opened.title() == "Question showcase"
    assert opened.view._images
    assert "One choice from a drop-down" in whole_text(opened._made.pdf)


def test_the_sheets_are_made_in_another_language_and_with_a_second_one(qtbot, opened):
    choose(qtbot, opened, opened.first, ET)
    alone = whole_text(opened._made.pdf)
    assert "Küsimuste näidised" in alone
    assert "Образцы вопросов" not in alone
    choose(qtbot, opened, opened.second, RU)
    both = whole_text(opened._made.pdf)
    assert "Küsimuste näidised" in both
    assert "Образцы вопросов" in both


def test_a_language_is_not_offered_as_its_own_second(qtbot, opened):
    choose(qtbot, opened, opened.second, ET)
    choose(qtbot, opened, opened.first, ET)
    assert opened.second.current == ""
    assert ET not in opened.second._buttons


def test_the_show_cards_are_a_document_of_their_own(qtbot, opened, tmp_path, monkeypatch):
    choose(qtbot, opened, opened.which, CARDS)
    text = whole_text(opened._made.pdf)
    assert "Card 1" in text
    target = tmp_path / "cards.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all, **_named: (str(target), ""))
    qtbot.mouseClick(opened.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.notice.title() == "Saved as cards.pdf")
    assert whole_text(target.read_bytes()) == text
    choose(qtbot, opened, opened.which, SHEETS)


def test_escape_goes_back_to_the_list(qtbot, opened):
    opened.view.setFocus()
    with qtbot.waitSignal(opened.left):
        QTest.keyClick(opened.view, Qt.Key.Key_Escape)
