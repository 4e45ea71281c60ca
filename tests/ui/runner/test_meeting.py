"""Two people and two sittings, by keyboard: a section left, broken off, gone on with, odd answers, the closing page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.operations import cases, interviews, sitting
from app.operations.cases import CaseState
from app.operations.sitting import Reason, Respondent
from app.ui.desk import Desk
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog

Key = Qt.Key
SILD = 'xmlns:sild="urn:sild:xforms:1"'
FIRM = xform(
    "<firm><name/></firm><money><turnover/><staff/></money><plans><next/></plans>",
    f"""<bind nodeset="/data/firm/name" type="string"/>
    <bind nodeset="/data/money/turnover" type="int"/>
    <bind nodeset="/data/money/staff" type="int" {SILD} sild:warning=". &gt; 100"
      sild:warning-message="So many people?"/>
    <bind nodeset="/data/plans/next" type="string"/>""",
    """<group ref="/data/firm"><label>Firm</label>
      <input ref="/data/firm/name"><label>Name</label></input></group>
    <group ref="/data/money"><label>Money</label>
      <input ref="/data/money/turnover"><label>Turnover</label></input>
      <input ref="/data/money/staff"><label>Staff</label></input></group>
    <group ref="/data/plans"><label>Plans</label>
      <input ref="/data/plans/next"><label>Next</label></input></group>""",
)


def leave(person: Interviewer) -> None:
    """Close the interview, so that it can be gone on with."""
    person.wait_until_saved()
    person.page.leave()
    wait_until(lambda: not person.page.desk.tasks.is_busy)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def told(person: Interviewer) -> sitting.Sitting:
    return sitting.sitting_of(person.page.session.facts)


def outline(person: Interviewer) -> list[str]:
    return [button.accessibleName() for button in person.page.outline.buttons()]


def leave_money_to_olga(person: Interviewer) -> None:
    """F5, name, role, consent not asked, 1: leave this section, Enter."""

    def keys(_dialog: QDialog) -> None:
        write("Olga")
        press(Key.Key_Tab)
        write("accountant")
        press(Key.Key_Tab)
        write("3")
        write("1")
        press(Key.Key_Return)

    in_dialog(keys)
    person.press(Key.Key_F5)


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin(FIRM)


def test_a_section_is_left_for_somebody_else_and_taken_up_again(person: Interviewer) -> None:
    person.answer_with("Viru")
    person.page.session.note_facts(
        sitting.write_respondent(Respondent("m", "Mari", "director", "yes", "2026"))
    )
    leave_money_to_olga(person)
    assert person.here == "/data/plans/next"
    assert outline(person)[1] == "2 Money (left for: accountant)"
    assert [each.name for each in told(person).respondents] == ["Mari", "Olga"]
    person.ctrl(Key.Key_End)
    assert person.page.stage.finish.notices == "Money: left for accountant and not answered yet"
    person.go("/data/money/turnover")
    in_dialog(lambda _dialog: press(Key.Key_Return))
    person.press(Key.Key_F5)
    assert told(person).waits_for("/data/money") is None
    answering = told(person).answers("/data/money")
    assert answering is not None
    assert answering.name == "Olga"
    assert outline(person)[1] == "2 Money"


def test_leaving_a_section_is_one_step_of_undo_after_a_restart_too(
    person: Interviewer, begin: Begin, desk: Desk
) -> None:
    person.answer_with("Viru")
    leave_money_to_olga(person)
    leave(person)
    again = begin(draft=person.opened)
    assert [each.name for each in told(again).respondents] == ["Olga"]
    assert outline(again)[1] == "2 Money (left for: accountant)"
    again.ctrl(Key.Key_Z)
    assert told(again) == sitting.Sitting()
    assert again.value("/data/firm/name") == "Viru"
    again.press(Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert outline(again)[1] == "2 Money (left for: accountant)"


def test_breaking_off_says_why_and_going_on_tells_it(begin: Begin, desk: Desk) -> None:
    services = desk.services
    case = replace(cases.new_case(services), name="Viru")
    cases.add_case(services, case)
    person = begin(FIRM, case=case.id)
    person.answer_with("Viru")

    def keys(_dialog: QDialog) -> None:
        write("1")
        write("board meeting")
        press(Key.Key_Tab)
        write("+1 10:30")
        press(Key.Key_Tab)
        write("Mari")
        press(Key.Key_Return)

    left: list[bool] = []
    person.page.left.connect(lambda: left.append(True))
    in_dialog(keys)
    person.press(Key.Key_F10)
    wait_until(lambda: not desk.tasks.is_busy)
    assert left == [True]
    (attempt,) = cases.get_case(services, case.id).attempts
    assert (attempt.note, attempt.who) == ("board meeting", "Mari")
    stands = cases.get_case(services, case.id).row.standing
    assert stands.state is CaseState.UNDER_WAY
    assert stands.next is not None
    assert (stands.next.hour, stands.next.minute) == (10, 30)
    again = begin(draft=person.opened)
    assert again.page.news.title().endswith("no time now (board meeting)")
    assert again.value("/data/firm/name") == "Viru"
    again.answer_with("5")
    assert again.page.news.isHidden()


def test_a_reason_is_needed_and_esc_goes_on_asking(person: Interviewer) -> None:
    complaints: list[str] = []

    def keys(dialog: QDialog) -> None:
        press(Key.Key_Return)
        complaints.append(dialog._said.complaint)  # type: ignore[attr-defined]
        write("6")
        press(Key.Key_Return)
        complaints.append(dialog._said.complaint)  # type: ignore[attr-defined]
        press(Key.Key_Escape)

    in_dialog(keys)
    person.ctrl(Key.Key_0)
    assert complaints == ["Choose a reason: type its digit.", "Say in a few words why."]
    assert told(person).break_offs == ()
    assert person.here == "/data/firm/name"


def test_an_odd_answer_goes_on_with_a_reason_that_is_kept_as_a_remark(person: Interviewer) -> None:
    person.go("/data/money/staff")
    person.type("500")
    in_dialog(lambda _dialog: press(Key.Key_Escape))
    person.enter()
    assert person.here == "/data/money/staff"
    assert person.page.stage.blocks[0].complaint == "So many people?"

    def keys(_dialog: QDialog) -> None:
        write("with the whole group")
        press(Key.Key_Return)

    in_dialog(keys)
    person.enter()
    assert person.here == "/data/plans/next"
    (remark,) = person.page.session.remarks()
    assert remark.text == "So many people? with the whole group"
    person.go("/data/money/staff")
    assert person.page.stage.blocks[0].complaint == ""
    person.enter()
    assert person.here == "/data/plans/next"


def test_enter_alone_says_that_the_respondent_confirmed_it(person: Interviewer) -> None:
    person.go("/data/money/staff")
    person.type("500")
    in_dialog(lambda _dialog: press(Key.Key_Return))
    person.enter()
    (remark,) = person.page.session.remarks()
    assert remark.text == "So many people? Confirmed by the respondent."
    person.go("/data/money/staff")
    person.ctrl(Key.Key_A)
    person.type("600")
    asked: list[bool] = []
    in_dialog(lambda _dialog: asked.append(True) or press(Key.Key_Return))
    person.enter()
    assert asked == [True]


def test_an_odd_answer_without_a_reason_is_told_at_the_end(person: Interviewer) -> None:
    person.go("/data/money/staff")
    person.type("500")
    person.ctrl(Key.Key_End)
    assert person.page.stage.finish.notices == "1 unusual answer has no reason yet"


def test_the_closing_page_is_written_by_keys_and_survives(
    person: Interviewer, begin: Begin, desk: Desk
) -> None:
    person.press(Key.Key_F12)
    person.answer_with("Narva")
    person.answer_with("trainee")
    person.answer_with("et, ru")
    person.type("4")
    person.type("Talks freely.")
    person.ctrl(Key.Key_End)
    assert told(person).closing == sitting.Closing(
        "Narva", "trainee", "et, ru", "4", "Talks freely."
    )
    leave(person)
    again = begin(draft=person.opened)
    again.ctrl(Key.Key_End)
    card = again.page.stage.finish.closing
    assert (card.place.text(), card.cooperation.current) == ("Narva", "4")
    again.ctrl(Key.Key_Return)
    wait_until(lambda: bool(again.finished))
    read = interviews.read_interview(desk.services, str(again.opened.record))
    assert sitting.sitting_of(read.facts).closing.notes == "Talks freely."


def test_a_clock_set_back_is_told_and_noted(person: Interviewer, begin: Begin, desk: Desk) -> None:
    person.answer_with("Viru")
    leave(person)
    again = begin(draft=person.opened)
    late = again.opened.saved_at
    assert late is not None
    again.page.interview = replace(again.opened, saved_at=late + timedelta(days=1))
    again.page.meeting.tell_earlier()
    assert "was set back" in again.page.news.title()
    (remark,) = again.page.session.remarks()
    assert remark.text == again.page.news.title()
    assert again.value("/data/firm/name") == "Viru"


def test_reasons_have_the_digits_that_are_written_beside_them(person: Interviewer) -> None:
    seen: list[str] = []

    def keys(dialog: QDialog) -> None:
        for digit in "123456":
            dialog.reasons.focus_chosen()  # type: ignore[attr-defined]
            write(digit)
            seen.append(dialog.reasons.current)  # type: ignore[attr-defined]

    in_dialog(keys)
    person.press(Key.Key_F10)
    assert seen == list(Reason)
