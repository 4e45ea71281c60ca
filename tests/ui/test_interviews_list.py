"""The list of interviews, by keyboard and by visible words, over a real workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.core.clock import StillClock
from app.core.text import LocalText
from app.operations import forms, interviews
from app.operations.interviews import InterviewRow
from app.ui.interviews.model import COLUMNS, InterviewsModel
from app.ui.interviews.page import InterviewsPage
from app.ui.interviews.picker import FormPicker
from app.ui.interviews.wastebasket import WastebasketPage
from app.ui.window import MainWindow

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROW = InterviewRow(
    id="1", kind="draft", record="1", title="Viru Metall OÜ", bundle="b", form_id="business",
    form_title=LocalText({"Estonian (et)": "Intervjuu", "English (en)": "Interview"}), version="1", interviewer="A. K.",
    started=NOW, when=NOW, status="draft", answered=6, total=10, language="et", test=False,
)  # fmt: skip


@pytest.fixture(scope="session")
def workbook(tmp_path_factory) -> Path:
    """Two questions and a name: enough to hold interviews with."""
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(("type", "name", "label::English (en)", "label::Estonian (et)"))
    survey.append(("text", "company", "Company", "Ettevõte"))
    survey.append(("integer", "staff", "Staff", "Töötajaid"))
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Little interview", "little", "1", "${company}", "English (en)"))
    path = tmp_path_factory.mktemp("forms") / "little.xlsx"
    book.save(path)
    return path


def held(services, bundle, name: str) -> str:
    """Hold an interview as far as its name."""
    opened = interviews.start_interview(services, bundle)
    interviews.save_step(services, opened.draft, opened.session.answer("/data/company", name).step)
    interviews.close_interview(services, opened.draft)
    return opened.draft


@pytest.fixture
def drafts(services, workbook):
    bundle = forms.import_form(services, workbook).bundle
    return {
        name: held(services, bundle, name)
        for name in ("Viru Metall", "Jõhvi Puit", "Сланцы ЛесПром")
    }


@pytest.fixture
def page(show, desk, drafts, settle):
    made = InterviewsPage(desk)
    made.resize(1100, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def titles(page: InterviewsPage) -> set[str]:
    return {page.model.row(place).title for place in range(page.model.rowCount())}


def test_the_model_keeps_the_rules_of_qt(qtbot, speech):
    model = InterviewsModel(StillClock(NOW))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([replace(ROW, id=str(number)) for number in range(5)])
    model.retranslate()
    model.show_rows([])
    assert model.columnCount() == len(COLUMNS)


def test_a_line_says_who_what_when_and_how_far(speech):
    model = InterviewsModel(StillClock(NOW))
    model.show_rows([ROW])
    assert [model.index(0, column).data() for column in range(5)] == [
        "Viru Metall OÜ", "Interview", "A. K.", "today 12:00", "draft, 60%",
    ]  # fmt: skip


def test_ten_thousand_lines_are_written_only_when_they_come_into_view(qtbot, show, desk):
    page = show(InterviewsPage(desk))
    page.resize(1100, 600)
    page.model.show_rows(
        [replace(ROW, id=str(n), when=NOW - timedelta(hours=n)) for n in range(10_000)]
    )
    page.table.scrollToBottom()
    page.grab()
    assert page.model.rowCount() == 10_000
    assert len(page.model._words) < 400


def test_the_list_shows_what_is_in_the_workspace(page):
    assert titles(page) == {"Viru Metall", "Jõhvi Puit", "Сланцы ЛесПром"}
    assert page.chips.chip("draft").text() == "Drafts 3"
    assert page.chips.chip("").text() == "All 3"


def test_searching_narrows_the_list_and_clearing_widens_it(qtbot, page, settle):
    page.search("johvi")
    settle(page.desk.tasks)
    assert titles(page) == {"Jõhvi Puit"}
    page.search("")
    settle(page.desk.tasks)
    assert len(titles(page)) == 3


def test_a_chip_shows_one_state_only(qtbot, page, settle):
    qtbot.mouseClick(page.chips.chip("finished"), Qt.MouseButton.LeftButton)
    settle(page.desk.tasks)
    assert titles(page) == set()
    assert page._nothing.isVisible()


def test_a_heading_sorts_and_again_the_other_way(page, settle):
    orders = []
    for _click in range(2):
        page.table.sort_wanted.emit(0)
        settle(page.desk.tasks)
        orders.append([page.model.row(place).title for place in range(3)])
    assert orders[0] == orders[1][::-1]


def test_delete_moves_to_the_wastebasket_and_undo_takes_back(qtbot, page, settle):
    page.table.choose(1)
    page.table.setFocus()
    gone = page.model.row(1).title
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(page.desk.tasks)
    assert gone not in titles(page)
    assert page._undo.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(page.desk.tasks)
    assert gone in titles(page)


def test_enter_goes_on_with_a_draft(qtbot, page, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "app.ui.interviews.holding.hold", lambda _desk, interview: opened.append(interview)
    )
    page.table.choose(0)
    page.table.setFocus()
    draft = page.model.row(0).id
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].draft == draft


def test_the_picker_finds_by_typing_and_starts_in_the_language_of_the_window(
    show, desk, drafts, speech
):
    speech.speak("et")
    picker = show(FormPicker(forms.list_forms(desk.services)))
    picker.search.setText("zzz")
    assert not picker.start.isEnabled()
    picker.search.setText("little")
    picked = picker.picked()
    assert picked.language == "Estonian (et)"
    assert not picked.test


def test_without_a_questionnaire_the_list_says_what_to_do(show, desk, settle):
    page = show(InterviewsPage(desk))
    page.enter()
    settle(desk.tasks)
    assert page._no_forms.isVisible()
    assert page._to_forms.text() == "Add a questionnaire"


def test_the_wastebasket_gives_back_what_was_chosen(qtbot, show, desk, drafts, settle):
    interviews.discard_draft(desk.services, drafts["Viru Metall"])
    page = show(WastebasketPage(desk))
    page.enter()
    settle(desk.tasks)
    assert page.model.rowCount() == 1
    qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    settle(desk.tasks)
    assert page.model.rowCount() == 0
    assert len(interviews.list_interviews(desk.services)) == 3


def test_the_wastebasket_is_emptied_only_after_a_yes(qtbot, show, desk, drafts, settle, answers):
    interviews.discard_draft(desk.services, drafts["Viru Metall"])
    page = show(WastebasketPage(desk))
    page.enter()
    settle(desk.tasks)
    answers.yes = False
    qtbot.mouseClick(page.empty, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 1
    answers.yes = True
    qtbot.mouseClick(page.empty, Qt.MouseButton.LeftButton)
    settle(desk.tasks)
    assert page.model.rowCount() == 0


def test_an_interrupted_interview_is_offered_once(page):
    row = page.model.row(0)
    page.resume.show_drafts([row])
    page._show_words()
    assert page.resume.isVisible()
    assert page.new.property("kind") == ""
    page.resume._close.click()
    page.resume.show_drafts([row])
    assert page.resume.isHidden()


def test_an_interrupted_interview_is_what_the_window_begins_with(
    qtbot, preferences, speech, services, workbook, settle
):
    bundle = forms.import_form(services, workbook).bundle
    opened = interviews.start_interview(services, bundle)
    interviews.save_step(
        services, opened.draft, opened.session.answer("/data/company", "Viru").step
    )
    services.drafts.left(opened.draft)  # as after a crash: open in the store, by nobody
    window = MainWindow(preferences, speech)
    window.show()
    window.show_workspace(services)
    settle(window.tasks)
    page = window.shell.page
    assert page.title() == "Interviews"
    assert page.resume.isVisible()
    (row,) = (page.model.row(place) for place in range(page.model.rowCount()))
    assert (row.title, row.answered) == ("Viru", 1)
    window._services = None
    window.close()
    window.deleteLater()
