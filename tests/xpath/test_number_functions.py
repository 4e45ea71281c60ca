from __future__ import annotations

import math

import pytest

from app.xpath.values import NAN, Day, NodeSet

INF = math.inf


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("number", ("12",), 12.0),
        ("number", ("",), NAN),
        ("number", (True,), 1.0),
        ("number", (Day(5),), 5.0),
        ("number", ("1970-01-06",), 5.0),
        ("int", (2.9,), 2.0),
        ("int", (-2.9,), -2.0),
        ("int", ("",), NAN),
        ("int", (INF,), INF),
        ("floor", (-2.1,), -3.0),
        ("floor", ("",), NAN),
        ("ceiling", (2.1,), 3.0),
        ("ceiling", (NAN,), NAN),
        ("sum", (NodeSet(),), 0.0),
        ("sum", ("",), 0.0),
        ("max", (1.0, "", 3.0), 3.0),
        ("max", (-5.0, -3.0), -3.0),
        ("max", ("",), NAN),
        ("min", (1.0, "", 3.0), 1.0),
        ("min", (NodeSet(), NAN), NAN),
        ("round", (2.5,), 3.0),
        ("round", (-1.5,), -1.0),
        ("round", (-1.6,), -2.0),
        ("round", (1.005, 2.0), 1.01),
        ("round", (33.33, -1.0), 30.0),
        ("round", (35.0, -1.0), 40.0),
        ("round", (1e300, 2.0), 1e300),
        ("round", ("",), NAN),
        ("round", (1.5, ""), NAN),
        ("round", (1.5, 31.0), NAN),
        ("round", (INF,), INF),
        ("pow", (2.0, 3.0), 8.0),
        ("pow", (4.0, 0.5), 2.0),
        ("pow", (-8.0, 0.5), NAN),
        ("pow", (10.0, 400.0), INF),
        ("pow", (-10.0, 401.0), -INF),
        ("pow", (0.0, -1.0), INF),
        ("pow", ("", 2.0), NAN),
        ("exp10", (2.0,), 100.0),
        ("exp10", (400.0,), INF),
        ("exp10", ("",), NAN),
        ("exp", (0.0,), 1.0),
        ("exp", (1000.0,), INF),
        ("exp", ("",), NAN),
        ("log", (1.0,), 0.0),
        ("log", (0.0,), -INF),
        ("log", (-1.0,), NAN),
        ("log", ("",), NAN),
        ("log10", (1000.0,), 3.0),
        ("log10", (0.0,), -INF),
        ("log10", ("",), NAN),
        ("abs", (-3.5,), 3.5),
        ("abs", ("",), NAN),
        ("sqrt", (16.0,), 4.0),
        ("sqrt", (-1.0,), NAN),
        ("sqrt", ("",), NAN),
        ("sin", (0.0,), 0.0),
        ("sin", (INF,), NAN),
        ("cos", (0.0,), 1.0),
        ("cos", ("",), NAN),
        ("tan", (0.0,), 0.0),
        ("tan", ("",), NAN),
        ("asin", (2.0,), NAN),
        ("asin", (0.0,), 0.0),
        ("acos", (1.0,), 0.0),
        ("acos", ("",), NAN),
        ("atan", (0.0,), 0.0),
        ("atan", ("",), NAN),
        ("atan2", (0.0, -1.0), math.pi),
        ("atan2", ("", 1.0), NAN),
        ("pi", (), math.pi),
    ],
)
def test_number_functions(call, name: str, arguments: tuple, result: float) -> None:
    found = call(name, *arguments)
    assert type(found) is float
    assert found == result or (math.isnan(found) and math.isnan(result))


def test_totals_pass_over_blank_answers(call, nodes) -> None:
    answers = nodes(1.0, "", 2.5, "x")
    assert call("sum", answers) == 3.5
    assert call("max", answers) == 2.5
    assert call("min", answers, 0.5) == 0.5


def test_a_random_number_is_below_one(call) -> None:
    numbers = {call("random") for _ in range(20)}
    assert len(numbers) == 20
    assert all(0 <= number < 1 for number in numbers)
