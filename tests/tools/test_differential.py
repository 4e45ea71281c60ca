"""The comparison of random forms, without the peer: what is made, what is compared, what is taken apart."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.tools import differential
from tests.tools.random_forms.engines import opened, run_sild
from tests.tools.random_forms.facts import Difference, compared, spelled, until_error
from tests.tools.random_forms.generator import generate
from tests.tools.random_forms.interviews import Interview, Step
from tests.tools.random_forms.known import recognised
from tests.tools.random_forms.model import Form, Node, Term
from tests.tools.random_forms.peer_ways import WAYS
from tests.tools.random_forms.shrinking import Case, Shrinker
from tests.tools.random_forms.writing import written

SEEDS = range(12)


class Twin:
    """A peer that is Sild itself, but for what ``spoil`` does to its runs."""

    def __init__(self, spoil: Any = None) -> None:
        self.spoil = spoil

    def run(self, xform: str, steps: list[Step]) -> dict[str, Any]:
        run = copy.deepcopy(run_sild(xform, steps))
        if self.spoil is not None:
            self.spoil(run)
        return run

    def close(self) -> None:
        pass


def test_a_seed_makes_one_form_and_one_interview() -> None:
    first, again = generate(7), generate(7)
    assert written(first) == written(again)
    assert written(first) != written(generate(8))
    steps = [Interview(f, opened(written(f)), 7).steps(20) for f in (first, again)]
    assert steps[0] == steps[1]
    assert len(steps[0]) == 20


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_opens_without_faults_and_cycles(seed: int) -> None:
    session = opened(written(generate(seed)))
    assert session._runner.program.graph.cycles == ()


def test_an_engine_agrees_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    found = differential.Differential(Twin())  # type: ignore[arg-type]
    for seed in SEEDS:
        found.try_seed(seed, 10)
    differential.report(found.tally, 1.0)
    assert found.tally.clean == len(SEEDS)
    assert f"{len(SEEDS)} forms, {10 * len(SEEDS)} steps" in capsys.readouterr().out


def test_a_difference_is_found_and_made_small(capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(run: dict[str, Any]) -> None:
        for states in (run.get("initial", {}), *(step["changes"] for step in run.get("steps", []))):
            for path, state in states.items():
                if state and path.endswith("/q2") and state.get("value"):
                    state["value"] += "!"

    question = Node("q2", "question", control="input")
    fellow = Node("q3", "question", binds=(("calculate", Term("text", "concat(/data/q2, 'x')")),))
    form = Form((Node("q1", "question", control="input"), question, fellow), ())
    steps = [
        {"op": "set", "path": f"/data/q{n}", "value": v} for n, v in ((1, "a"), (2, "b"), (1, "c"))
    ]
    found = differential.Differential(Twin(spoil))  # type: ignore[arg-type]
    found._compare(1, form, steps)
    [(_, case)] = found.tally.unexplained
    assert [node.name for node in case.form.walk()] == ["q2"]
    assert case.steps == steps[1:2]
    differential.report(found.tally, 1.0)
    assert "peer 'b!', Sild 'b'" in capsys.readouterr().out


def test_terms_get_simpler_part_by_part() -> None:
    one, two = Term("number", "/data/a"), Term("number", "round(@, 1)", (Term("number", "2"),))
    found = [str(each) for each in Term("number", "(@ + @)", (one, two)).simpler()]
    assert found[:3] == ["/data/a", "round(2, 1)", "1"]
    assert "(/data/a + 2)" in found


def test_a_difference_that_is_meant_is_recognised_by_what_is_left() -> None:
    def case(expression: str) -> Case:
        node = Node("q1", "question", binds=(("calculate", Term("number", expression)),))
        return Case(Form((node,), ()), [], Difference(0, "/data/q1", "value", "", "0"))

    assert recognised(case("sum(/data/r1/q2)")) == "sum, max and min over blanks"
    assert recognised(case("/data/q2 + 1")) == ""


@pytest.mark.parametrize(
    ("way", "expression", "own", "peer"),
    [
        ("sum, max and min over blanks", "sum(/data/q2 | /data/q3)", "3", ""),
        ("sum, max and min over blanks", "max(/data/q2 | /data/q3)", "3", ""),
        ("pow() of nothing", "pow(/data/q3, 0)", "1", ""),
        ("regex() on a part of a text", "string(regex('a1', '[0-9]+'))", "false", "true"),
        ("round() of a negative half", "round(-2.5)", "-2", "-3"),
        ("numbers equal but for 1e-12", "string(0.1 + 0.2 = 0.3)", "true", "false"),
    ],
)
def test_sild_can_be_given_the_ways_of_the_peer(
    way: str, expression: str, own: str, peer: str
) -> None:
    asked = Node("q2", "question", control="input", type="int", default="3")
    blank = Node("q3", "question", control="input", type="int")
    node = Node("q1", "question", binds=(("calculate", Term("text", expression)),))
    xform = written(Form((asked, blank, node), ()))

    def value() -> str:
        return str(run_sild(xform, [])["initial"]["/data/q1"].get("value") or "")

    assert value() == own
    with WAYS[way]():
        assert value() == peer
    assert value() == own


def test_a_wrong_sum_is_no_sum_over_blanks() -> None:
    def spoil(run: dict[str, Any]) -> None:
        if "/data/q1" in run["initial"]:
            run["initial"]["/data/q1"]["value"] = "4"

    asked = Node("q2", "question", control="input", type="int", default="3")
    node = Node("q1", "question", binds=(("calculate", Term("number", "sum(/data/q2)")),))
    found = differential.Differential(Twin(spoil))  # type: ignore[arg-type]
    found._compare(1, Form((asked, node), ()), [])
    assert (len(found.tally.unexplained), found.tally.known.total()) == (1, 0)


def test_values_have_one_spelling() -> None:
    assert spelled("5.0") == spelled("5") == "5"
    assert spelled("007") == "007"
    assert spelled("2024-03-15T12:00:00.000Z") == "*now*"
    assert spelled("a  b ") == "a b"


def test_nothing_is_compared_after_an_engine_fell() -> None:
    run = {
        "initial": {},
        "steps": [
            {"changes": {}},
            {"changes": {}, "result": "error", "error": ""},
            {"changes": {}},
        ],
    }
    cut, error = until_error(run)
    assert (len(cut["steps"]), error) == (1, "an error without words")


def test_below_what_is_hidden_nothing_counts() -> None:
    hidden = {"/d/g": {"relevant": False}, "/d/g/a": {"relevant": True, "value": "1"}}
    other = {"/d/g": {"relevant": False}, "/d/g/a": {"relevant": True, "value": "2"}}
    assert compared({"initial": hidden}, {"initial": other}) == (2, [])


def test_a_shrinker_gives_up_in_time() -> None:
    form, asked = generate(3), []

    def judge(form: Form, steps: list[Step]) -> list[Difference]:
        asked.append(form)
        return []

    case = Case(form, [], Difference(0, "/data/q1", "value", "a", "b"))
    assert Shrinker(judge, case).shrink() is case
    assert len(asked) <= 400


def test_without_a_folder_nothing_can_be_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(differential.VARIABLE, raising=False)
    assert differential.main([]) == 2
    assert differential.VARIABLE in capsys.readouterr().err
