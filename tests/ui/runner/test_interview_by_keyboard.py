"""An interview held in the real runner by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.operations import interviews
from app.ui.desk import Desk
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog

Key = Qt.Key

RULES = xform(
    "<name/><year/><more/>",
    '<bind nodeset="/data/name" type="string" required="true()"/>'
    '<bind nodeset="/data/year" type="int" constraint=". &gt; 1900" '
    'jr:constraintMsg="After 1900, please."/>'
    '<bind nodeset="/data/more" type="string"/>',
    '<input ref="/data/name"><label>Name?</label></input>'
    '<input ref="/data/year"><label>Year for **<output value="/data/name"/>**?</label></input>'
    '<input ref="/data/more"><label>More?</label></input>',
)


def test_typed_answers_are_given_on_enter_and_saved(begin: Begin, desk: Desk) -> None:
    person = begin(RULES)
    person.answer_with("Viru Metall")
    assert person.here == "/data/year"
    assert person.value("/data/name") == "Viru Metall"
    person.wait_until_saved()
    assert person.page.bottom.saving_words.startswith("saved ")
    again = interviews.read_interview(desk.services, person.opened.draft)
    assert again.state(again.address("/data/name")).value == "Viru Metall"


def test_typing_is_given_by_itself_after_a_second(begin: Begin) -> None:
    person = begin(RULES)
    person.type("Viru")
    assert person.value("/data/name") == ""
    assert person.page.stage.blocks[0].safety_words == "typing …"
    wait_until(lambda: person.value("/data/name") == "Viru")
    person.wait_until_saved()
    assert person.page.stage.blocks[0].safety_words == "saved"


def test_a_missing_required_answer_is_told_once_on_leaving(begin: Begin) -> None:
    person = begin(RULES)
    assert person.page.stage.blocks[0].complaint == ""
    person.enter()
    assert person.here == "/data/name"
    assert person.page.stage.blocks[0].complaint == "This question needs an answer."
    person.enter()
    assert person.here == "/data/year"


def test_a_broken_constraint_holds_next_but_not_back(begin: Begin) -> None:
    person = begin(RULES)
    person.answer_with("Viru")
    person.answer_with("1200")
    assert person.here == "/data/year"
    assert person.page.stage.blocks[0].complaint == "After 1900, please."
    person.enter()
    assert person.here == "/data/year"
    person.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert person.here == "/data/name"
    assert person.value("/data/year") == "1200"


def test_text_that_is_no_answer_holds_next_and_is_kept_when_one_goes_back(begin: Begin) -> None:
    person = begin(RULES)
    person.answer_with("Viru")
    person.answer_with("19-")
    assert person.here == "/data/year"
    assert "whole number" in person.page.stage.blocks[0].complaint
    person.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    person.enter()
    control = person.page.stage.blocks[0].control
    assert control is not None
    assert control.unfinished == "19-"
    assert person.value("/data/year") == ""


def test_a_value_in_a_label_is_shown_letter_by_letter(begin: Begin) -> None:
    person = begin(RULES)
    person.answer_with("<b>*x*")
    label = person.page.stage.blocks[0]._label
    assert "&lt;b&gt;*x*" in label.text()
    assert label.accessibleName() == "Year for <b>*x*?"


@pytest.mark.parametrize("key", ["F2", "Ctrl+2"])
def test_dont_know_has_an_f_key_and_a_ctrl_twin(begin: Begin, key: str) -> None:
    person = begin(RULES)
    if key == "F2":
        person.press(Key.Key_F2)
    else:
        person.ctrl(Key.Key_2)
    assert person.page.session.state(person.page.model.page.address).missing == "dont_know"
    person.enter()
    assert person.here == "/data/year"


def test_refused_again_takes_it_away_and_typing_replaces_it(begin: Begin) -> None:
    person = begin(RULES)
    person.press(Key.Key_F3)
    assert person.page.session.state(person.page.model.page.address).missing == "refused"
    person.press(Key.Key_F3)
    assert person.page.session.state(person.page.model.page.address).missing is None
    person.press(Key.Key_F3)
    person.answer_with("Viru")
    assert person.value("/data/name") == "Viru"


def test_undo_shows_the_place_it_undid_and_redo_does_it_again(begin: Begin) -> None:
    person = begin(RULES)
    person.answer_with("Viru")
    person.answer_with("1999")
    person.ctrl(Key.Key_Z)
    assert person.here == "/data/year"
    assert person.value("/data/year") == ""
    person.ctrl(Key.Key_Y)
    assert person.value("/data/year") == "1999"
    person.ctrl(Key.Key_Z)
    person.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert person.value("/data/year") == "1999"


def test_the_last_page_leads_to_each_problem_and_finishes_only_on_purpose(begin: Begin) -> None:
    person = begin(RULES)
    for _ in range(4):
        person.enter()
    assert person.here == "finish"
    troubles = person.page.stage.finish.troubles
    assert [trouble.question for trouble in troubles] == ["Name?"]
    person.enter()
    assert person.here == "/data/name"
    assert person.page.stage.blocks[0].complaint
    person.answer_with("Viru")
    person.page._go(len(person.page.model.pages) - 1)
    person.enter()
    assert person.finished == []
    person.ctrl(Key.Key_Return)
    assert person.finished == [str(person.opened.record)]


def test_breaking_off_keeps_the_draft_and_going_on_stands_where_one_left(
    begin: Begin, desk: Desk
) -> None:
    person = begin(RULES)
    person.answer_with("Viru")
    left: list[bool] = []
    person.page.left.connect(lambda: left.append(True))
    in_dialog(lambda dialog: dialog.leave.click())  # type: ignore[attr-defined]
    person.page.bottom.leave_button.click()
    assert left == [True]
    wait_until(lambda: not desk.tasks.is_busy)
    again = begin(draft=person.opened)
    assert again.here == "/data/year"
    assert again.value("/data/name") == "Viru"
    again.ctrl(Key.Key_Z)
    assert again.value("/data/name") == ""


def test_a_question_is_found_by_its_number_and_by_its_words(begin: Begin) -> None:
    person = begin(RULES)

    def look(dialog: QDialog) -> None:
        edit = dialog.edit  # type: ignore[attr-defined]
        edit.setText("more")
        edit.textEdited.emit("more")
        dialog._take(0)  # type: ignore[attr-defined]

    in_dialog(look)
    person.ctrl(Key.Key_J)
    assert person.here == "/data/more"


def test_a_remark_is_kept_with_the_name_of_who_wrote_it(begin: Begin) -> None:
    person = begin(RULES)

    def write(dialog: QDialog) -> None:
        dialog.edit.setPlainText("Call back")  # type: ignore[attr-defined]
        dialog.accept()

    in_dialog(write)
    person.ctrl(Key.Key_M)
    remark = person.page.session.remarks(person.page.model.page.address)[0]
    assert (remark.text, remark.by) == ("Call back", "Anu Kask")
    assert person.page.outline.remarks.text() == "1 remark"


# --- the showcase


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin(language="Estonian (et)")


def test_languages_change_in_place_and_answers_stay(person: Interviewer) -> None:
    person.answer_with("Viru")
    person.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    block = person.page.stage.blocks[0]
    assert block.question is not None
    assert block.question.name == "Lühike tekst"
    person.press(Key.Key_F6)
    assert block.question.name == "Короткий текст"
    assert block.control is not None
    assert block.control.edit.text() == "Viru"  # type: ignore[attr-defined]
    person.page.show_gloss("Estonian (et)")
    assert block._gloss.accessibleName() == "Lühike tekst"
    person.page.ask_in("Estonian (et)")
    assert block._gloss.accessibleName() == "Короткий текст"


def test_the_language_in_which_a_question_was_asked_is_noted(person: Interviewer) -> None:
    person.press(Key.Key_F6)
    person.answer_with("Viru")
    assert (
        person.page.session.asked(person.page.session.address("/data/texts/short_text"))
        == "Russian (ru)"
    )


def test_enter_makes_a_new_line_in_a_long_text(person: Interviewer) -> None:
    person.go("/data/texts/long_text")
    person.answer_with("one")
    person.type("two")
    person.ctrl(Key.Key_Return)
    assert person.value("/data/texts/long_text") == "one\ntwo"
    assert person.here == "/data/texts/digits"


def test_choices_are_taken_by_digit_and_several_by_several(person: Interviewer) -> None:
    person.go("/data/choices/one")
    person.type("3")
    assert person.value("/data/choices/one") == "green"
    person.go("/data/choices/several")
    person.type("41")
    assert person.value("/data/choices/several") == "white red"
    person.type("4")
    assert person.value("/data/choices/several") == "white"


def test_arrows_move_without_choosing_and_space_chooses(person: Interviewer) -> None:
    person.go("/data/choices/one")
    person.press(Key.Key_Down)
    assert person.value("/data/choices/one") == ""
    person.press(Key.Key_Space)
    assert person.value("/data/choices/one") == "blue"


def test_a_quick_choice_goes_on_by_itself(person: Interviewer) -> None:
    person.go("/data/choices/quick")
    person.type("2")
    assert person.here == "/data/choices/several"


def test_a_rank_is_put_in_order_by_digits_and_arrows(person: Interviewer) -> None:
    person.go("/data/choices/ranked")
    assert person.value("/data/choices/ranked") == ""
    person.type("3")
    assert person.value("/data/choices/ranked") == "blue green white red"
    person.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert person.value("/data/choices/ranked") == "blue white green red"


def test_a_range_takes_its_steps_only(person: Interviewer) -> None:
    person.go("/data/numbers/slider")
    person.answer_with("11")
    assert person.here == "/data/numbers/slider"
    assert person.page.stage.blocks[0].complaint
    person.ctrl(Key.Key_A)
    person.answer_with("7")
    assert person.value("/data/numbers/slider") == "7"


def test_dates_and_times_are_typed(person: Interviewer) -> None:
    person.go("/data/dates/day")
    person.answer_with("3.1.24")
    assert person.value("/data/dates/day") == "2024-01-03"
    person.go("/data/dates/hour")
    person.answer_with("930")
    assert person.value("/data/dates/hour").startswith("09:30:00.000")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_cascade_brings_its_next_list_on_the_same_page(person: Interviewer) -> None:
    person.go("/data/cascade/region")
    person.press(Key.Key_Space)
    person.type("harju")
    person.enter()
    questions = person.page.model.page.questions
    assert questions == ("/data/cascade/region", "/data/cascade/municipality")
    person.enter()
    block = person.page.stage.current_block()
    assert block is not None
    assert block.address == "/data/cascade/municipality"


def test_rows_are_added_removed_and_brought_back(person: Interviewer) -> None:
    first = person.page.session.address("/data/person")
    person.page.go_to(person.page.session.instances(first)[0])
    person.answer_with("Anna")
    person.answer_with("44")
    assert person.here == "/data/person"
    person.type("+")
    person.answer_with("Boris")
    person.answer_with("51")
    card = person.page.stage.rows_cards[0]
    assert [row.summary for row in card.rows] == ["Anna · 44", "Boris · 51"]
    person.press(Key.Key_Down)
    person.press(Key.Key_Delete)
    assert [row.summary for row in card.rows] == ["Boris · 51"]
    assert person.page.undo_bar.isVisible()
    person.page.undo_bar.take_back()
    assert [row.summary for row in card.rows] == ["Anna · 44", "Boris · 51"]
    person.type("2")
    assert person.here == "/data/person[2]/person_name"


def test_the_next_question_is_in_view_softly(person: Interviewer) -> None:
    assert person.page.stage.peek.said() == "Pikk tekst"


def test_every_page_of_the_showcase_can_be_shown_and_shown_again(person: Interviewer) -> None:
    page = person.page
    for _round in range(2):
        for at in range(len(page.model.pages)):
            page._go(at)
            QApplication.processEvents()
            assert QApplication.focusWidget() is not None


def test_everything_that_takes_keys_has_a_name(person: Interviewer) -> None:
    page = person.page
    for at in range(len(page.model.pages)):
        page._go(at)
        for block in page.stage.blocks:
            assert block.control is not None
            assert block.control.accessibleName()
            target = block.control.focus_widget()
            assert target.focusPolicy() == Qt.FocusPolicy.NoFocus or target.accessibleName()


def test_tab_walks_from_the_question_to_its_keys_and_on_to_the_footer(person: Interviewer) -> None:
    person.go("/data/cascade/region")
    names = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        person.press(Key.Key_Tab)
    assert names[0].startswith("Maakond")
    assert names[1:] == ["don't know", "refused", "remark", "Back", "Break off …", "Next"]


def test_the_mouse_gives_dont_know_to_the_question_that_had_the_focus(begin: Begin) -> None:
    person = begin(LIST)
    person.press(Key.Key_Tab)
    person.page.stage.keys.dont_know.click()
    assert (
        person.page.session.state(person.page.session.address("/data/g/b")).missing == "dont_know"
    )
    assert person.page.session.state(person.page.session.address("/data/g/a")).missing is None


def test_enter_walks_through_a_page_of_several_questions_and_then_on(begin: Begin) -> None:
    person = begin(LIST)
    person.answer_with("one")
    assert person.here == "/data/g"
    person.answer_with("two")
    assert person.here == "finish"
    assert (person.value("/data/g/a"), person.value("/data/g/b")) == ("one", "two")


LIST = xform(
    "<g><a/><b/></g>",
    '<bind nodeset="/data/g/a" type="string"/><bind nodeset="/data/g/b" type="string"/>',
    '<group ref="/data/g" appearance="field-list"><label>G</label>'
    '<input ref="/data/g/a"><label>A</label></input><input ref="/data/g/b"><label>B</label></input></group>',
)


OPENING = xform(
    "<g><a/><b/><c/></g>",
    '<bind nodeset="/data/g/a" type="string"/>'
    '<bind nodeset="/data/g/b" type="string" relevant="/data/g/c = \'x\'"/>'
    '<bind nodeset="/data/g/c" type="string"/>',
    '<group ref="/data/g" appearance="field-list">'
    '<input ref="/data/g/a"><label>A</label></input><input ref="/data/g/b"><label>B</label></input>'
    '<input ref="/data/g/c"><label>C</label></input></group>',
)


def test_a_question_that_comes_up_leaves_the_field_in_hand_alone(begin: Begin) -> None:
    person = begin(OPENING)
    person.press(Key.Key_Tab)
    edit = QApplication.focusWidget()
    person.type("x")
    edit.setCursorPosition(0)  # type: ignore[union-attr]
    wait_until(lambda: person.value("/data/g/c") == "x")
    assert person.page.model.page.questions == ("/data/g/a", "/data/g/b", "/data/g/c")
    assert [block.address for block in person.page.stage.blocks] == list(
        person.page.model.page.questions
    )
    assert QApplication.focusWidget() is edit
    assert edit.cursorPosition() == 0  # type: ignore[union-attr]
    person.type("y")
    assert edit.text() == "yx"  # type: ignore[union-attr]
