"""The graph: what is worked out after what, and rings that wait for each other."""

from __future__ import annotations

import pytest

from app.forms.program import program_of
from tests.forms.scenario import Scenario, form, inputs, repeat, select


def cycles(
    binds: dict[str, dict[str, str]], tree: str = "<a/><b/><c/><g><d/></g>"
) -> list[tuple[str, ...]]:
    return [cycle.paths for cycle in program_of(form(tree, binds)).graph.cycles]


def test_order_does_not_hang_on_the_order_of_the_form() -> None:
    definition = form(
        "<c/><b/><a/>",
        {
            "/data/c": {"calculate": "/data/b + 1"},
            "/data/b": {"calculate": "/data/a + 1"},
            "/data/a": {"type": "int"},
        },
        inputs("/data/a"),
    )
    assert Scenario(definition).answer("/data/a", "1").value("/data/c") == "3"


def test_a_ring_of_calculations_is_named_by_its_path() -> None:
    found = cycles(
        {
            "/data/a": {"calculate": "/data/b"},
            "/data/b": {"calculate": "/data/c"},
            "/data/c": {"calculate": "/data/a"},
        }
    )
    assert found == [("/data/a", "/data/c", "/data/b", "/data/a")]


@pytest.mark.parametrize(
    "binds",
    [
        {"/data/a": {"calculate": ". + 1"}},
        {"/data/a": {"relevant": "/data/a = 1"}},
        {"/data/g": {"relevant": "/data/g/d = 1"}},
        {"/data/a": {"relevant": "/data/b = 1"}, "/data/b": {"relevant": "/data/a = 1"}},
    ],
)
def test_what_waits_for_itself_is_a_cycle_and_still_opens(binds: dict[str, dict[str, str]]) -> None:
    assert len(cycles(binds)) == 1
    definition = form("<a/><b/><c/><g><d/></g>", binds, inputs("/data/a", "/data/b", "/data/g/d"))
    assert Scenario(definition).replayed().everything()


@pytest.mark.parametrize(
    "binds",
    [
        {"/data/a": {"constraint": ". > /data/b"}, "/data/b": {"constraint": ". < /data/a"}},
        {"/data/a": {"calculate": "once(random())"}},
        {"/data/a": {"required": "/data/a != ''"}},
        {"/data/g/d": {"relevant": "/data/a = 1", "calculate": "/data/b"}},
    ],
)
def test_what_only_looks_at_itself_is_no_cycle(binds: dict[str, dict[str, str]]) -> None:
    assert cycles(binds) == []


def test_a_row_may_hang_on_the_row_before_but_not_on_itself() -> None:
    tree = "<p><a/></p>"
    body = repeat("/data/p", "/data/p/a")
    before = "/data/p[position() = position(current()/..) - 1]/a"
    good = form(tree, {"/data/p/a": {"calculate": before}}, body)
    bad = form(tree, {"/data/p/a": {"calculate": "../a"}}, body)
    assert not program_of(good).graph.cycles
    assert program_of(bad).graph.cycles


def test_a_select_filtered_by_its_own_answer_does_not_loop() -> None:
    definition = form(
        "<s/>",
        body=select("/data/s", "instance('l')/root/item[name != /data/s]"),
        lists={"l": [{"name": n, "label": n} for n in "abc"]},
    )
    assert not program_of(definition).graph.cycles
    person = Scenario(definition).answer("/data/s", "a")
    assert person.choices("/data/s") in (["b", "c"], ["a", "b", "c"])


def test_a_ring_of_actions_comes_to_rest() -> None:
    definition = form(
        "<a/><b/>",
        {"/data/a": {"type": "int"}, "/data/b": {"type": "int"}},
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>'
        '<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>',
    )
    assert int(Scenario(definition).answer("/data/a", "1").value("/data/a")) > 1


def test_an_expression_that_cannot_run_is_a_fault_and_the_form_opens_without_it() -> None:
    definition = form(
        "<a/><b/>",
        {"/data/a": {"calculate": "no-such(1)"}, "/data/b": {"relevant": "1 +"}},
        inputs("/data/b"),
    )
    faults = program_of(definition).faults
    assert {(fault.path, fault.rule) for fault in faults} == {
        ("/data/a", "calculate"),
        ("/data/b", "relevant"),
    }
    assert Scenario(definition).relevant("/data/b")


def test_a_wide_recomputation_can_be_done_in_pieces() -> None:
    names = [f"q{n}" for n in range(400)]
    definition = form(
        "<a/>" + "".join(f"<{name}/>" for name in names),
        {f"/data/{name}": {"calculate": "/data/a * 2"} for name in names},
        inputs("/data/a"),
    )
    person = Scenario(definition)
    batch = person.session.answer_within(person.at("/data/a"), "4", budget_ms=0)
    rounds = 0
    while batch is None:
        assert person.session.is_settling
        assert not person.batches
        rounds += 1
        batch = person.session.go_on(budget_ms=0)
    assert rounds > 1
    assert person.value("/data/q399") == "8"
    assert len(batch.changed) == 401
    person.undo()
    assert person.value("/data/q399") == ""


def test_what_is_done_meanwhile_finishes_the_pieces_first() -> None:
    definition = form(
        "<a/><b/>" + "".join(f"<q{n}/>" for n in range(200)),
        {f"/data/q{n}": {"calculate": "/data/a * 2"} for n in range(200)},
        inputs("/data/a", "/data/b"),
    )
    person = Scenario(definition)
    assert person.session.answer_within(person.at("/data/a"), "4", budget_ms=0) is None
    person.answer("/data/b", "x")
    assert [batch.step.path for batch in person.batches if batch.step] == ["/data/a", "/data/b"]
    assert person.value("/data/q199") == "8"
