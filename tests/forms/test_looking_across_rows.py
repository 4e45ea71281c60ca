"""Rows that look at other rows by what these hold and where they stand: found quickly, and the same as one by one."""

from __future__ import annotations

import operator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.definition import FormDefinition
from app.forms.program import program_of
from tests.forms.scenario import Scenario, form, inputs, repeat, select

OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@cache
def looking(expression: str, kind: str) -> FormDefinition:
    return form(
        '<p jr:template=""><x/><seen/></p>',
        {"/data/p/x": {"type": kind}, "/data/p/seen": {"calculate": expression}},
        repeat("/data/p", "/data/p/x"),
    )


def rows(values: list[str], expression: str, kind: str) -> list[str]:
    person = Scenario(looking(expression, kind))
    for at, value in enumerate(values, 1):
        person.add("/data/p").answer(f"/data/p[{at}]/x", value)
    return person.values("/data/p", "seen")


@pytest.mark.parametrize("sign", OPERATORS)
@pytest.mark.parametrize("kind", ["int", "string"])
@given(values=st.lists(st.sampled_from(["", "1", "2", "3"]), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_rows_alike_before_and_after_this_one_are_counted(
    sign: str, kind: str, values: list[str]
) -> None:
    expression = f"count(/data/p[x = current()/../x and position() {sign} position(current()/..)])"
    stands = OPERATORS[sign]
    alike = [
        sum(1 for other, each in enumerate(values) if stands(other, at) and each == value)
        for at, value in enumerate(values)
    ]
    assert rows(values, expression, kind) == [str(count) for count in alike]


def test_places_count_among_all_rows_not_among_those_alike() -> None:
    expression = "join('-', /data/p[x = 'b' and position() > 2]/x)"
    assert rows(["b", "a", "b", "b"], expression, "string") == ["b-b"] * 4
    assert (
        rows(["b", "a", "b"], "string(/data/p[x = 'b' and position() = 2]/x)", "string") == [""] * 3
    )
    assert (
        rows(["b", "a", "b"], "count(/data/p[x = 'b' and position() < ''])", "string") == ["0"] * 3
    )


def test_the_last_place_is_found_row_by_row() -> None:
    expression = "count(/data/p[x = 'b' and position() = last()])"
    assert rows(["b", "a", "b"], expression, "string") == ["1", "1", "1"]


def test_a_running_total_wakes_only_the_rows_after_the_one_that_changed() -> None:
    definition = form(
        '<p jr:template=""><x/><sum/></p>',
        {
            "/data/p/x": {"type": "int"},
            "/data/p/sum": {"calculate": "sum(/data/p[position() <= position(current()/..)]/x)"},
        },
        repeat("/data/p", "/data/p/x"),
    )
    person = Scenario(definition)
    for at in range(1, 6):
        person.add("/data/p").answer(f"/data/p[{at}]/x", "1")
    person.answer("/data/p[3]/x", "5")
    assert person.changed() == {"/data/p[3]/x"} | {f"/data/p[{at}]/sum" for at in (3, 4, 5)}
    person.add("/data/p")
    assert not {f"/data/p[{at}]/sum" for at in range(1, 6)} & person.changed()


def test_a_select_that_its_own_answer_filters_comes_to_rest() -> None:
    """The list shrinks to what was chosen; nothing goes round, and it is not taken for a cycle."""
    definition = form(
        "<pick/><p><mine/></p>",
        {},
        select("/data/pick", "instance('l')/root/item[/data/pick = '' or name = /data/pick]")
        + repeat(
            "/data/p",
            select(
                "/data/p/mine", "instance('l')/root/item[name != current()/../mine or name = 'a']"
            ),
        ),
        lists={"l": [{"name": n, "label": n} for n in "abc"]},
    )
    assert program_of(definition).graph.cycles == ()
    person = Scenario(definition).answer("/data/pick", "b")
    assert person.choices("/data/pick") == ["b"]
    assert person.value("/data/pick") == "b"
    person.answer("/data/pick", "")
    assert person.choices("/data/pick") == ["a", "b", "c"]
    person.answer("/data/p[1]/mine", "a")
    assert person.value("/data/p[1]/mine") == "a"


def test_two_selects_that_filter_each_other_come_to_rest() -> None:
    definition = form(
        "<a/><b/>",
        {},
        select("/data/a", "instance('l')/root/item[name != /data/b]")
        + select("/data/b", "instance('l')/root/item[name != /data/a]")
        + inputs(),
        lists={"l": [{"name": n, "label": n} for n in "xyz"]},
    )
    person = Scenario(definition).answer("/data/a", "x").answer("/data/b", "y")
    assert (person.value("/data/a"), person.value("/data/b")) == ("x", "y")
    assert person.choices("/data/b") == ["y", "z"]
    person.answer("/data/a", "z")
    assert person.choices("/data/b") == ["x", "y"]
