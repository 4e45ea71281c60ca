"""Ways through an interview that people really take: back from a fault, to the end and back, rows by arrows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from app.operations import interviews
from app.ui.desk import Desk
from app.ui.runner.controls.search import SearchChoices
from app.ui.runner.jump import PlaceModel
from app.ui.runner.page import RunnerPage
from app.ui.runner.rows_card import RowsCard
from tests.ui.runner.conftest import Begin, wait_until, xform

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier

WAY = xform(
    "<name/><year/><kind/><more/>",
    '<bind nodeset="/data/name" type="string" required="true()"/>'
    '<bind nodeset="/data/year" type="int" constraint=". &gt; 1900"/>',
    '<input ref="/data/name"><label>Name?</label></input>'
    '<input ref="/data/year"><label>Year?</label></input>'
    '<select1 ref="/data/kind"><label>Kind?</label>'
    "<item><label>One</label><value>1</value></item></select1>"
    '<input ref="/data/more"><label>More?</label></input>',
)


def frame_of(page: RunnerPage) -> str:
    control = page.stage.blocks[0].control
    assert control is not None
    return control.focus_widget().property("state") or ""


def test_a_fault_that_was_told_leaves_no_red_frame_behind(begin: Begin) -> None:
    person = begin(WAY)
    person.enter()
    assert frame_of(person.page) == "wrong"
    person.go("/data/kind")
    person.go("/data/more")
    assert frame_of(person.page) == ""
    person.go("/data/name")
    assert frame_of(person.page) == ""


def test_a_draft_goes_on_at_an_answer_that_cannot_stay(begin: Begin) -> None:
    person = begin(WAY)
    person.answer_with("Viru")
    person.answer_with("1200")
    person.wait_until_saved()
    again = begin(draft=person.opened)
    assert again.here == "/data/year"


def test_from_the_list_of_problems_one_comes_back_to_it(begin: Begin) -> None:
    person = begin(WAY)
    person.press(Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert person.here == "finish"
    person.enter()
    assert person.here == "/data/name"
    person.answer_with("Viru")
    assert person.here == "finish"
    person.press(Key.Key_Return, SHIFT)
    assert person.here == "/data/more"


def test_arrows_walk_along_the_rows_and_delete_takes_the_one_in_hand(begin: Begin) -> None:
    person = begin()
    repeat = "/data/person"
    person.page.add_row(repeat)
    person.page.add_row(repeat)
    person.page.go_to(repeat)
    card = next(card for card in person.page.stage.rows_cards if card.isVisible())
    assert isinstance(card, RowsCard)
    before = [row.address for row in card.rows]
    card.setFocus()
    person.press(Key.Key_Down)
    person.press(Key.Key_Down)
    person.press(Key.Key_Delete)
    assert [row.address for row in card.rows] == [before[0], *before[2:]]


def test_the_gloss_is_remembered_for_the_next_interview(begin: Begin) -> None:
    person = begin(language="ru")
    person.press(Key.Key_F6, SHIFT)
    assert person.page.reader.gloss == "Estonian (et)"
    again = begin(language="ru")
    assert again.page.reader.gloss == "Estonian (et)"
    again.press(Key.Key_F6, SHIFT)
    again.press(Key.Key_F6, SHIFT)
    assert again.page.reader.gloss == ""


def test_a_question_is_found_by_its_words_in_another_language(begin: Begin) -> None:
    person = begin(language="ru")
    places = PlaceModel(person.page.reader.places())
    places.seek("lühike tekst")
    first = places.place(0)
    assert first is not None
    assert first.text == "Короткий текст"


def test_the_list_follows_an_interview_that_nobody_closed(begin: Begin, desk: Desk) -> None:
    person = begin(language="en")
    person.answer_with("Viru")
    person.wait_until_saved()
    (row,) = interviews.list_interviews(desk.services, interviews.EVERYTHING)
    assert row.title == "Showcase Viru"
    assert row.answered == person.page.model.answered > 0
    assert row.total == person.page.model.total


def test_an_icon_in_a_field_keeps_its_size(begin: Begin) -> None:
    control = SearchChoices()
    control.resize(600, 400)
    control.show()
    wait_until(control.isVisible)
    edit = control.search.edit
    icon = edit.findChild(QToolButton)
    assert icon is not None
    assert abs(icon.geometry().center().y() - edit.rect().center().y()) <= 2
    control.hide()
    control.deleteLater()


def test_a_draft_goes_on_where_the_person_was_whatever_the_form_filled_in(begin: Begin) -> None:
    person = begin(language="en")
    person.go("/data/choices/several")
    person.type("2")
    person.wait_until_saved()
    again = begin(draft=person.opened)
    assert again.here == "/data/choices/ranked"


def test_an_interview_finished_in_another_window_is_left_without_ado(
    begin: Begin, desk: Desk
) -> None:
    person = begin(WAY)
    person.answer_with("Narva")
    person.wait_until_saved()
    other = begin(draft=person.opened)
    other.page.finish()
    assert other.finished
    person.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    assert QApplication.activeModalWidget() is None
