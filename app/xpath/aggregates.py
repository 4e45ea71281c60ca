"""Sums and extremes over a column of a repeat: the same results as the functions of ``numbers``, without a node-set.

A repeat of 500 has them evaluated at every key that counts, so they run over plain values.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

from app.xpath.code import Code, Head, Run, nodes
from app.xpath.tallies import Count
from app.xpath.values import Atomic, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EXTREMES: dict[str, Callable[[Iterable[float]], float]] = {"max": max, "min": min}
AGGREGATES = frozenset({"count", "sum", *_EXTREMES})


def aggregate(name: str, argument: Code) -> Code | None:
    """Compile ``count``, ``sum``, ``max`` or ``min`` of a column; None when the argument is no plain column."""
    column = argument.column
    if name == "count":
        return None if argument.tally is None or argument.many is None else _count(argument)
    if column is None:
        return None
    if name == "sum" and argument.head is not None:
        return Code(_running_sum(argument.head), "number")
    if name == "sum":
        return Code(_kept(argument, _sum(column), Count.total), "number")
    pick = _EXTREMES[name]
    return Code(
        _kept(argument, _extreme(column, pick), lambda count: count.extreme(pick)), "number"
    )


def _count(argument: Code) -> Code:
    many = nodes(argument)
    plain: Run = lambda scope, owner, item: float(len(many(scope, owner, item)))  # noqa: E731
    return Code(_kept(argument, plain, lambda count: float(count.relevant)), "number")


def _kept(argument: Code, plain: Run, figure: Callable[[Count], float]) -> Run:
    """Take the figure from what is kept of the column, where that is told of every change."""
    if argument.tally is None:
        return plain
    tally, frame = argument.tally

    def run(scope: Any, owner: Any, item: Any) -> float:
        if tally.is_told:
            return figure(tally.of(frame(scope, owner, item)))
        return float(plain(scope, owner, item))

    return run


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


def _running_sum(head: Head) -> Run:
    """Add up the first rows. A running sum stands in every row, so all of them are worked out in one go per pass."""
    token = object()
    rows, stop, slot, anchor = head.rows, head.stop, head.slot, head.anchor

    def total(scope: Any, owner: Any, item: Any) -> float:
        key = (token, id(anchor(scope, owner, item)))
        epoch, sums = scope.memo.get(key, (-1, None))
        if epoch != scope.epoch:
            steps = [
                v if (v := row.cells[slot].value).__class__ is float else sum(numbers_of([v]))
                for row in rows(scope, owner, item)
            ]
            sums = list(accumulate(steps, initial=0.0))
            scope.memo[key] = (scope.epoch, sums)
        return float(sums[min(stop(scope, owner, item), len(sums) - 1)])

    return total


def _extreme(column: Run, pick: Callable[[Iterable[float]], float]) -> Run:
    def extreme(scope: Any, owner: Any, item: Any) -> float:
        numbers = numbers_of(column(scope, owner, item))
        return float(pick(numbers)) if numbers else math.nan

    return extreme
