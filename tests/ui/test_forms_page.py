"""Questionnaires: added by button and by dropping, refused with findings, retired and used again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from app.operations import forms
from app.ui.forms.findings import FindingsModel, FindingsPage
from app.ui.forms.model import FormsModel
from app.ui.forms.page import FormsPage
from tests.ui.test_interviews_list import workbook  # noqa: F401 - a fixture


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.csv"
    path.write_text(
        "survey,\n,type,name,label\n,intger,age,Age\n,text,age,Age again\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def page(show, desk, settle):
    made = FormsPage(desk)
    made.resize(1000, 600)
    made.pages = []
    desk.navigator.page_wanted.connect(made.pages.append)
    show(made)
    made.enter()
    settle(desk.tasks)
    yield made
    for opened in made.pages:
        opened.deleteLater()


def test_a_workbook_is_added_by_the_button(qtbot, page, workbook, settle, monkeypatch):  # noqa: F811
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all, **_named: (str(workbook), ""))
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=30_000)
    settle(page.desk.tasks)
    assert page.model.index(0, 0).data() == "Little interview"
    assert page.model.index(0, 2).data() in {"EN, ET", "ET, EN"}


def test_a_workbook_is_added_by_dropping_it(qtbot, page, workbook, settle):  # noqa: F811
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook))])
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=30_000)
    settle(page.desk.tasks)
    assert event.isAccepted()


def test_the_same_workbook_again_changes_nothing(qtbot, page, workbook, settle):  # noqa: F811
    for _time in range(2):
        page.import_file(workbook)
        settle(page.desk.tasks)
    assert page.model.rowCount() == 1
    assert "here already" in page.notice.title()


def test_a_broken_workbook_is_refused_with_its_findings(qtbot, page, broken, settle):
    page.import_file(broken)
    qtbot.waitUntil(lambda: bool(page.pages), timeout=30_000)
    opened = page.pages[0]
    assert isinstance(opened, FindingsPage)
    assert opened.notice.title().startswith("Not added")
    assert opened.model.index(0, 0).data() == "error"
    assert forms.list_forms(page.desk.services) == []


def test_a_file_that_is_no_workbook_is_explained_on_the_page(qtbot, page, tmp_path, settle):
    path = tmp_path / "fake.xlsx"
    path.write_bytes(b"not a workbook")
    page.import_file(path)
    settle(page.desk.tasks)
    assert page.notice.title()
    assert page.add.isEnabled()


def test_findings_can_be_copied_and_saved(qtbot, page, broken, tmp_path, settle, monkeypatch):
    page.import_file(broken)
    qtbot.waitUntil(lambda: bool(page.pages), timeout=30_000)
    opened, target = page.pages[0], tmp_path / "findings.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all, **_named: (str(target), ""))
    opened.copy.click()
    opened.save.click()
    settle(page.desk.tasks)
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][4] == "What was found"
    assert len(rows) == opened.model.rowCount() + 1
    assert "What was found" in QGuiApplication.clipboard().text()


def test_a_questionnaire_is_retired_and_used_again(qtbot, page, workbook, settle):  # noqa: F811
    page.import_file(workbook)
    settle(page.desk.tasks)
    settle(page.desk.tasks)
    page.retire.click()
    settle(page.desk.tasks)
    assert page.model.row(0).retired
    assert page.retire.text() == "Use again"
    assert not page.start.isEnabled()
    page.retire.click()
    settle(page.desk.tasks)
    assert not page.model.row(0).retired


def test_adding_can_be_stopped(qtbot, page, workbook, settle):  # noqa: F811
    page.import_file(workbook)
    page.progress.cancelled.emit()
    settle(page.desk.tasks)
    assert page.notice.title() == "Stopped. Nothing was changed."
    assert forms.list_forms(page.desk.services) == []


def test_the_models_keep_the_rules_of_qt(qtbot, page, workbook, settle):  # noqa: F811
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    model = FormsModel()
    QAbstractItemModelTester(model, fatal)
    page.import_file(workbook)
    settle(page.desk.tasks)
    model.show_rows(forms.list_forms(page.desk.services))
    model.seek("nothing like it")
    assert model.rowCount() == 0
    model.seek("little")
    assert model.rowCount() == 1
    QAbstractItemModelTester(FindingsModel([]), fatal)
