"""Whole ways through the window: from a workbook to a finished interview, a correction, a sheet of paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.core.progress import Progress
from app.operations import forms, interviews
from app.ui.interviews import holding, paper
from app.ui.interviews.finished import FinishedPage
from app.ui.interviews.picker import FormPicker
from app.ui.runner.page import RunnerPage
from tests.ui.test_interviews_list import held, workbook  # noqa: F401 - a fixture


@pytest.fixture
def bundle(services, workbook):  # noqa: F811
    return forms.import_form(services, workbook).bundle


@pytest.fixture
def window(window, settle):
    """Begin at the list of interviews, whatever the window shows first."""
    window.shell.go("interviews")
    settle(window.tasks)
    return window


def in_view(qtbot, window, kind):
    qtbot.waitUntil(lambda: isinstance(window.shell.page, kind), timeout=30_000)
    return window.shell.page


def test_an_interview_is_started_held_finished_and_shown(
    qtbot, bundle, window, settle, monkeypatch
):
    monkeypatch.setattr(FormPicker, "exec", lambda _picker: QDialog.DialogCode.Accepted)
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(
        QApplication.focusWidget() or window.shell.page,
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier,
    )
    runner = in_view(qtbot, window, RunnerPage)
    assert not window.shell.rail.isVisible()
    runner.session.answer("/data/company", "Viru Metall")
    runner.session.answer("/data/staff", "12")
    runner.finish()
    page = in_view(qtbot, window, FinishedPage)
    qtbot.waitUntil(lambda: page._paper is not None, timeout=30_000)
    settle(window.tasks)
    assert page.title() == "Viru Metall"
    page.left.emit()
    settle(window.tasks)
    assert window.shell.page.model.row(0).status == "finished"


def test_a_draft_is_gone_on_with_and_left_again(qtbot, bundle, window, settle):
    draft = held(window.shell.desk.services, bundle, "Jõhvi Puit")
    holding.go_on(window.shell.desk, draft, window.shell)
    runner = in_view(qtbot, window, RunnerPage)
    assert runner.session.instance_name() == "Jõhvi Puit"
    runner.leave()
    settle(window.tasks)
    assert window.shell.page.title() == "Interviews"


def test_a_correction_comes_back_to_its_page(qtbot, bundle, window, settle):
    services = window.shell.desk.services
    draft = held(services, bundle, "Jõhvi Puit")
    opened = interviews.continue_interview(services, draft)
    interviews.finish_interview(services, draft, opened.session)
    page = FinishedPage(window.shell.desk, opened.record)
    window.shell.open(page)
    holding.correct(window.shell.desk, opened.record, "wrong name", window.shell)
    runner = in_view(qtbot, window, RunnerPage)
    runner.session.answer("/data/company", "Jõhvi Puit OÜ")
    runner.finish()
    settle(window.tasks)
    assert window.shell.page is page
    qtbot.waitUntil(lambda: page.title() == "Jõhvi Puit OÜ", timeout=30_000)
    settle(window.tasks)


def test_several_drafts_are_thrown_away_together(qtbot, bundle, window, settle):
    services = window.shell.desk.services
    for name in ("One", "Two", "Three"):
        held(services, bundle, name)
    page = window.shell.page
    page._load()
    settle(window.tasks)
    page.table.selectAll()
    assert page._said.whole() == "3 of 3 selected"
    page._delete.click()
    settle(window.tasks)
    assert page.model.rowCount() == 0
    assert "3 drafts" in page._undo._label.whole()


def test_sorting_has_a_way_without_the_mouse(qtbot, bundle, window, settle):
    page = window.shell.page

    def choose() -> None:
        menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
        action: QAction = menu.actions()[0]
        action.trigger()
        menu.close()

    QTimer.singleShot(0, choose)
    page.sort.click()
    settle(window.tasks)
    assert page._query.sort == "title"


def test_pages_are_printed_one_by_one(qtbot, services, bundle, tmp_path: Path):
    made = paper.make(services, held(services, bundle, "Viru Metall"), "en", Progress())
    target = tmp_path / "printed.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    assert paper.print_pages(made.pdf, printer, Progress()) == len(made.images)
    assert target.read_bytes().startswith(b"%PDF")


def test_without_a_printer_the_window_says_so(qtbot, services, bundle, window, settle, monkeypatch):
    page = FinishedPage(window.shell.desk, held(services, bundle, "Viru Metall"))
    window.shell.open(page)
    qtbot.waitUntil(lambda: page._paper is not None, timeout=30_000)
    settle(window.tasks)
    told = []
    monkeypatch.setattr(
        "app.ui.interviews.paper.show_error", lambda _over, error: told.append(error.code)
    )
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    page.print.click()
    assert told == ["printer_missing"]
