"""The times of an interview, from the button on its page."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.operations import forms, interviews
from app.ui.interviews.finished import FinishedPage
from app.ui.interviews.times import TimesPage
from tests.ui.test_interviews_list import held, workbook  # noqa: F401 - a fixture


@pytest.fixture
def record(services, workbook):  # noqa: F811
    bundle = forms.import_form(services, workbook).bundle
    draft = held(services, bundle, "Viru Metall")
    opened = interviews.continue_interview(services, draft)
    interviews.finish_interview(services, draft, opened.session)
    return opened.record


def test_the_finished_page_opens_the_times(qtbot, show, desk, record, settle):
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    page = FinishedPage(desk, record)
    page.footer.setParent(page)
    page.resize(1100, 600)
    show(page)
    qtbot.waitUntil(lambda: page._paper is not None, timeout=30_000)
    settle(desk.tasks)
    assert page.times.text() == "Times"
    page.times.click()
    [times] = opened
    qtbot.addWidget(times)
    assert isinstance(times, TimesPage)


def test_times_stand_by_section_and_question(show, desk, record, settle):
    page = TimesPage(desk, record)
    show(page)
    page.enter()
    settle(desk.tasks)
    model = page.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.title() == "Times: Viru Metall"
    words = [model.index(place, 1).data() for place in range(model.rowCount())]
    assert words == ["Questions outside of sections", "Company"]
    assert model.index(1, 2).data() == "0:00"
    assert page._said.text() == "Active time: 0 s"


def test_an_interview_without_times_says_so(show, desk, services, workbook, settle):  # noqa: F811
    bundle = forms.import_form(services, workbook).bundle
    opened = interviews.start_interview(services, bundle)
    page = TimesPage(desk, opened.draft)
    show(page)
    page.enter()
    settle(desk.tasks)
    assert page._nothing.isVisible()
    assert page._nothing.accessibleName() == "No times are kept of this interview"
