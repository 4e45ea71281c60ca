"""A form driven by a list of steps: the shape that `form run` prints."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.script import ScriptStep, read_steps, run
from tests.forms.scenario import Scenario, form, inputs, repeat

GUESTS = form(
    "<has/><p jr:template=''><a/></p><g><b/></g>".replace("'", '"'),
    {"/data/g": {"relevant": "/data/has = 'yes'"}, "/data/p/a": {"type": "int"}},
    inputs("/data/has")
    + repeat("/data/p", "/data/p/a")
    + f'<group ref="/data/g">{inputs("/data/g/b")}</group>',
)


def told(*steps: dict[str, object]) -> dict[str, object]:
    return run(lambda: Scenario(GUESTS).session, read_steps(list(steps)))


def test_a_run_tells_the_beginning_every_change_and_the_end() -> None:
    answer = told({"path": "/data/has", "value": "yes"}, {"op": "add", "path": "/data/p"})
    initial, steps, final = answer["initial"], answer["steps"], answer["final"]
    assert isinstance(initial, dict)
    assert isinstance(steps, list)
    assert isinstance(final, dict)
    assert initial["/data/g"] == {"relevant": False}
    assert steps[0]["op"] == "set"
    assert set(steps[0]["changes"]) == {"/data/has", "/data/g", "/data/g/b"}
    assert steps[1]["changes"] == {
        "/data/p[1]": {"relevant": True},
        "/data/p[1]/a": {
            "value": "",
            "relevant": True,
            "required": False,
            "readonly": False,
            "valid": True,
        },
    }
    assert list(final) == [
        "/data",
        "/data/has",
        "/data/p[1]",
        "/data/p[1]/a",
        "/data/g",
        "/data/g/b",
    ]


def test_what_is_gone_is_null_and_undo_tells_it_again() -> None:
    steps = told(
        {"op": "add", "path": "/data/p"},
        {"op": "remove", "path": "/data/p", "index": 1},
        {"op": "undo"},
        {"op": "redo"},
    )["steps"]
    assert isinstance(steps, list)
    assert steps[1]["changes"] == {"/data/p[1]": None, "/data/p[1]/a": None}
    assert set(steps[2]["changes"]) == {"/data/p[1]", "/data/p[1]/a"}
    assert steps[3]["changes"] == steps[1]["changes"]


@pytest.mark.parametrize(
    "step",
    [
        {"op": "set", "path": "/data/g/b", "value": "hidden"},
        {"op": "set", "path": "/data/nobody", "value": "x"},
        {"op": "set", "path": "/data/p[4]/a", "value": "x"},
        {"op": "set", "path": "/data/p", "value": "x"},
        {"op": "add", "path": "/data/g"},
        {"op": "remove", "path": "/data/p", "index": 0},
        {"op": "remove", "path": "/data/p", "index": 3},
        {"op": "lang", "value": "Klingon (tlh)"},
        {"op": "undo"},
        {"op": "redo"},
    ],
)
def test_a_step_that_cannot_be_taken_is_skipped(step: dict[str, object]) -> None:
    (done,) = told(step)["steps"]  # type: ignore[misc]
    assert (done["result"], done["changes"]) == ("skipped", {})


@pytest.mark.parametrize(
    "raw",
    [
        {},
        ["set"],
        [{"op": "jump"}],
        [{"op": "set"}],
        [{"path": "/data/a", "value": 3}],
        [{"op": "remove", "path": "/data/p", "index": "1"}],
    ],
)
def test_broken_steps_are_refused_with_their_number(raw: object) -> None:
    with pytest.raises(AppError) as error:
        read_steps(raw)
    assert error.value.code is ErrorCode.STEPS_BROKEN


def test_steps_are_read_as_written() -> None:
    assert read_steps(
        [{"path": "/data/a", "value": "1"}, {"op": "remove", "path": "/p", "index": 2}]
    ) == [
        ScriptStep("set", "/data/a", "1"),
        ScriptStep("remove", "/p", index=2),
    ]
