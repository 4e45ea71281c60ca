"""Sums and extremes over a column of a repeat: the same results as the functions of ``numbers``, without a node-set.

A repeat of 500 has them evaluated at every key that counts, so they run over plain values.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

from app.xpath.code import Code, Run
from app.xpath.values import Atomic, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EXTREMES: dict[str, Callable[[Iterable[float]], float]] = {"max": max, "min": min}


def aggregate(name: str, argument: Code) -> Code | None:
    """Compile ``sum``, ``max`` or ``min`` of a column; None when the argument is no plain column."""
    column = argument.column
    if column is None:
        return None
    if name == "sum":
        return Code(_sum(column), "number")
    if name in _EXTREMES:
        return Code(_extreme(column, _EXTREMES[name]), "number")
    return None


def numbers_of(values: list[Atomic]) -> list[float]:
    """Return the numbers among values; what is empty or no number is left out.

    >>> numbers_of([1.0, "", "2", "x"])
    [1.0, 2.0]
    """
    found = cast("list[float]", [value for value in values if value.__class__ is float])
    if len(found) + values.count("") == len(values):
        return found
    found = []
    for value in values:
        if value.__class__ is float:
            found.append(float(value))
        elif value != "":
            number = to_number(value)
            if not math.isnan(number):
                found.append(number)
    return found


def _sum(column: Run) -> Run:
    def total(scope: Any, owner: Any, item: Any) -> float:
        return float(sum(numbers_of(column(scope, owner, item))))

    return total


def _extreme(column: Run, pick: Callable[[Iterable[float]], float]) -> Run:
    def extreme(scope: Any, owner: Any, item: Any) -> float:
        numbers = numbers_of(column(scope, owner, item))
        return float(pick(numbers)) if numbers else math.nan

    return extreme
