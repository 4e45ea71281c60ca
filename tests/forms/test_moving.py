"""A draft moves to another version of its form: what is carried, dropped and new, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import BundleId
from app.forms import move_log
from app.forms.carrying_back import carry_back
from app.forms.definition import FormDefinition
from app.forms.fitting import Unfit
from app.forms.moving import Fate, Plan, plan
from app.forms.routes import Routes
from app.forms.session import Snapshot
from app.forms.state import Step
from tests.forms.scenario import Scenario, form, inputs, repeat, select

ONE, TWO = BundleId("1" * 64), BundleId("2" * 64)
COLOURS = {"colours": [{"name": n, "label": n} for n in ("red", "green", "blue")]}
FEWER = {"colours": [{"name": n, "label": n} for n in ("red", "blue", "white")]}
COLOUR = "instance('colours')/root/item"


def moved(old: Scenario, new: FormDefinition, left: Mapping[str, str] | None = None) -> Plan:
    fresh = Scenario(new).session.snapshot()
    return plan(Routes(old.definition, new), old.session.snapshot(), fresh, left)


def fates(found: Plan) -> dict[str, tuple[str, str]]:
    """Path -> what becomes of it, and the value or the reason."""
    return {
        (line.address or line.target): (line.fate.value, line.reason or line.value or line.missing)
        for line in found.lines
    }


def one(kind: str, body: str = "", **lists: object) -> FormDefinition:
    """Make a form of one question."""
    rules = {"/data/q": {"type": kind}}
    return form("<q/>", rules, body or inputs("/data/q"), **lists)


RADIO, BOXES = select("/data/q", COLOUR), select("/data/q", COLOUR, many=True)
UPLOAD = '<upload ref="/data/q" mediatype="image/*"><label>Q</label></upload>'


@pytest.mark.parametrize(
    ("old", "new", "given", "kept", "reason"),
    [
        (one("string"), one("string"), "Narva", "Narva", None),
        (one("int"), one("string"), "7", "7", None),
        (one("string"), one("int"), "7", "7", None),
        (one("string"), one("int"), "seven", "", Unfit.VALUE),
        (one("decimal"), one("int"), "2.5", "", Unfit.VALUE),
        (one("string"), one("date"), "2026-11-21", "2026-11-21", None),
        (one("string"), one("date"), "yesterday", "", Unfit.VALUE),
        (one("date"), one("int"), "2026-11-21", "", Unfit.KIND),
        (one("geopoint"), one("string"), "59.4 27.3 0 0", "", Unfit.KIND),
        (one("binary", UPLOAD), one("string"), "a.jpg", "", Unfit.KIND),
        (one("string", RADIO, lists=COLOURS), one("string"), "red", "", Unfit.KIND),
        (
            one("string", RADIO, lists=COLOURS),
            one("string", RADIO, lists=FEWER),
            "red",
            "red",
            None,
        ),
        (
            one("string", RADIO, lists=COLOURS),
            one("string", RADIO, lists=FEWER),
            "green",
            "",
            Unfit.CHOICE,
        ),
        (
            one("string", RADIO, lists=COLOURS),
            one("string", BOXES, lists=COLOURS),
            "red",
            "red",
            None,
        ),
        (
            one("string", BOXES, lists=COLOURS),
            one("string", RADIO, lists=COLOURS),
            "red blue",
            "",
            Unfit.CHOICE,
        ),
        (
            one("string", BOXES, lists=COLOURS),
            one("string", BOXES, lists=FEWER),
            "red green",
            "red",
            Unfit.CHOICE,
        ),
    ],
)
def test_an_answer_is_carried_where_the_question_takes_it(old, new, given, kept, reason):
    found = moved(Scenario(old).answer("/data/q", given), new)
    assert found.snapshot.fields.get("answers/data/q", "") == kept
    assert {line.reason for line in found.lines if line.fate is Fate.DROPPED} == (
        {reason} if reason else set()
    )
    assert ("answers/data/q" in found.left) == (reason is not None)


def test_a_question_that_moved_to_another_group_keeps_its_answer():
    old = Scenario(form("<name/><city/>", {}, inputs("/data/name", "/data/city")))
    new = form("<who><name/></who><city/>", {}, inputs("/data/who/name", "/data/city"))
    found = moved(old.answer("/data/name", "Mari"), new)
    assert found.snapshot.fields["answers/data/who/name"] == "Mari"
    assert [line.moved for line in found.lines] == [True]


def test_a_name_that_is_there_twice_leads_nowhere():
    old = Scenario(form("<name/>", {}, inputs("/data/name"))).answer("/data/name", "Mari")
    new = form("<a><name/></a><b><name/></b>", {}, inputs("/data/a/name", "/data/b/name"))
    found = moved(old, new)
    assert (found.count(Fate.DROPPED), found.count(Fate.NEW)) == (1, 2)


def test_what_is_gone_and_what_is_new_are_told():
    old = Scenario(form("<a/><b/>", {}, inputs("/data/a", "/data/b")))
    new = form("<b/><c>7</c>", {}, inputs("/data/b", "/data/c"))
    found = moved(old.answer("/data/a", "x").answer("/data/b", "y"), new)
    assert fates(found) == {
        "/data/a": ("dropped", "gone"),
        "/data/c": ("new", ""),
        "/data/b": ("carried", "y"),
    }
    assert found.snapshot.fields["answers/data/c"] == "7"
    assert found.left == {"answers/data/a": "x"}


def test_a_calculation_takes_nobodys_answer():
    old = Scenario(form("<a/><b/>", {}, inputs("/data/a", "/data/b")))
    new = form("<a/><b/>", {"/data/b": {"calculate": "1 + 1"}}, inputs("/data/a"))
    found = moved(old.answer("/data/b", "5"), new)
    assert fates(found) == {"/data/b": ("dropped", "gone")}


def test_reasons_for_missing_answers_are_carried_while_they_are_offered():
    old = Scenario(form("<a/><b/>", {}, inputs("/data/a", "/data/b")))
    for path in ("/data/a", "/data/b"):
        old.session.give_missing(old.at(path), "refused")
    node = form("<a/><b/>", {}, inputs("/data/a", "/data/b"))
    b = node.node("/data/b")
    strict = replace(b, bind=replace(b.bind, other={"sild:missing": "no"}))
    nodes = (*node.nodes[: b.index], strict, *node.nodes[b.index + 1 :])
    found = moved(old, replace(node, nodes=nodes))
    assert fates(found) == {"/data/a": ("carried", "refused"), "/data/b": ("dropped", "missing")}


ROWS = form(
    "<p><age/><job/></p>",
    {"/data/p/age": {"type": "int"}},
    repeat("/data/p", "/data/p/age", "/data/p/job"),
)
OTHER_ROWS = form(
    "<p><age/><rank>low</rank></p>",
    {"/data/p/age": {"type": "int"}},
    repeat("/data/p", "/data/p/age", "/data/p/rank"),
)


def household() -> Scenario:
    person = Scenario(ROWS).answer("/data/p[1]/age", "40").add("/data/p")
    return person.answer("/data/p[2]/age", "7").answer("/data/p[2]/job", "pupil")


def test_rows_keep_their_identity_and_order():
    old = household()
    found = moved(old, OTHER_ROWS)
    again = Scenario(OTHER_ROWS, snapshot=found.snapshot)
    assert again.session.instances(again.at("/data/p")) == old.session.instances(old.at("/data/p"))
    assert again.values("/data/p", "age") == ["40", "7"]
    assert again.values("/data/p", "rank") == ["low", "low"]
    assert [line.value for line in found.lines if line.fate is Fate.DROPPED] == ["pupil"]


def test_remarks_at_questions_that_are_gone_stay_at_the_interview():
    old = household()
    old.session.remark(old.at("/data/p[2]/job"), "At school", by="Mari")
    again = Scenario(OTHER_ROWS, snapshot=moved(old, OTHER_ROWS).snapshot)
    assert [(note.address, note.text) for note in again.session.remarks()] == [("", "At school")]


def test_the_language_a_question_was_asked_in_is_carried():
    old = household()
    old.session.note_asked(old.at("/data/p[1]/age"), "Russian (ru)")
    again = Scenario(OTHER_ROWS, snapshot=moved(old, OTHER_ROWS).snapshot)
    assert again.session.asked(again.at("/data/p[1]/age")) == "Russian (ru)"


def test_what_was_dropped_comes_back_with_a_version_that_asks_it_again():
    first = moved(household(), OTHER_ROWS)
    second = moved(Scenario(OTHER_ROWS, snapshot=first.snapshot), ROWS, first.left)
    again = Scenario(ROWS, snapshot=second.snapshot)
    assert again.values("/data/p", "job") == ["", "pupil"]
    assert [line.value for line in second.lines if line.returned] == ["pupil"]


# --- there and back

deeds = st.lists(
    st.one_of(
        st.tuples(st.just("age"), st.integers(1, 3), st.integers(0, 99).map(str)),
        st.tuples(st.just("job"), st.integers(1, 3), st.text("abc ", max_size=5)),
        st.tuples(st.just("add"), st.just(0), st.just("")),
        st.tuples(st.just("undo"), st.just(0), st.just("")),
    ),
    max_size=8,
)


def told(person: Scenario, said: list[tuple[str, int, str]]) -> Scenario:
    for what, row, value in said:
        rows = person.session.instances(person.at("/data/p"))
        if what == "add":
            person.add("/data/p")
        elif what == "undo":
            person.undo()
        elif row <= len(rows):
            person.answer(f"/data/p[{row}]/{what}", value)
    return person


@given(deeds)
def test_a_move_to_the_same_questions_carries_everything(said):
    person = told(Scenario(ROWS), said)
    found = moved(person, ROWS)
    assert found.snapshot == person.session.snapshot()
    assert not found.left
    assert not found.count(Fate.DROPPED)


@given(deeds)
def test_nothing_that_was_held_is_in_neither_part(said):
    person = told(Scenario(ROWS), said)
    found = moved(person, OTHER_ROWS)
    held = person.session.snapshot().fields
    assert held.keys() <= found.snapshot.fields.keys() | found.left.keys()


@given(deeds)
def test_moving_there_and_back_is_the_identity(said):
    person = told(Scenario(ROWS), said)
    found = moved(person, OTHER_ROWS)
    later = Scenario(OTHER_ROWS, snapshot=found.snapshot)
    there = [*person.log, move_log.move_step(ONE, TWO, found.snapshot, found.left), later.log[0]]
    held = move_log.standing(there)
    assert (held.snapshot, held.left, held.earlier) == (found.snapshot, found.left, ONE)
    assert held.steps == [later.log[0]]
    back = move_log.standing([*there, move_log.move_back_step({})])
    assert back == move_log.standing(person.log)
    again = Scenario(ROWS, steps=back.steps)
    assert again.everything() == person.everything()
    assert again.session.can_undo == person.session.can_undo


@given(deeds, deeds)
def test_what_was_answered_since_is_answered_on_the_earlier_version(said, since):
    person = told(Scenario(ROWS), said)
    later = Scenario(ROWS, snapshot=moved(person, ROWS).snapshot)
    before = later.session.snapshot()
    told(later, since)
    again = person.replayed()
    left = carry_back(again.session, Routes(ROWS, ROWS), before, later.session.snapshot())
    assert left == {}
    for name in ("age", "job"):
        assert again.values("/data/p", name) == later.values("/data/p", name)


def test_an_answer_given_since_to_a_new_question_stays_in_the_draft():
    person = household()
    later = Scenario(OTHER_ROWS, snapshot=moved(person, OTHER_ROWS).snapshot)
    before = later.session.snapshot()
    later.answer("/data/p[1]/rank", "high").answer("/data/p[1]/age", "41")
    row = later.session.instances(later.at("/data/p"))[0]
    routes = Routes(OTHER_ROWS, ROWS)
    left = carry_back(person.session, routes, before, later.session.snapshot())
    assert left == {f"answers{row}/rank": "high"}
    assert person.value("/data/p[1]/age") == "41"


def test_a_row_and_a_remark_that_came_since_come_along():
    person = household()
    later = Scenario(OTHER_ROWS, snapshot=moved(person, OTHER_ROWS).snapshot)
    before = later.session.snapshot()
    later.remove("/data/p[1]").add("/data/p").answer("/data/p[2]/age", "1")
    later.session.remark(later.at("/data/p[2]/rank"), "Who?", by="Mari")
    carry_back(person.session, Routes(OTHER_ROWS, ROWS), before, later.session.snapshot())
    assert person.values("/data/p", "age") == ["7", "1"]
    assert [note.text for note in person.session.remarks()] == ["Who?"]


def test_events_of_the_audit_log_go_on_through_a_move():
    start, later = (Step("event", payload={"event": name}) for name in ("form start", "form exit"))
    there = [Step("open"), start, move_log.move_step(ONE, TWO, Snapshot(), {}), Step("open"), later]
    assert move_log.standing(there).steps == [Step("open"), start, later]
    assert move_log.standing([*there, move_log.move_back_step({})]).steps == [
        Step("open"),
        start,
        later,
    ]
