"""Boolean functions of the ODK specification. ``if``, ``coalesce`` and ``once`` are lazy and live in the compiler.

Empty and NaN: neither is true. ``regex`` must fit the whole text, as Collect has it and ODK's documentation says;
Web Forms searches. A pattern that cannot be read fits nothing: a checker names it beforehand.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.patterns import matches
from app.xpath.values import Value, atoms, to_boolean, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_NO_LIMIT = -1


def _true(_: Environment) -> bool:
    return True


def _false(_: Environment) -> bool:
    return False


def _boolean(_: Environment, value: Value) -> bool:
    return to_boolean(value)


def _boolean_from_string(_: Environment, value: Value) -> bool:
    return to_text(value) in {"1", "true"}


def _not(_: Environment, value: Value) -> bool:
    return not to_boolean(value)


def _regex(_: Environment, value: Value, pattern: Value) -> bool:
    return matches(to_text(pattern), to_text(value))


def _checklist(_: Environment, least: Value, most: Value, *answers: Value) -> bool:
    return _within(least, sum(map(to_boolean, atoms(*answers))), most)


def _weighted_checklist(_: Environment, least: Value, most: Value, *pairs: Value) -> bool:
    total = 0.0
    for answer, weight in zip(pairs[::2], pairs[1::2], strict=True):
        answers, weights = atoms(answer), atoms(weight)
        if len(answers) != len(weights):
            return False
        total += sum(to_number(w) for a, w in zip(answers, weights, strict=True) if to_boolean(a))
    return _within(least, total, most)


def _within(least: Value, total: float, most: Value) -> bool:
    """Say whether a total lies between two limits; -1 is no limit, an empty lower one none, an empty upper one 0."""
    low, high = _limit(least), _limit(most)
    return (low == _NO_LIMIT or total >= low) and (high == _NO_LIMIT or total <= high)


def _limit(value: Value) -> float:
    number = to_number(value)
    return 0.0 if math.isnan(number) else number


FUNCTIONS: tuple[Function, ...] = (
    Function("true", 0, 0, _true, "boolean"),
    Function("false", 0, 0, _false, "boolean"),
    Function("boolean", 1, 1, _boolean, "boolean"),
    Function("boolean-from-string", 1, 1, _boolean_from_string, "boolean"),
    Function("not", 1, 1, _not, "boolean"),
    Function("regex", 2, 2, _regex, "boolean"),
    Function("checklist", 2, None, _checklist, "boolean"),
    Function("weighted-checklist", 2, None, _weighted_checklist, "boolean", group=2),
)
