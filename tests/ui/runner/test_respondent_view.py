"""The respondent's view shows the question and large answers, and what is answered there is the interview's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.runner import turned
from app.ui.runner.controls.choices import ChoiceRows
from app.ui.runner.respondent import RespondentView
from tests.ui.runner.conftest import Begin, Interviewer, wait_until

ONE = "/data/choices/one"


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    sitting = begin(language="Russian (ru)")
    sitting.page.show_gloss("Estonian (et)")
    sitting.go(ONE)
    return sitting


def view_of(person: Interviewer) -> RespondentView:
    view = person.page.turned.view
    assert view is not None
    return view


def turn(person: Interviewer) -> RespondentView:
    person.press(Qt.Key.Key_F11)
    return view_of(person)


def said_in(view: QWidget) -> str:
    names = [part.accessibleName() for part in view.findChildren(QWidget) if part.isVisible()]
    return "\n".join(names)


def test_it_shows_the_question_and_its_answers_without_the_gloss(person: Interviewer) -> None:
    view = turn(person)
    assert view.label.accessibleName() == "Один вариант"
    assert "Белый" in said_in(view)
    assert "Valge" not in said_in(view)
    assert "Üks valik" not in said_in(view)


def test_it_lies_over_everything_and_goes_with_the_same_key(person: Interviewer) -> None:
    view = turn(person)
    assert view.geometry() == person.page.rect()
    person.press(Qt.Key.Key_F11)
    assert person.page.turned.view is None
    focused = QApplication.focusWidget()
    assert focused is not None
    assert person.page.stage.isAncestorOf(focused)


def test_its_ctrl_twin_and_escape_do_the_same(person: Interviewer) -> None:
    person.ctrl(Qt.Key.Key_R)
    view_of(person)
    person.press(Qt.Key.Key_Escape)
    assert person.page.turned.view is None


def test_keys_choose_there_and_go_on(person: Interviewer) -> None:
    view = turn(person)
    person.type("3")
    assert person.value(ONE) == "green"
    person.enter()
    assert person.here != ONE
    assert view.label.accessibleName() == person.page.stage.blocks[0].question.name  # type: ignore[union-attr]


def test_a_touch_chooses(person: Interviewer) -> None:
    view = turn(person)
    assert isinstance(view.control, ChoiceRows)
    QTest.mouseClick(view.control.rows()[1], Qt.MouseButton.LeftButton)
    assert person.value(ONE) == "blue"


def test_dont_know_and_undo_are_still_there_by_key(person: Interviewer) -> None:
    view = turn(person)
    person.press(Qt.Key.Key_F2)
    state = person.page.session.state(person.page.session.address(ONE))
    assert state.missing == "dont_know"
    assert view.missing.isVisible()
    person.ctrl(Qt.Key.Key_Z)
    assert person.page.session.state(state.address).missing is None


def test_typing_there_is_kept_when_it_goes(person: Interviewer) -> None:
    turn(person)
    person.go("/data/texts/short_text")
    person.type("Narva")
    person.press(Qt.Key.Key_Escape)
    assert person.value("/data/texts/short_text") == "Narva"


def test_what_is_no_answer_holds_the_interview_there(person: Interviewer) -> None:
    turn(person)
    person.go("/data/dates/day")
    person.type("45.13.2026")
    person.enter()
    assert person.here == "/data/dates/day"


def test_a_broken_constraint_is_said_to_the_respondent(person: Interviewer) -> None:
    view = turn(person)
    person.go("/data/rules/limited")
    person.type("99")
    person.enter()
    assert "от 1 до 10" in view.message.accessibleName()


def test_tab_does_not_leave_it(person: Interviewer) -> None:
    view = turn(person)
    for _press in range(6):
        person.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert view.isAncestorOf(focused)


def test_a_page_of_several_questions_is_walked_one_by_one(person: Interviewer) -> None:
    view = turn(person)
    person.go("/data/table")
    first = view.label.accessibleName()
    person.type("4")
    person.enter()
    assert view.label.accessibleName() != first
    assert person.value("/data/table/partners") == "4"
    person.type("2")
    assert person.value("/data/table/staff") == "2"


@pytest.mark.parametrize("size", [(683, 384), (1366, 768), (1920, 1080)])
def test_a_question_with_four_answers_fits(person: Interviewer, size: tuple[int, int]) -> None:
    person.page.resize(*size)
    view = turn(person)
    QApplication.processEvents()
    assert isinstance(view.control, ChoiceRows)
    last = view.control.rows()[-1]
    seen = view.area.viewport()
    corner = last.mapTo(seen, last.rect().bottomRight())
    assert seen.rect().contains(corner)


def test_a_second_screen_gets_a_window_of_its_own(
    person: Interviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turned, "second_screen", lambda of: of.screen())
    view = turn(person)
    assert view.isWindow()
    assert view.windowFlags() & Qt.WindowType.FramelessWindowHint
    wait_until(view.isVisible)
    person.page.activateWindow()
    wait_until(person.page.isActiveWindow)
    person.page.enter()
    person.type("2")
    assert person.value(ONE) == "blue"
    assert isinstance(view.control, ChoiceRows)
    assert view.control.rows()[1].isChecked()
    QTest.mouseClick(view.control.rows()[0], Qt.MouseButton.LeftButton)
    assert person.value(ONE) == "white"
    view.activateWindow()
    wait_until(view.isActiveWindow)
    QTest.keyClick(view.control.rows()[0], Qt.Key.Key_Return)
    assert person.here != ONE
    assert view.label.accessibleName() == person.page.stage.blocks[0].question.name  # type: ignore[union-attr]


def test_closing_the_interview_closes_it(person: Interviewer) -> None:
    view = turn(person)
    person.page.leave()
    assert person.page.turned.view is None
    assert not view.isVisible()
