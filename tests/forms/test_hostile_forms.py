"""Forms that mean harm, or were written by accident: each has a limit, and none brings a session down."""

from __future__ import annotations

import pytest

from app.forms import evaluation
from app.forms.program import program_of
from tests.forms.scenario import Scenario, form, inputs, repeat, select


def faults_of(expression: str) -> list[str]:
    definition = form("<x/><o/>", {"/data/o": {"calculate": expression}}, inputs("/data/x"))
    assert Scenario(definition).value("/data/o") == ""
    return [fault.code for fault in program_of(definition).faults]


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 50_000 + "1" + ")" * 50_000,
        "+".join(["1"] * 50_000),
        "if(1 = 2, 'a', " * 5_000 + "'b'" + ")" * 5_000,
        "'" + "a" * 1_000_000 + "'",
        "-" * 90_000 + "1",
    ],
    ids=["brackets", "sum", "ifs", "literal", "minus"],
)
def test_an_expression_beyond_all_measure_is_a_fault_and_the_form_opens(expression: str) -> None:
    assert faults_of(expression) in (["too_long"], ["too_deep"])


@pytest.mark.parametrize(
    "expression",
    ["/data/x" + "[1]" * 20_000, "/data" + "/.." * 30_000, " or ".join(["/data/x = 1"] * 2_000)],
    ids=["predicates", "way up", "alternatives"],
)
def test_a_long_expression_that_is_flat_just_runs(expression: str) -> None:
    definition = form("<x/><o/>", {"/data/o": {"calculate": expression}}, inputs("/data/x"))
    assert Scenario(definition).answer("/data/x", "2").value("/data/o") in ("2", "", "false")


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "((.*)*x{1000}){1000}", "(a{1,500}){1,500}"]
)
def test_an_exponential_pattern_does_not_hold_up_an_answer(pattern: str) -> None:
    definition = form(
        "<x/>", {"/data/x": {"constraint": f"regex(., '{pattern}')"}}, inputs("/data/x")
    )
    person = Scenario(definition).answer("/data/x", "a" * 60 + "!")
    assert not person.valid("/data/x")


def counted() -> Scenario:
    return Scenario(
        form(
            "<n/><all/><p><x/></p>",
            {"/data/n": {"type": "int"}, "/data/all": {"calculate": "count(/data/p)"}},
            inputs("/data/n") + repeat("/data/p", "/data/p/x", count="/data/n"),
        )
    )


def test_a_giant_count_stops_at_the_limit_and_can_be_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evaluation, "MOST_INSTANCES", 600)
    person = counted().answer("/data/n", "1000000000")
    assert person.value("/data/all") == "600"
    assert person.answer("/data/n", "3").value("/data/all") == "3"
    assert person.answer("/data/n", "-5").value("/data/all") == "0"
    assert person.undo().undo().value("/data/all") == "600"


def test_a_giant_count_is_worked_off_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "_ROWS_AT_ONCE", 10)
    person = counted()
    session = person.session
    batch, pieces = session.answer_within(person.at("/data/n"), "95", 0.0), 0
    while batch is None:
        batch, pieces = session.go_on(0.0), pieces + 1
    assert pieces >= 9
    assert person.value("/data/all") == "95"
    assert person.replayed().everything() == person.everything()


def test_counts_in_counts_stop_at_the_limit_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "MOST_NODES", 500)
    definition = form(
        "<n/><p><m/><q><y/></q></p>",
        {"/data/n": {"type": "int"}, "/data/p/m": {"calculate": "/data/n"}},
        inputs("/data/n")
        + repeat("/data/p", repeat("/data/p/q", "/data/p/q/y", count="../m"), count="/data/n"),
    )
    person = Scenario(definition).answer("/data/n", "60")
    assert len(person.everything()) <= 510
    assert len(person.answer("/data/n", "2").session.instances(person.at("/data/p[2]/q"))) == 2


def test_actions_that_set_each_other_off_for_ever_are_left_alone() -> None:
    def setting(path: str, other: str) -> str:
        return (
            f'<input ref="{path}"><label>{path}</label><setvalue event="xforms-value-changed" '
            f'ref="{other}" value="{path} + 1"/></input>'
        )

    definition = form(
        "<a/><b/>",
        {"/data/a": {"type": "int"}, "/data/b": {"type": "int"}},
        setting("/data/a", "/data/b") + setting("/data/b", "/data/a"),
    )
    person = Scenario(definition).answer("/data/a", "1")
    assert int(person.value("/data/a")) > 1
    assert person.undo().value("/data/a") == ""


def test_lists_that_hang_on_each_other_in_a_ring_come_to_rest() -> None:
    def offered(by: str) -> str:
        return f"instance('l')/root/item[selected(/data/{by}, name) or /data/{by} = '']"

    definition = form(
        "<a/><b/><c/>",
        {},
        select("/data/a", offered("c"))
        + select("/data/b", offered("a"))
        + select("/data/c", offered("b")),
        lists={"l": [{"name": n, "label": n} for n in "xyz"]},
    )
    person = Scenario(definition)
    for path in ("/data/a", "/data/b", "/data/c"):
        person.answer(path, "y")
    assert person.choices("/data/c") == ["y"]
    assert person.answer("/data/a", "x").replayed().everything() == person.everything()


def test_calculations_in_a_ring_are_named_and_nothing_hangs() -> None:
    ring = {f"/data/{a}": {"calculate": f"/data/{b} + 1"} for a, b in ("ab", "bc", "ca")}
    definition = form("<a/><b/><c/>", ring)
    assert len(program_of(definition).graph.cycles) == 1
    assert Scenario(definition).value("/data/a") == ""


def test_a_faulty_value_of_choices_offers_nothing() -> None:
    body = select("/data/a", "instance('l')/root/item").replace('ref="name"', 'ref="//name["')
    definition = form("<a/>", {}, body, lists={"l": [{"name": "x", "label": "X"}]})
    person = Scenario(definition).answer("/data/a", "x")
    assert set(person.choices("/data/a")) <= {""}


def test_a_count_on_what_was_shown_as_a_group_before_means_nothing() -> None:
    body = f'<group ref="/data/g"><label>G</label>{inputs("/data/g/x")}</group>'
    definition = form(
        "<n>3</n><g><x/></g>", {}, body + repeat("/data/g", "/data/g/x", count="/data/n")
    )
    assert definition.nodes[definition.by_path["/data/g"]].count == "/data/n"
    assert Scenario(definition).answer("/data/g/x", "1").value("/data/g/x") == "1"


def test_a_list_without_a_name_is_a_fault() -> None:
    assert faults_of("count-selected(instance()/root/item[1]/name)") == ["too_few_arguments"]


def test_the_whole_form_cannot_be_a_repeat() -> None:
    person = Scenario(form("<x/>", {}, repeat("/data", "/data/x", count="3")))
    assert person.answer("/data/x", "1").value("/data/x") == "1"
