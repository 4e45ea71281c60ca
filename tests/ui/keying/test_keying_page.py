"""A filled paper form keyed in at the real page, by keyboard alone and mostly by the number pad."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.operations import interviews, keying
from app.operations.keying import EntryState
from app.store import revisions

FIRST_PART = ("Viru Metall", "120", "1", "12,5", "3.10.2024")


def whole(keyer) -> None:
    """Key a whole paper with one partner."""
    keyer.line(*FIRST_PART, "Narva Vesi", "13", "0", "2 1 3", "45", "59.4 24.7")


def test_enter_goes_to_the_next_question_that_the_routing_asks(sit_down, paper):
    keyer = sit_down(paper)
    assert keyer.here == "1.1 Company"
    keyer.line("Viru Metall", "120")
    assert keyer.here == "1.3 Exports"
    keyer.line("2")
    assert keyer.here == "1.5 Since when"
    assert keyer.value("/data/firm/export") == "no"


def test_a_whole_paper_becomes_an_interview(sit_down, paper, once, services):
    keyer = sit_down(paper)
    whole(keyer)
    assert keyer.here == "End of the questionnaire"
    keyer.line("")
    [done] = keyer.done
    kept = revisions.view_of(services.workspace, done.record).values
    told = {path.partition("}")[2] or path: value for path, value in kept.items()}
    assert told["answers/data/firm/share"] == "12.5"
    assert told["answers/data/firm/since"] == "2024-10-03"
    assert told["/tie"] == "buys owns"
    assert told["answers/data/last/order"] == "sells buys owns"
    assert told["answers/data/last/where"] == "45"
    assert told["answers/data/last/place"] == "59.4 24.7 0.0 0.0"
    assert kept["meta/mode"] == "paper"


def test_a_code_that_is_not_there_is_refused_where_it_can_be_seen(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "120", "7")
    assert keyer.here == "1.3 Exports"
    assert keyer.trouble == "There is no such code here."
    assert keyer.page.edit.property("state") == "wrong"
    keyer.line("1")
    assert keyer.trouble == ""


def test_an_empty_line_is_refused_until_a_point_says_that_paper_is_empty(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "")
    assert "type a point" in keyer.trouble
    keyer.line(".")
    session = keyer.page.session
    [remark] = session.remarks(session.address("/data/firm/staff"))
    assert remark.text == "Not answered on paper"
    assert remark.state == "resolved"


def test_marks_and_keys_say_dont_know_and_refused(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "*", "/")
    keyer.press(Qt.Key.Key_F2)
    session = keyer.page.session
    told = [
        session.state(session.address(f"/data/firm/{name}")).missing
        for name in ("staff", "export", "since")
    ]
    assert told == ["dont_know", "refused", "dont_know"]


def test_what_breaks_a_rule_is_told_once_and_can_become_a_remark(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "9000")
    assert keyer.trouble.startswith("At most 5000.")
    assert keyer.here == "1.2 Staff"
    keyer.ctrl(Qt.Key.Key_Return)
    session = keyer.page.session
    address = session.address("/data/firm/staff")
    assert session.state(address).value == ""
    assert [each.text for each in session.remarks(address)] == ["The paper says: 9000"]
    assert keyer.here == "1.3 Exports"


def test_what_breaks_a_rule_can_be_left_and_keeps_the_entry_from_ending(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "9000", "", "2")
    assert keyer.here == "1.5 Since when"
    keyer.line(".", "Narva Vesi", ".", "0", ".", ".", ".", "")
    assert not keyer.done
    assert keyer.here == "1.2 Staff"
    assert keyer.trouble == "At most 5000."


def test_an_answer_that_the_routing_skips_is_noted_as_a_remark(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "120", "2")
    keyer.press(Qt.Key.Key_Up)
    assert keyer.here == "1.4 Share of exports"
    keyer.line("30")
    session = keyer.page.session
    [remark] = session.remarks(session.address("/data/firm/share"))
    assert remark.text == "On paper, though not asked: 30"
    assert keyer.here == "1.5 Since when"


def test_rows_are_keyed_one_after_the_other_until_zero_or_the_key(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line(*FIRST_PART, "Narva Vesi", "1")
    assert keyer.here == "2 Partner 2: another one on paper?"
    keyer.line("")
    assert keyer.trouble == "There is no such code here."
    keyer.line("1")
    assert keyer.here == "2.1 Name of the partner"
    keyer.press(Qt.Key.Key_F8)
    assert keyer.here == "3.1 Order of ties"
    assert len(keyer.page.session.instances("/data/partner")) == 1


def test_undo_takes_back_what_was_kept_even_a_row(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line(*FIRST_PART, "Narva Vesi", "1", "1")
    assert len(keyer.page.session.instances("/data/partner")) == 2
    keyer.ctrl(Qt.Key.Key_Z)
    assert len(keyer.page.session.instances("/data/partner")) == 1
    keyer.ctrl(Qt.Key.Key_Z)
    assert keyer.here == "2.2 Ties"
    assert keyer.page.edit.text() == ""


def test_a_complete_code_goes_on_by_itself_when_that_is_wished(sit_down, paper):
    keyer = sit_down(paper)
    keyer.page.advance.click()
    keyer.line("Viru Metall", "120")
    keyer.type("1")
    assert keyer.here == "1.4 Share of exports"


def test_every_line_is_durable_and_comes_back(sit_down, paper, services, desk, show, settle):
    from app.ui.keying.page import KeyingPage

    keyer = sit_down(paper)
    keyer.line("Viru Metall", "120", "1")
    keyer.page.leave()
    settle(desk.tasks)
    page = KeyingPage(desk, keying.continue_entry(services, keyer.page.interview.draft))
    show(page)
    page.enter()
    assert page.edit.accessibleName() == "1.4 Share of exports"
    settle(desk.tasks)


def test_a_second_person_keys_blind_and_the_list_says_so(sit_down, paper, services):
    from app.operations.members import set_current_member

    keyer = sit_down(paper)
    whole(keyer)
    keyer.line("")
    assert keyer.done[0].state is EntryState.ONCE
    set_current_member(services, "O. T.", "interviewer")
    again = sit_down(paper)
    assert again.page.heading.whole().endswith("second entry")
    assert again.page.edit.text() == ""
    whole(again)
    again.line("")
    assert again.done[0].state is EntryState.TWICE
    assert len(interviews.list_interviews(services)) == 2


def test_back_and_jump_go_to_other_lines(sit_down, paper):
    keyer = sit_down(paper)
    keyer.line("Viru Metall", "120")
    keyer.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert keyer.here == "1.2 Staff"
    assert keyer.page.edit.text() == "120"
    keyer.press(Qt.Key.Key_PageDown)
    assert keyer.here == "End of the questionnaire"
