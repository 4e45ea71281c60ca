"""A finished interview shows what was stored; its correction starts from there and works out what changes touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.clock import StillClock
from app.forms.definition import FormDefinition, Item
from app.forms.finished import FinishedInterview
from app.forms.session import NotAnswerable, Snapshot
from app.forms.state import Address
from app.forms.submission import from_xml, to_xml
from tests.forms.books import SETTINGS, load_book
from tests.forms.scenario import NOON, RECORD, Scenario, form, inputs, repeat, select

TREES = "instance('trees')/root/item"
FORM = form(
    "<name/><day/><known/><tall/><tree/><note/><late/><n/><c><x/></c><total/><both/>",
    {
        "/data/day": {"calculate": "today()", "type": "date"},
        "/data/known": {"calculate": f"count({TREES})"},
        "/data/tall": {"calculate": f"{TREES}[name = /data/tree]/h"},
        "/data/note": {"relevant": f"count({TREES}) = 2"},
        "/data/late": {"relevant": "today() > '2024-04-01'"},
        "/data/n": {"type": "int"},
        "/data/total": {"calculate": "count(/data/c) + /data/known"},
        "/data/both": {"calculate": "concat(/data/name, '!')"},
    },
    '<input ref="/data/name"><label>Name, <output value="/data/known"/> known, '
    '<output value="/data/tall"/> cm</label></input>'
    + select("/data/tree", f"{TREES}[h &gt; 0]".replace("&gt;", ">"))
    + inputs("/data/note", "/data/late", "/data/n")
    + repeat("/data/c", "/data/c/x", count=f"count({TREES})"),
    lists={"trees": [{"name": "x", "label": "X", "h": "1"}]},
)


def trees(**heights: str) -> dict[str, Item | None]:
    """Make a list of trees, in place of the form's own."""
    items = [
        item(Item("item", "", (Item("name", name), Item("label", name.upper()), Item("h", height))))
        for name, height in heights.items()
    ]
    return {"trees": item(Item("root", "", tuple(items)))}


def item(made: Item) -> Item:
    for kid in made.children:
        kid.parent = made
    return made


def finished() -> Snapshot:
    person = Scenario(FORM, lists=trees(oak="120", elm="80"))
    person.answer("/data/name", "Mari").answer("/data/tree", "oak").answer("/data/note", "two")
    person.answer("/data/c[2]/x", "second")
    person.session.note_asked(person.at("/data/note"), "default")
    return person.session.finish()


def read(
    snapshot: Snapshot, definition: FormDefinition = FORM, at: str = NOON, **heights: str
) -> FinishedInterview:
    return FinishedInterview.read(
        definition, snapshot, record=RECORD, clock=StillClock.at(at), lists=trees(**heights)
    )


def values(session: FinishedInterview) -> Mapping[str, str]:
    return {
        session.ordinal_path(state.address): state.value
        for state in session.states()
        if state.relevant and state.value
    }


LATER = "2025-07-01T08:00:00+03:00"


def test_a_finished_interview_shows_what_was_stored_whatever_changed_around_it() -> None:
    then = finished()
    now = read(then, at=LATER, ash="7")
    assert values(now) == values(read(then, oak="120", elm="80"))
    assert values(now)["/data/day"] == "2024-03-15"
    assert (values(now)["/data/known"], values(now)["/data/total"]) == ("2", "4")
    assert now.label(Address("/data/name")) == "Name, 2 known, 120 cm"


def test_what_holds_an_answer_is_relevant_and_rows_stand_as_they_stood() -> None:
    now = read(finished(), at=LATER, ash="7")
    assert now.state(Address("/data/note")).relevant
    assert [now.ordinal_path(row) for row in now.instances(Address("/data/c"))] == [
        "/data/c[1]",
        "/data/c[2]",
    ]
    assert values(now)["/data/c[2]/x"] == "second"


def test_a_question_that_was_asked_but_not_answered_stays_among_the_questions() -> None:
    fields = dict(finished().fields)
    del fields["answers/data/note"]
    asked = read(Snapshot(fields, finished=True), oak="1")
    assert asked.state(Address("/data/note")).relevant
    del fields["asked/data/note"]
    assert not read(Snapshot(fields, finished=True), oak="1").state(Address("/data/note")).relevant


def test_an_answer_that_its_list_does_not_offer_any_more_is_still_the_answer() -> None:
    now = read(finished(), ash="7")
    assert now.state(Address("/data/tree")).value == "oak"
    assert now.choice_labels(Address("/data/tree"), "oak") == ["oak"]


def test_a_finished_interview_is_written_out_as_it_was_stored() -> None:
    then = finished()
    here = Scenario(FORM, snapshot=then, lists=trees(oak="120", elm="80")).session
    assert to_xml(read(then, ash="7", elm="2")) == to_xml(here)
    assert read(then, ash="7").snapshot().fields == then.fields


