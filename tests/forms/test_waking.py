"""Rows that look at other rows are woken seldom, and stand after every step as if all had been worked out anew."""

from __future__ import annotations

import contextlib
import random
from functools import cache
from typing import TYPE_CHECKING

import pytest

from app.forms.definition import FormDefinition
from app.forms.dependencies import RuleKind
from app.forms.session import NotAnswerable
from tests.forms.scenario import Scenario, form, inputs, repeat

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.forms.instance import Cell
    from app.xpath.code import Run

RULES = {
    "alike": "count(/data/p[k = current()/../k])",
    "total": "sum(/data/p[k = current()/../k]/x)",
    "wide": "count(/data/p[k = /data/top])",
    "both": "count(/data/p[k = current()/../k and x = current()/../x])",
    "number": "count(/data/p[x = current()/../x + 1])",
    "share": "round(../x div sum(/data/p/x), 3)",
    "words": "join(' ', /data/p[k = /data/top]/x)",
    "least": "min(/data/p/x) + count(/data/p/x)",
    "largest": "if(../x = max(/data/p/x), 'largest', '')",
    "running": "sum(/data/p[position() <= position(current()/..)]/x)",
    "first": "/data/p[k = current()/../k][1]/x",
    "seldom": "if(/data/top = 'a', count(/data/p[k = current()/../k]), -1)",
    "inner": "sum(/data/p[k = current()/../k]/many)",
    "many": "count(../q[y = current()/../k])",
}
INNER = {
    "alike": "count(../../q[y = current()/../y])",
    "share": "count(/data/p) * sum(../../q/n)",
    "so_far": "sum(../../q[position() < position(current()/..)]/n)",
    "whole": "max(../../q/n) - sum(/data/p[k = 'a']/q/n)",
    "outer": "count(/data/p[k = current()/../y])",
}
VALUES = ("", "a", "b", "1", "2", "2.0", "x y", "0.1", "0.7")


@cache
def looking() -> FormDefinition:
    calculated = "".join(f"<{name}/>" for name in RULES)
    inside = "".join(f"<{name}/>" for name in INNER)
    binds: dict[str, dict[str, str]] = {
        "/data/p/x": {"type": "int"},
        "/data/p/q/n": {"type": "decimal"},
        "/data/p": {"relevant": "not(/data/hidden = 'a')"},
        "/data/p/k": {"relevant": "not(../x = 2)"},
        "/data/kinds": {"calculate": "count(/data/p[k = 'a'])"},
        "/data/sum": {"calculate": "sum(/data/p/x)"},
        "/data/c": {"relevant": "count(/data/p[k = 'b']) < 2"},
        "/data/c/again": {"calculate": "count(/data/c[z = current()/../z])"},
        "/data/p/small": {"required": "count(/data/p[k = current()/../k]) > 1"},
    }
    binds |= {f"/data/p/{name}": {"calculate": rule} for name, rule in RULES.items()}
    binds |= {f"/data/p/q/{name}": {"calculate": rule} for name, rule in INNER.items()}
    inner = repeat("/data/p/q", "/data/p/q/y", "/data/p/q/n")
    return form(
        "<top/><hidden/><kinds/><sum/><often/>"
        f'<p jr:template=""><k/><x/><small/>{calculated}<q jr:template=""><y/><n/>{inside}</q></p>'
        '<c jr:template=""><z/><again/></c>',
        binds,
        inputs("/data/top", "/data/hidden", "/data/often")
        + repeat("/data/p", "/data/p/k", "/data/p/x", "/data/p/small", inner)
        + repeat("/data/c", "/data/c/z", count="/data/often"),
    )


