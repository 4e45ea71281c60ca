from __future__ import annotations

import math
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.xpath.values import (
    NAN,
    DateTime,
    Day,
    NodeSet,
    TimeOfDay,
    atom,
    atoms,
    compare,
    is_empty,
    is_same,
    read_typed,
    to_boolean,
    to_number,
    to_text,
)

MORNING = DateTime.read("2024-03-15T08:00:00.000Z", UTC)
EVENING = DateTime.read("2024-03-15T20:00:00.000Z", UTC)
DAY = Day.read("2024-03-15")
assert MORNING is not None
assert EVENING is not None
assert DAY is not None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (1e21, "1" + "0" * 21),
        (1.5e-7, "0.00000015"),
        (4.35 * 100, "435"),
        (0.1 + 0.2, "0.30000000000000004"),
        (NAN, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (True, "true"),
        (False, "false"),
        ("", ""),
        (DAY, "2024-03-15"),
        (MORNING, "2024-03-15T08:00:00.000Z"),
        (TimeOfDay.read("14:02"), "14:02"),
        (NodeSet(), ""),
    ],
)
def test_values_print_as_in_odk(value: object, text: str) -> None:
    assert to_text(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12.5", 12.5),
        (" -3 ", -3.0),
        ("1,5", 1.5),
        ("", NAN),
        (" ", NAN),
        ("abc", NAN),
        ("1e3", NAN),
        ("+1", NAN),
        ("inf", NAN),
        ("1_000", NAN),
        ("٣", NAN),
        ("1970-01-11", 10.0),
        ("1970-01-01", 0.0),
        (" 1970-01-02 ", 1.0),
        ("1970-01-11T23:00:00+05:00", 10.0),
        ("2024-13-01", NAN),
        ("12:00", NAN),
        (True, 1.0),
        (DAY, 19797.0),
        (EVENING, 19797.0),
        (TimeOfDay.read("12:00"), 0.5),
        (NodeSet(), NAN),
    ],
)
def test_values_count_as_in_odk(value: object, number: float) -> None:
    assert is_same(to_number(value), number)


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        ("", False),
        ("false", True),
        ("0", True),
        (0.0, False),
        (1e-13, False),
        (NAN, False),
        (-1.0, True),
        (True, True),
        (Day(0), True),
        (MORNING, True),
        (NodeSet(), False),
    ],
)
def test_values_are_true_as_in_collect(value: object, truth: bool) -> None:
    assert to_boolean(value) is truth


def test_a_node_is_as_true_as_its_value_and_several_are_true(nodes) -> None:
    assert not to_boolean(nodes(""))
    assert not to_boolean(nodes(0.0))
    assert to_boolean(nodes("x"))
    assert to_boolean(nodes("", ""))


@pytest.mark.parametrize(
    ("one", "sign", "other", "holds"),
    [
        ("a", "=", "a", True),
        ("1", "=", "1.0", False),
        (1.0, "=", "1.0", True),
        (0.1 + 0.2, "=", 0.3, True),
        (math.inf, "=", math.inf, True),
        (NAN, "=", NAN, False),
        (NAN, "!=", NAN, True),
        ("", "=", 0.0, False),
        ("", "!=", 0.0, True),
        ("", "<", 1.0, False),
        ("", ">=", 1.0, False),
        (NAN, "<=", NAN, False),
        (True, "=", "x", True),
        (True, "=", "", False),
        (False, "=", "", True),
        ("2", "<", "10", True),
        (DAY, "=", "2024-03-15", True),
        (DAY, "=", "", False),
        (DAY, "!=", "", True),
        (DAY, ">", "2024-03-14", True),
        (DAY, "=", 19797.0, True),
        (DAY, "=", MORNING, True),
        (DAY, "<", MORNING, False),
        (MORNING, "<", EVENING, True),
        (MORNING, "=", EVENING, False),
        (MORNING, "=", "2024-03-15T10:00:00+02:00", True),
        (MORNING, "<", "2024-03-15T08:00:01Z", True),
        (MORNING, "=", "2024-03-15", True),
        (MORNING, "=", "", False),
        (MORNING, ">", "1970-01-01", True),
        (MORNING, "<", "", False),
        (MORNING, "=", "soon", False),
        (TimeOfDay.read("08:00"), "<", TimeOfDay.read("09:30:00.000+02:00"), True),
        (TimeOfDay.read("08:00"), "=", "08:00:00", True),
        (TimeOfDay.read("08:00"), ">", "", False),
        ("2024-03-15", "<=", "2024-03-15", True),
    ],
)
def test_comparisons(one: object, sign: str, other: object, holds: bool) -> None:
    assert compare(sign, one, other) is holds


def test_a_node_set_fits_if_one_node_does(nodes) -> None:
    ages = nodes(10.0, 20.0, "")
    assert compare("=", ages, 20.0)
    assert compare("!=", ages, 20.0)
    assert compare(">", 15.0, ages)
    assert compare("=", ages, nodes(7.0, 10.0))
    assert not compare(">", ages, 20.0)


def test_an_empty_node_set_is_an_empty_answer() -> None:
    assert compare("=", NodeSet(), "")
    assert compare("!=", NodeSet(), "x")
    assert not compare("<", NodeSet(), 1.0)
    assert compare("=", NodeSet(), NodeSet())


def test_a_node_set_beside_a_boolean_is_one(nodes) -> None:
    assert compare("=", nodes("x"), True)
    assert compare("=", nodes(""), False)


def test_atoms_are_the_values_of_nodes(nodes) -> None:
    assert atom(nodes("a", "b")) == "a"
    assert atom(NodeSet()) == ""
    assert atoms("x", nodes("a", 1.0), NodeSet()) == ["x", "a", 1.0]


def test_nothing_and_nan_are_empty(nodes) -> None:
    assert is_empty("")
    assert is_empty(NAN)
    assert is_empty(nodes(""))
    assert not is_empty(0.0)
    assert not is_empty(False)


def test_same_means_type_and_value() -> None:
    assert is_same(NAN, NAN)
    assert is_same("", "")
    assert not is_same(1.0, "1")
    assert not is_same(Day(1), 1.0)
    assert is_same(DAY, Day(19797))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", "007", 7.0),
        ("decimal", "2,5", 2.5),
        ("int", "many", "many"),
        ("int", "", ""),
        ("date", "2024-03-15", DAY),
        ("date", "1970-01-01", Day(0)),
        ("date", "tomorrow", "tomorrow"),
        ("dateTime", "2024-03-15T08:00:00.000Z", MORNING),
        ("time", "08:00", TimeOfDay("08:00", 28800.0)),
        ("time", "25:00", "25:00"),
        ("string", "007", "007"),
        ("boolean", "false", "false"),
    ],
)
def test_answers_are_typed_by_their_bind(kind: str, text: str, value: object) -> None:
    assert is_same(read_typed(kind, text, UTC), value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_reads_as_itself(number: float) -> None:
    text = to_text(number)
    assert "e" not in text
    assert not text.endswith(".0")
    assert math.isclose(to_number(text), number, rel_tol=1e-12, abs_tol=1e-11)


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_print_as_whole_numbers(number: int) -> None:
    assert to_text(float(number)) == str(number)
