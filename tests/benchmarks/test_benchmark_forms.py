"""The forms that benches measure must be forms that run: a rule that fell out would be fast for the wrong reason."""

from __future__ import annotations

from app.core.clock import StillClock
from app.core.ids import new_record_id
from app.forms.program import program_of
from app.forms.reader import read_xform
from app.forms.session import FormSession
from app.forms.state import Address
from tests.benchmarks import forms
from tests.benchmarks.frame import Other, Table, as_values, from_values, show

SMALL = forms.Shape(40, 5, choices=200, cross=True)


def opened(xml: bytes) -> FormSession:
    definition = read_xform(xml, {})
    clock = StillClock.at("2026-11-21T10:00:00+02:00")
    return FormSession.open(definition, record=new_record_id(), clock=clock)


def test_every_rule_of_a_measured_form_compiles() -> None:
    program = program_of(read_xform(forms.make_form(SMALL), {}))

    assert program.faults == []
    assert program.graph.cycles == ()


def test_the_script_gives_every_answer_it_fills_and_the_sums_follow() -> None:
    session, plan = opened(forms.make_form(SMALL)), forms.make_plan(SMALL)

    for path, value in plan["fill"]:
        session.answer(session.address(path), value)
    for number, ops in enumerate(plan["repeat_answers"]):
        if number:
            session.add_repeat(Address(plan["repeat"]))
        for path, value in ops:
            session.answer(session.address(path), value)

    ages = [int(ops[1][1]) for ops in plan["repeat_answers"]]
    told = {
        name: session.state(session.address(f"/data/person[5]/{name}")).value
        for name in ("before", "running", "same")
    }
    assert session.state(session.address("/data/sum_age")).value == str(sum(ages))
    assert told["before"] == str(ages[3])
    assert told["running"] == str(sum(ages))
    assert told["same"] == str(ages.count(ages[4]))
    filled = sum(int(value) for path, value in plan["fill"] if path.endswith("age"))
    assert session.state(session.address(plan["probe"])).value == str(filled * 2)


def test_the_cascade_offers_the_cities_of_a_county() -> None:
    session = opened(forms.make_form(SMALL))
    session.answer(session.address("/data/place/state"), "s3")
    session.answer(session.address("/data/place/county"), "c3_4")

    offered = session.choices(session.address("/data/place/city"))

    assert [choice.value for choice in offered] == ["t3_4_0"]


def test_one_switch_makes_every_other_question_relevant() -> None:
    session = opened(forms.make_switchboard(30))

    batch = session.answer(session.address("/data/switch"), "on")

    assert sum(state.relevant for state in batch.changed.values()) == 31


def test_a_table_says_what_was_missed_and_survives_being_handed_over() -> None:
    table = Table("engine")
    table.add("open", 400.0, Other("lxml alone", 100.0, within=1.5), limit=300)
    table.add("answer", 0.05, Other("Web Forms", 1.0, faster=10), limit=0.1)

    again = from_values(as_values(table))

    assert again.missed() == ["open", "open beside lxml alone"]
    assert "| MISSED |" in show(again, "0.1", "0.2")
