"""A coordinator reads interviews by keys, remarks, returns and approves; the interviewer answers at the questions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.forms.state import Address
from app.operations import forms, interviews, members, review
from app.operations.review import Pending, State
from app.ui.interviews.page import InterviewsPage
from app.ui.review.dialogs import WordsDialog
from app.ui.review.model import ANSWER, FLAGS, QUESTION
from app.ui.review.page import ReviewPage
from app.ui.runner.page import RunnerPage
from tests.ui.test_interviews_list import workbook  # noqa: F401 - a fixture

COMPANY = "/data/company"


def be(services, role: str) -> None:
    members.set_current_member(services, "A. K.", role)


def finished(services, bundle, name: str, staff: str = "12"):
    opened = interviews.start_interview(services, bundle)
    for path, value in ((COMPANY, name), ("/data/staff", staff)):
        step = (
            opened.session.answer(Address(path), value).step
            if value
            else opened.session.give_missing(Address(path), "dont_know").step
        )
        interviews.save_step(services, opened.draft, step)
    interviews.finish_interview(services, opened.draft, opened.session)
    return opened.record


@pytest.fixture
def records(services, workbook):  # noqa: F811
    bundle = forms.import_form(services, workbook).bundle
    be(services, "coordinator")
    return [finished(services, bundle, "Viru Metall", ""), finished(services, bundle, "Narva Vesi")]


@pytest.fixture
def page(desk, show, settle, records):
    made = ReviewPage(desk, records)
    made.resize(1000, 640)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def words(monkeypatch):
    """Write these words into the next dialog that asks for some, and agree."""
    given: list[str] = []
    asked: list[WordsDialog] = []

    def answer(dialog: WordsDialog) -> int:
        asked.append(dialog)
        dialog.edit.setPlainText(given.pop(0))
        dialog.agree()
        return dialog.result()

    monkeypatch.setattr(WordsDialog, "exec", answer)
    return given


def status(services, record) -> str:
    return interviews.get_interview(services, record).status


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def cells(page, place: int, *columns: int) -> tuple[str, ...]:
    return tuple(page.model.index(place, column).data() for column in columns)


def test_questions_and_answers_stand_in_a_list_with_what_asks_for_a_look(page):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    company = page.model.place_of(COMPANY)
    assert cells(page, company, QUESTION, ANSWER) == ("Company", "Viru Metall")
    staff = page.model.place_of("/data/staff")
    assert cells(page, staff, QUESTION, ANSWER)[1] == "don't know"
    assert "don't know" in cells(page, staff, FLAGS)[0]
    assert "1 without an answer" in page._counts.text()


def test_only_what_asks_for_a_look_is_left_by_a_key(page):
    press(page, Qt.Key.Key_F)
    shown = [line.address for line in page.model.lines()]
    assert "/data/staff" in shown
    press(page, Qt.Key.Key_F)
    assert len(page.model.lines()) > len(shown) or COMPANY in shown


def test_keys_walk_from_question_to_question_and_from_interview_to_interview(page, desk, settle):
    press(page, Qt.Key.Key_K)
    first = page.current().address
    press(page, Qt.Key.Key_J)
    assert page.current().address != first
    press(page, Qt.Key.Key_K)
    assert page.current().address == first
    press(page, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    settle(desk.tasks)
    assert page.title() == "Narva Vesi"
    press(page, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    settle(desk.tasks)
    assert page.title() == "Viru Metall"


def test_approving_goes_on_to_the_next(page, desk, services, settle, records):
    press(page, Qt.Key.Key_A)
    settle(desk.tasks)
    assert status(services, records[0]) == State.APPROVED
    assert page.title() == "Narva Vesi"
    assert page.notice.title() == "Approved: Viru Metall"


def test_a_remark_waits_at_its_question_and_goes_with_the_return(
    page, desk, services, settle, records, words
):
    page.table.choose(page.model.place_of(COMPANY))
    words.append("Which firm is it?")
    press(page, Qt.Key.Key_M)
    settle(desk.tasks)
    assert "remark not sent yet" in cells(page, page.model.place_of(COMPANY), FLAGS)[0]
    assert "Not sent yet: Which firm is it?" in page.card.text()
    words.append("Please look again")
    press(page, Qt.Key.Key_R)
    settle(desk.tasks)
    assert status(services, records[0]) == State.RETURNED
    told = review.read_return(services, records[0])
    assert (told.note, told.remarks) == ("Please look again", 2)


def test_an_interview_is_not_returned_without_words(page):
    from app.ui.review.dialogs import return_dialog

    dialog = return_dialog(page, "Viru Metall", 0)
    assert not dialog.agreeing.isEnabled()
    dialog.edit.setPlainText("Please look again")
    assert dialog.agreeing.isEnabled()
    assert return_dialog(page, "Viru Metall", 1).agreeing.isEnabled()


@pytest.fixture
def returned(services, records):
    record = records[0]
    review.note_remark(
        services, record, Pending(review.new_remark_id(), COMPANY, "Which firm is it?")
    )
    sheet = review.read_sheet(services, record)
    review.send_back(services, record, sheet.seen, "Please look again")
    be(services, "interviewer")
    return record


@pytest.fixture
def listing(desk, show, settle):
    made = InterviewsPage(desk)
    made.resize(1100, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def test_what_came_back_stands_first_and_has_a_chip(services, returned, listing):
    assert listing.model.row(0).record == returned
    assert [chip.text() for chip in listing.chips.findChildren(type(listing.new))].count(
        "Returned 1"
    ) == 1
    assert not listing.reviews.look.isVisible()


def test_opening_what_came_back_begins_its_correction(desk, settle, returned, listing, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "app.ui.interviews.holding.hold", lambda _desk, interview: opened.append(interview)
    )
    assert listing.model.row(0).record == returned
    listing.table.choose(0)
    QTest.keyClick(listing.table, Qt.Key.Key_Return)
    settle(desk.tasks)
    assert opened[0].reason == "Returned by A. K."


@pytest.fixture
def runner(qtbot, desk, services, returned):
    made = RunnerPage(desk, interviews.reopen_interview(services, returned, "Returned"))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.enter()
    return made


def test_remarks_stand_at_their_questions_and_are_gone_through_by_a_key(runner):
    runner.go_to(COMPANY)
    strip = runner.reviewed.strip
    assert "Which firm is it?" in strip.told.text()
    assert strip.left.text() == "2 to answer"
    press(runner, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert runner.reviewed.here() == ""
    assert "Please look again" in strip.told.text()
    press(runner, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert runner.reviewed.here() == COMPANY


def test_answers_to_remarks_come_back_to_the_reviewer(runner, services, settle, returned, words):
    runner.go_to(COMPANY)
    words += ["The mother firm", "Done"]
    press(runner, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert "Answer: The mother firm" in runner.reviewed.strip.told.text()
    runner.go_to_end()
    assert runner.meeting.notices()[-1] == "1 remark of the reviewer is not answered yet"
    runner.reviewed.strip.answer.click()
    assert runner.reviewed.strip.left.text() == "Every remark is answered"
    runner.finish()
    settle(runner.desk.tasks)
    assert status(services, returned) == State.CORRECTED
    be(services, "coordinator")
    sheet = review.read_sheet(services, returned)
    assert {each.reply for each in sheet.session.remarks()} == {"The mother firm", "Done"}


def test_a_coordinator_approves_several_after_seeing_what_is_unusual(
    desk, services, settle, records, listing, monkeypatch
):
    from app.ui.review.approving import ApproveDialog

    shown = []

    def agree(dialog: ApproveDialog) -> int:
        shown.extend(dialog.model.index(at, 2).data() for at in range(dialog.model.rowCount()))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ApproveDialog, "exec", agree)
    listing.table.selectAll()
    assert listing.reviews.agree.text() == "Approve 2…"
    listing.reviews.agree.click()
    settle(desk.tasks)
    assert any("1 without an answer" in told for told in shown)
    assert {status(services, record) for record in records} == {State.APPROVED}


def test_a_coordinator_reads_the_changes_of_a_correction(desk, services, settle, records, page):
    press(page, Qt.Key.Key_A)
    settle(desk.tasks)
    opened = interviews.reopen_interview(services, records[0], "typo")
    step = opened.session.answer(Address(COMPANY), "Viru Metall OÜ").step
    interviews.save_step(services, opened.draft, step)
    interviews.finish_interview(services, opened.draft, opened.session)
    page.go(-1)
    settle(desk.tasks)
    place = page.model.place_of(COMPANY)
    assert cells(page, place, FLAGS)[0].startswith("changed")
    page.table.choose(place)
    assert "Before: Viru Metall" in page.card.text()
    assert "corrected or decided anew" in page._decided.text()
    assert page.badge.accessibleName() == "corrected"


def test_the_letters_work_under_a_russian_layout(
    page, desk, services, settle, records, monkeypatch
):
    monkeypatch.setattr("sys.platform", "linux")
    x_code_of_a = 38
    event = QKeyEvent(
        QEvent.Type.KeyPress, 0x424, Qt.KeyboardModifier.NoModifier, x_code_of_a, 0, 0, "ф"
    )
    QApplication.sendEvent(QApplication.focusWidget(), event)
    settle(desk.tasks)
    assert status(services, records[0]) == State.APPROVED


def test_a_chip_that_comes_later_stands_in_its_place(services, desk, settle, records, listing):
    before = list(listing.chips._chips)
    assert "returned" not in before
    sheet = review.read_sheet(services, records[0])
    desk.bus.announce(review.send_back(services, records[0], sheet.seen, "Again"), None)
    settle(desk.tasks)
    codes = list(listing.chips._chips)
    assert codes.index("draft") < codes.index("returned") < codes.index("finished")
    flow = listing.chips._flow
    shown = [flow.itemAt(at).widget() for at in range(flow.count())]
    assert shown == [listing.chips.chip(code) for code in codes]


def test_the_page_of_a_returned_interview_says_why(qtbot, desk, show, settle, returned):
    from app.ui.interviews.finished import FinishedPage

    made = FinishedPage(desk, returned)
    show(made)
    qtbot.waitUntil(lambda: made.notice.title() == "Returned by A. K.", timeout=30_000)
    settle(desk.tasks)


def test_a_number_beside_the_interviews_says_what_came_back(window, services, settle, returned):
    from app.core.changes import Changes

    window.shell.desk.bus.announce(Changes(interviews=frozenset({returned})), None)
    settle(window.tasks)
    button = window.shell.rail.button("interviews")
    assert button._count.text() == "1"
