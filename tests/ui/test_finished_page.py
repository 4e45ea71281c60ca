"""The page of one interview: made, turned into another language, saved, corrected for a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.operations import forms, interviews
from app.ui.interviews.finished import FinishedPage
from tests.ui.test_interviews_list import held, workbook  # noqa: F401 - a fixture


@pytest.fixture
def page(qtbot, show, desk, services, workbook, settle):  # noqa: F811
    bundle = forms.import_form(services, workbook).bundle
    draft = held(services, bundle, "Viru Metall")
    opened = interviews.continue_interview(services, draft)
    interviews.finish_interview(services, draft, opened.session)
    made = FinishedPage(desk, opened.record)
    made.resize(1000, 600)
    show(made)
    qtbot.waitUntil(lambda: made._paper is not None, timeout=30_000)
    settle(desk.tasks)
    return made


def test_the_page_is_shown_with_its_name(page):
    assert page.title() == "Viru Metall"
    assert page.view._images
    assert page.print.isEnabled()


def test_another_language_makes_the_page_again(qtbot, page):
    before = page._paper.pdf
    with qtbot.waitSignal(page.shown, timeout=30_000):
        qtbot.mouseClick(page.languages.button("ru"), Qt.MouseButton.LeftButton)
    assert page._paper.language == "ru"
    assert page._paper.pdf != before


def test_zoom_changes_by_keys(page):
    page.view.setFocus()
    before = page.view.zoom
    QTest.keyClick(page.view, Qt.Key.Key_Minus)
    assert page.view.zoom < before
    QTest.keyClick(page.view, Qt.Key.Key_Plus)
    page.view.fit_width()
    assert page.view.zoom == pytest.approx(before, abs=0.05)


def test_saving_writes_the_pdf(qtbot, page, tmp_path, monkeypatch):
    target = tmp_path / "page.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all, **_named: (str(target), ""))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.notice.title() == "Saved as page.pdf")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_correction_needs_a_reason(qtbot, page, answers, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "app.ui.interviews.holding.hold", lambda _desk, interview: opened.append(interview)
    )
    qtbot.mouseClick(page.correct, Qt.MouseButton.LeftButton)
    assert answers.asked == ["Correct this interview"]
    assert opened == []
    answers.text = "wrong year"
    qtbot.mouseClick(page.correct, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].reason == "wrong year"


def test_escape_goes_back(qtbot, page):
    page.view.setFocus()
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.view, Qt.Key.Key_Escape)
