"""What a path means inside and outside of repeats, where JavaRosa and Web Forms differ too."""

from __future__ import annotations

import pytest

from tests.forms.scenario import Scenario, form, inputs, repeat


def seen(expression: str, *, at: str = "/data/p/seen") -> list[str]:
    """Return what the expression gives in each of three rows whose ``a`` is 1, 2 and 3; x is 7."""
    definition = form(
        "<x>7</x><out/><p><a/><seen/><g><deep/></g></p>",
        {
            at: {"calculate": expression},
            "/data/p/a": {"type": "int"},
            "/data/x": {"type": "int"},
        },
        inputs("/data/x") + repeat("/data/p", "/data/p/a"),
    )
    person = Scenario(definition).add("/data/p").add("/data/p")
    for row in "123":
        person.answer(f"/data/p[{row}]/a", row)
    if not at.startswith("/data/p/"):
        return [person.value(at)]
    return person.values("/data/p", at.removeprefix("/data/p/"))


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("../a", ["1", "2", "3"]),
        ("../../x", ["7", "7", "7"]),
        ("/data/x", ["7", "7", "7"]),
        ("../../p/a", ["1", "1", "1"]),
        ("sum(../../p/a)", ["6", "6", "6"]),
        ("sum(../a)", ["1", "2", "3"]),
        ("/data/p/a", ["1", "2", "3"]),
        ("sum(/data/p/a)", ["6", "6", "6"]),
        ("count(/data/p)", ["3", "3", "3"]),
        ("count(/data/p/a)", ["3", "3", "3"]),
        ("/data/p[2]/a", ["2", "2", "2"]),
        ("/data/p[last()]/a", ["3", "3", "3"]),
        ("/data/p[position() = 2]/a", ["2", "2", "2"]),
        ("/data/p[a = 2]/a", ["2", "2", "2"]),
        ("/data/p[a = current()/../a]/a", ["1", "2", "3"]),
        ("count(/data/p[a >= current()/../a])", ["3", "2", "1"]),
        ("count(/data/p[a > 1 and position() < 3])", ["1", "1", "1"]),
        ("count(/data/p[position() < 3][a > 1])", ["1", "1", "1"]),
        ("count(/data/p[a > 1][1])", ["1", "1", "1"]),
        ("position(..)", ["1", "2", "3"]),
        ("indexed-repeat(/data/p/a, /data/p, 2)", ["2", "2", "2"]),
        ("indexed-repeat(/data/p/a, /data/p, position(..) - 1)", ["", "1", "2"]),
        ("indexed-repeat(../a, ../../p, position(..) + 1)", ["2", "3", ""]),
        ("/data/p[position() = position(current()/..) + 1]/a", ["2", "3", ""]),
        ("sum(/data/p[position() < position(current()/..)]/a)", ["0", "1", "3"]),
        ("../g/../a", ["1", "2", "3"]),
        ("./../a", ["1", "2", "3"]),
        ("../*[1]", ["1", "2", "3"]),
        ("name(..)", ["p", "p", "p"]),
    ],
)
def test_a_path_in_a_row(expression: str, values: list[str]) -> None:
    assert seen(expression) == values


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("/data/p/a", "1"),
        ("sum(/data/p/a)", "6"),
        ("max(/data/p/a) - min(/data/p/a)", "2"),
        ("count(/data/p)", "3"),
        ("join('-', /data/p/a)", "1-2-3"),
        ("/data/p[last() - 1]/a", "2"),
        ("sum(/data/p/a | /data/x)", "13"),
        ("/data/p/a = 3", "true"),
        ("/data/p[a = '2']/a", "2"),
        ("/data/p[number(a) = 2]/a", "2"),
        ("/data/nobody", ""),
        ("/data/nobody = ''", "true"),
        ("count(/data/*)", "5"),
        ("indexed-repeat(/data/p/a, /data/p, 9)", ""),
    ],
)
def test_a_path_outside_of_rows(expression: str, value: str) -> None:
    assert seen(expression, at="/data/out") == [value]


def test_a_row_that_follows_the_row_before_is_worked_out_in_order() -> None:
    definition = form(
        "<p><a/><run/></p>",
        {
            "/data/p/a": {"type": "int"},
            "/data/p/run": {
                "calculate": "../a + coalesce(/data/p[position() = position(current()/..) - 1]/run, 0)"
            },
        },
        repeat("/data/p", "/data/p/a"),
    )
    person = Scenario(definition)
    for row in range(2, 7):
        person.add("/data/p")
        person.answer(f"/data/p[{row}]/a", "1")
    person.answer("/data/p[1]/a", "10")
    assert person.values("/data/p", "run") == ["10", "11", "12", "13", "14", "15"]


def test_only_rows_after_a_changed_one_are_added_up_again() -> None:
    definition = form(
        "<p><a/><sum/></p>",
        {
            "/data/p/a": {"type": "int"},
            "/data/p/sum": {"calculate": "sum(/data/p[position() <= position(current()/..)]/a)"},
        },
        repeat("/data/p", "/data/p/a"),
    )
    person = Scenario(definition)
    for row in range(2, 6):
        person.add("/data/p").answer(f"/data/p[{row}]/a", "1")
    person.answer("/data/p[4]/a", "5")
    assert person.changed() == {"/data/p[4]/a", "/data/p[4]/sum", "/data/p[5]/sum"}
    assert person.values("/data/p", "sum") == ["0", "1", "2", "7", "8"]


def test_lists_are_filtered_by_text_and_by_number() -> None:
    lists = {"l": [{"name": str(n), "kind": "even" if n % 2 == 0 else "odd"} for n in range(9)]}
    definition = form(
        "<n/><k/><by_text/><by_number/><both/><missing/>",
        {
            "/data/n": {"type": "int"},
            "/data/by_text": {"calculate": "count(instance('l')/root/item[kind = /data/k])"},
            "/data/by_number": {"calculate": "instance('l')/root/item[name = /data/n]/kind"},
            "/data/both": {
                "calculate": "count(instance('l')/root/item[kind = /data/k and name > /data/n])"
            },
            "/data/missing": {"calculate": "count(instance('l')/root/item[nothing = /data/k])"},
        },
        inputs("/data/n", "/data/k"),
        lists=lists,
    )
    person = Scenario(definition).answer("/data/n", "4").answer("/data/k", "odd")
    found = [person.value(f"/data/{name}") for name in ("by_text", "by_number", "both", "missing")]
    assert found == ["4", "even", "2", "0"]


def test_pulldata_looks_up_one_row_of_a_list() -> None:
    definition = form(
        "<code/><town/>",
        {"/data/town": {"calculate": "pulldata('towns', 'label', 'name', /data/code)"}},
        inputs("/data/code"),
        lists={"towns": [{"name": "1", "label": "Narva"}, {"name": "2", "label": "Tartu"}]},
    )
    person = Scenario(definition).answer("/data/code", "2")
    assert person.value("/data/town") == "Tartu"
    assert person.answer("/data/code", "9").value("/data/town") == ""
