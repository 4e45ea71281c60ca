"""Facts about an interview as a whole: noted, undone, brought back from the log, carried into what is finished."""

from __future__ import annotations

from app.records.sitting import (
    Closing,
    Respondent,
    leave_sections,
    sitting_of,
    take_out_respondent,
    write_closing,
    write_respondent,
)
from tests.forms.scenario import Scenario, form, inputs

FORM = form("<a/><b/>", {"/data/a": {"type": "string"}}, inputs("/data/a", "/data/b"))
OLGA = Respondent("r1", "Olga", "accountant", "yes", "2026-11-21T10:00:00+02:00")


def told(scenario: Scenario):
    return sitting_of(scenario.session.facts)


def test_facts_are_one_step_of_undo_each_and_come_back_with_redo() -> None:
    person = Scenario(FORM).answer("/data/a", "1")
    person.session.note_facts(write_respondent(OLGA))
    person.session.note_facts(leave_sections(["/data"], OLGA.id))
    assert told(person).waits_for("/data") == OLGA
    person.undo()
    assert told(person).respondents == (OLGA,)
    assert told(person).waits_for("/data") is None
    person.undo().undo()
    assert not person.session.facts
    assert person.value("/data/a") == ""
    person.redo().redo().redo()
    assert told(person).waits_for("/data") == OLGA
    assert person.value("/data/a") == "1"


def test_the_log_brings_facts_back_with_their_undo() -> None:
    person = Scenario(FORM)
    person.session.note_facts(write_respondent(OLGA))
    person.session.note_facts(write_closing(Closing(place="Narva")))
    person.undo()
    again = Scenario(FORM, steps=person.log)
    assert again.session.facts == person.session.facts
    again.redo()
    assert told(again).closing.place == "Narva"
    again.undo().undo()
    assert not again.session.facts


def test_what_changes_nothing_is_no_step() -> None:
    person = Scenario(FORM)
    person.session.note_facts(write_respondent(OLGA))
    assert person.session.note_facts(write_respondent(OLGA)) is None
    assert person.session.note_facts({"meta/started": "never"}) is None
    assert len(person.log) == 2


def test_finishing_keeps_facts_and_a_correction_starts_with_them() -> None:
    person = Scenario(FORM).answer("/data/a", "1")
    person.session.note_facts(write_respondent(OLGA))
    snapshot = person.session.finish()
    assert snapshot.fields["meta/respondent/r1/role"] == "accountant"
    again = Scenario(FORM, snapshot=snapshot)
    assert told(again).respondents == (OLGA,)
    again.session.note_facts(take_out_respondent(again.session.facts, OLGA.id))
    assert not [path for path in again.session.finish().fields if path.startswith("meta/")]


def test_who_is_struck_out_answers_no_section() -> None:
    facts = write_respondent(OLGA) | leave_sections(["/data/x"], OLGA.id)
    left = {
        path: text for path, text in (facts | take_out_respondent(facts, OLGA.id)).items() if text
    }
    assert left == {}
