"""Exporting interviews from the list, by keyboard: the dialog, the file, what is said, a way out when nothing fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.operations import forms, interviews
from app.ui.interviews.exporting import ExportDialog
from app.ui.interviews.page import InterviewsPage
from tests.operations.workbooks import write_workbook


@pytest.fixture
def finished(services, tmp_path):
    bundle = forms.import_form(services, write_workbook(tmp_path / "firm.xlsx")).bundle
    opened = interviews.start_interview(services, bundle)
    interviews.save_step(
        services, opened.draft, opened.session.answer("/data/firm", "Narva Vesi").step
    )
    interviews.finish_interview(services, opened.draft, opened.session)


@pytest.fixture
def page(show, desk, finished, settle):
    made = InterviewsPage(desk)
    made.resize(1100, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def dialog(qtbot, page, desk, settle, monkeypatch):
    shown = []
    monkeypatch.setattr(ExportDialog, "exec", lambda self: shown.append(self) or self.show())
    QTest.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    [opened] = shown
    yield opened
    opened.close()
    opened.deleteLater()


def save_as(monkeypatch, target):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_any: (str(target), ""))


def test_the_finished_interviews_are_saved_as_the_kind_that_was_chosen(
    qtbot, dialog, desk, settle, monkeypatch, tmp_path
):
    assert dialog.form.currentText() == "A firm"
    dialog.format.button("xlsx").setFocus()
    QTest.keyClick(dialog.format, Qt.Key.Key_Right)
    save_as(monkeypatch, tmp_path / "out")
    QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    settle(desk.tasks)
    assert dialog.notice.title() == "1 interview was saved as out.csv"
    assert "Narva Vesi" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert dialog.close_button.hasFocus()


def test_what_cannot_be_written_is_said_and_can_be_tried_again(
    dialog, desk, settle, monkeypatch, tmp_path
):
    (tmp_path / "here").write_text("a file where a folder should be")
    save_as(monkeypatch, tmp_path / "here" / "out.xlsx")
    QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    settle(desk.tasks)
    assert dialog.notice.isVisible()
    assert dialog.save.isEnabled()
    save_as(monkeypatch, tmp_path / "out.xlsx")
    QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    settle(desk.tasks)
    assert dialog.notice.title() == "1 interview was saved as out.xlsx"


def test_a_list_with_drafts_only_has_nothing_to_export(show, desk, services, settle, tmp_path):
    bundle = forms.import_form(services, write_workbook(tmp_path / "firm.xlsx")).bundle
    opened = interviews.start_interview(services, bundle)
    interviews.close_interview(services, opened.draft)
    page = InterviewsPage(desk)
    show(page)
    page.enter()
    settle(desk.tasks)
    assert not page._export.isEnabled()