class Interview:
    """A person who does anything at all, and what is seen after it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.person = Scenario(looking())
        self.session = self.person.session

    def do_anything(self) -> None:
        what = self.dice.choice(("answer",) * 6 + ("add", "add", "add", "remove", "undo", "redo"))
        cells = list(self.session._runner.instance.all_cells())
        with contextlib.suppress(NotAnswerable):
            getattr(self, f"_{what}")(cells)

    def _answer(self, cells: list[Cell]) -> None:
        asked = [each for each in cells if self.session.definition.nodes[each.index].control]
        cell = self.dice.choice([each for each in asked if not each.children])
        often = cell.address == "/data/often"
        value = str(self.dice.randint(0, 3)) if often else self.dice.choice(VALUES)
        self.session.answer(cell.address, value)

    def _add(self, cells: list[Cell]) -> None:
        repeats = self.session._runner.instance.repeats
        at = repeats[self.dice.choice(list(repeats))]
        before = self.dice.choice([*at.rows, None])
        self.session.add_repeat(at.address, before.identity if before else None)

    def _remove(self, cells: list[Cell]) -> None:
        rows = [each for each in cells if each.identity]
        if rows:
            self.session.remove_repeat(self.dice.choice(rows).address)

    def _undo(self, cells: list[Cell]) -> None:
        self.session.undo()

    def _redo(self, cells: list[Cell]) -> None:
        self.session.redo()


def worked_out_anew(person: Scenario) -> Scenario:
    """Open the same interview from its log and run every rule of every node, with nothing remembered."""
    again = person.replayed()
    runner = again.session._runner
    runner.evaluation.waking.begin_anew()
    runner.evaluation.push_all(runner.instance.root)
    runner.evaluation.settle()
    return again


@pytest.mark.parametrize("seed", range(16))
def test_everything_stands_as_if_worked_out_anew(seed: int) -> None:
    interview = Interview(seed)
    for _ in range(10):
        for _ in range(8):
            interview.do_anything()
        expected = worked_out_anew(interview.person)
        assert interview.person.everything() == expected.everything()


def test_a_row_is_woken_by_those_alike_alone() -> None:
    definition = form(
        '<p jr:template=""><k/><alike/></p>',
        {"/data/p/alike": {"calculate": RULES["alike"]}},
        repeat("/data/p", "/data/p/k"),
    )
    person = Scenario(definition)
    for at, kind in enumerate("aabbc", 1):
        person.add("/data/p").answer(f"/data/p[{at}]/k", kind)

    woken = _woken(person, lambda: person.answer("/data/p[1]/k", "b"))

    assert sorted(woken) == [f"/data/p[{at}]/alike" for at in (1, 2, 3, 4)]
    assert person.values("/data/p", "alike") == ["3", "1", "3", "3", "1"]


def test_a_sum_that_stays_the_same_wakes_no_row() -> None:
    definition = form(
        '<p jr:template=""><x/><share/></p>',
        {"/data/p/x": {"type": "int"}, "/data/p/share": {"calculate": RULES["share"]}},
        repeat("/data/p", "/data/p/x"),
    )
    person = Scenario(definition)
    for at, value in enumerate("1234", 1):
        person.add("/data/p").answer(f"/data/p[{at}]/x", value)

    assert _woken(person, lambda: person.add("/data/p")) == ["/data/p[5]/share"]
    assert len(_woken(person, lambda: person.answer("/data/p[5]/x", "10"))) == 5
    assert person.values("/data/p", "share") == ["0.05", "0.1", "0.15", "0.2", "0.5"]


def _woken(person: Scenario, act: Callable[[], object]) -> list[str]:
    """Return the nodes whose calculation ran."""
    evaluation, ran = person.session._runner.evaluation, []
    calculated = {
        rank
        for rank, rule in enumerate(evaluation.program.graph.rules)
        if rule.kind is RuleKind.CALCULATE
    }

    def noted(run: Run, cell: Cell) -> None:
        ran.append(cell)
        evaluation._run_calculate(run, cell)

    before = evaluation._tasks
    evaluation._tasks = [
        noted if rank in calculated else task for rank, task in enumerate(evaluation._tasks)
    ]
    act()
    evaluation._tasks = before
    return [person.session.ordinal_path(cell.address) for cell in dict.fromkeys(ran)]


def test_what_nobody_read_for_a_while_is_not_remembered() -> None:
    definition = form(
        '<top/><p jr:template=""><k/><wide/></p>',
        {"/data/p/wide": {"calculate": RULES["wide"]}},
        inputs("/data/top") + repeat("/data/p", "/data/p/k"),
    )
    person = Scenario(definition).answer("/data/top", "a")
    person.add("/data/p").answer("/data/p[1]/k", "a").remove("/data/p[1]")

    person.add("/data/p").answer("/data/p[1]/k", "a")

    assert person.values("/data/p", "wide") == ["1"]