def test_nothing_changes_a_finished_interview() -> None:
    now = read(finished(), ash="7")
    with pytest.raises(NotAnswerable):
        now.answer(Address("/data/name"), "Ivan")
    assert now.count_allowed(Address("/data/c")) == (False, False)


def test_a_change_of_language_works_nothing_out_anew() -> None:
    words = "".join(
        f'<translation lang="{lang}"><text id="a"><value>{word}</value></text></translation>'
        for lang, word in (("et", "jah"), ("ru", "да"))
    )
    definition = form(
        "<q/><said/>",
        {"/data/said": {"calculate": "jr:itext('a')"}},
        inputs("/data/q"),
        model=f"<itext>{words}</itext>",
    )
    then = Scenario(definition).answer("/data/q", "1").session.finish()
    now = read(then, definition)
    now.switch_language("ru")
    assert now.state(Address("/data/said")).value == "jah"


def test_only_files_that_are_answers_are_named() -> None:
    then = replace(finished(), attached={"Mari": "1" * 64, "gone.jpg": "2" * 64})
    assert read(then).snapshot().attached == {"Mari": "1" * 64}


# --- corrections


def correction(**heights: str) -> Scenario:
    return Scenario(FORM, snapshot=finished(), at=LATER, lists=trees(**heights))


def test_a_correction_starts_from_what_was_stored() -> None:
    again = correction(ash="7")
    before = dict(values(read(finished())))
    assert {
        again.session.ordinal_path(state.address): state.value
        for state in again.session.states()
        if state.value
    } == before
    assert again.session.finish().fields == finished().fields


def test_a_correction_works_out_what_its_changes_touch_and_nothing_else() -> None:
    again = correction(ash="7").answer("/data/name", "Ivan")
    assert again.value("/data/both") == "Ivan!"
    assert again.value("/data/day") == "2024-03-15"
    assert again.value("/data/tall") == "120"
    again.answer("/data/tree", "ash")
    assert again.value("/data/tall") == "7"
    assert again.value("/data/known") == "2"
    again.undo().undo()
    assert again.value("/data/tall") == "120"
    assert again.value("/data/both") == "Mari!"


def test_a_correction_asks_what_has_become_relevant_since() -> None:
    assert not Scenario(FORM, snapshot=finished(), lists=trees(oak="1")).relevant("/data/late")
    assert correction(oak="1").relevant("/data/late")


def test_the_log_of_a_correction_leads_to_the_same_place() -> None:
    again = correction(ash="7").answer("/data/tree", "ash").answer("/data/c[1]/x", "first")
    replayed = Scenario(FORM, snapshot=finished(), steps=again.log, at=LATER, lists=trees(ash="7"))
    assert replayed.everything() == again.everything()


def test_what_two_versions_disagree_on_is_worked_out_from_the_answers_that_stand() -> None:
    then = finished()
    fields = {**then.fields, "answers/data/name": "Ivan"}
    here = trees(oak="120", elm="80")
    quiet = Scenario(FORM, snapshot=replace(then, fields=fields), lists=here)
    assert quiet.value("/data/both") == "Mari!"
    for disputed in ("answers/data/name", "answers/data/both"):
        told = replace(then, fields=fields, disputed=frozenset({disputed}))
        assert Scenario(FORM, snapshot=told, lists=here).value("/data/both") == "Ivan!"


def test_a_draft_handed_over_is_worked_out_as_it_is_opened() -> None:
    person = Scenario(FORM, lists=trees(oak="120", elm="80")).answer("/data/name", "Mari")
    handed = person.session.snapshot()
    again = Scenario(FORM, snapshot=handed, lists=trees(oak="120"))
    assert again.value("/data/known") == "1"


# --- entities

ENTITY = """
| survey   |                                |      |       |         |
|          | type                           | name | label | save_to |
|          | select_one_from_file trees.csv | tree | Tree  |         |
|          | text                           | kind | Kind  | kind    |
| entities |                                |      |       |         |
|          | list_name | label   | create_if                               |
|          | trees     | ${kind} | count(instance('trees')/root/item) = 1  |
"""


def test_what_an_interview_did_to_a_list_is_not_decided_again(tmp_path: Path) -> None:
    definition = load_book(tmp_path, ENTITY + SETTINGS)
    then = Scenario(definition, lists=trees(oak="120")).answer("/data/kind", "ash").session
    edits = then.entity_edits()
    assert [(each.does, each.label) for each in edits] == [("create", "ash")]
    now = read(then.finish(), definition, oak="120", ash="2")
    assert now.entity_edits() == edits
    marks = from_xml(definition, to_xml(now)).snapshot.fields
    assert marks["answers/data/meta/entity/@create"] == "1"
