"""How predicates are run: not row by row where there is a quicker way that gives the same.

The conjuncts of a predicate are split. Sides that do not look at the item are evaluated once per filter instead of
once per row. ``child = outer`` becomes a lookup in a hash index, which lists keep for good and repeats for one pass.
``position()`` against an outer value becomes a slice. What is left runs per row, on what the others left over.
Without this, an equality count in every row of a repeat of 500 costs 250,000 comparisons.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.xpath.code import Code, Compiling, Run, Span, number, truth
from app.xpath.lookups import (
    Bound,
    Lookup,
    bucketed,
    calls_here,
    conjuncts,
    indexed,
    looks_at_item,
    remembered,
    split_lookups,
)
from app.xpath.nodes import Binary, Call, Expression, Negation, Number, Path, Step
from app.xpath.values import NodeSet, to_boolean

if TYPE_CHECKING:
    from app.xpath.buckets import Bucket

Sieve = Callable[[Any, Any, Any, NodeSet], NodeSet]
_FLIPPED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def filtering(  # noqa: PLR0913
    c: Compiling,
    predicates: tuple[Expression, ...],
    place: int,
    held: int,
    source: Run,
    *,
    key: tuple[Any, ...] | None = None,
    anchor: Run | None = None,
    bucket: Bucket | None = None,
) -> Run:
    """Compile predicates over ``source``.

    ``key`` names a list that never changes; ``anchor`` gives the frame on which the source alone depends, so that
    all rows of one pass share it; ``bucket`` is to keep the rows if the predicates are lookups and nothing else.
    """
    inner = c.inside(place, held)
    rest: tuple[Expression, ...] = predicates[:1]
    lookups: list[Lookup] = []
    bounds: list[Bound] = []
    if key or anchor:
        lookups, bounds, rest = _quick_parts(inner, predicates[0])
    sieves = [_sieve(inner, each) for each in (*rest, *predicates[1:])]
    if lookups:
        source = indexed(lookups, bounds, source, key, anchor)
        if bucket is not None and anchor is not None and not sieves and not bounds:
            source = bucketed(lookups, bucket, anchor, source)
    elif anchor is not None:
        source = remembered(source, anchor)

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = source(scope, owner, item)
        for sieve in sieves:
            found = sieve(scope, owner, item, found)
        return found  # type: ignore[no-any-return]

    return run


def _quick_parts(
    inner: Compiling, predicate: Expression
) -> tuple[list[Lookup], list[Bound], tuple[Expression, ...]]:
    """Take lookups out of a predicate, and beside them bounds of positions, which lookups must know of."""
    parts = conjuncts(predicate)
    bounds = [_position_bound(part) for part in parts]
    others = [part for part, bound in zip(parts, bounds, strict=True) if bound is None]
    if any(calls_here(p, "position") for p in others) or any(calls_here(p, "last") for p in parts):
        return [], [], (predicate,)
    lookups, rest = split_lookups(inner, others)
    if not lookups:
        return [], [], (predicate,)
    limits = [Bound(bound[0], number(inner.compile(bound[1]))) for bound in bounds if bound]
    return lookups, limits, tuple(rest)


# --- positions: slices; the rest: row by row


def _sieve(inner: Compiling, predicate: Expression) -> Sieve:
    parts = conjuncts(predicate)
    bounds = [_position_bound(part) for part in parts]
    if bounds[0] is not None and not any(
        calls_here(p, "position") or calls_here(p, "last") for p in parts[1:]
    ):
        operator, limit = bounds[0]
        sieves = [_slice(operator, inner.compile(limit))]
        sieves += [_row_by_row(inner, part) for part in parts[1:]]
        return sieves[0] if len(sieves) == 1 else _all_of(sieves)
    if not looks_at_item(_without_last(predicate)):
        return _same_for_all(inner.compile(predicate))
    return _row_by_row(inner, predicate)


def _position_bound(part: Expression) -> tuple[str, Expression] | None:
    if not (isinstance(part, Binary) and part.operator in _FLIPPED):
        return None
    for mine, other, operator in (
        (part.left, part.right, part.operator),
        (part.right, part.left, _FLIPPED[part.operator]),
    ):
        if isinstance(mine, Call) and mine.name == "position" and not mine.arguments:
            return None if looks_at_item(_without_last(other)) else (operator, other)
    return None


def _without_last(expression: Expression) -> Expression:
    """Put a number for ``last()``, which is the same for all items."""
    match expression:
        case Call(name="last", arguments=()):
            return Number(0.0)
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, _without_last(left), _without_last(right))
        case Negation(operand=operand):
            return Negation(_without_last(operand))
    return expression


def _slice(operator: str, limit: Code) -> Sieve:
    run = number(limit)

    def sieve(scope: Any, owner: Any, item: Any, found: NodeSet) -> NodeSet:
        outer_last = scope.last
        scope.last = len(found)
        at = run(scope, owner, item)
        scope.last = outer_last
        return _cut(operator, at, found)

    return sieve


def stop_of(inner: Compiling, predicate: Expression) -> Run | None:
    """Return how many of the first items a predicate leaves, if ``position() <= limit`` is all that it says."""
    bound = _position_bound(predicate)
    if bound is None or bound[0] not in ("<", "<="):
        return None
    strictly, limit = bound[0] == "<", number(inner.compile(bound[1]))
    if calls_here(bound[1], "last"):
        return None

    def stop(scope: Any, owner: Any, item: Any) -> int:
        at: float = limit(scope, owner, item)
        if math.isnan(at):
            return 0
        at = max(0.0, min(at, sys.maxsize))
        return max(0, math.ceil(at) - 1) if strictly else math.floor(at)

    return stop


def _cut(operator: str, at: float, found: NodeSet) -> NodeSet:
    if math.isnan(at):
        return NodeSet()
    count = len(found)
    at = max(-1.0, min(at, count + 1.0))
    if operator == "=":
        whole = int(at)
        return NodeSet(found[whole - 1 : whole]) if whole == at and whole >= 1 else NodeSet()
    if operator in ("<", "<="):
        stop = math.ceil(at) - 1 if operator == "<" else math.floor(at)
        return NodeSet(found[: max(0, stop)])
    start = math.floor(at) if operator == ">" else math.ceil(at) - 1
    return NodeSet(found[max(0, start) :])


def _same_for_all(code: Code) -> Sieve:
    """A predicate that no item decides: a number picks by position, anything else keeps all or none."""
    run = code.run

    def sieve(scope: Any, owner: Any, item: Any, found: NodeSet) -> NodeSet:
        outer_last = scope.last
        scope.last = len(found)
        value = run(scope, owner, item)
        scope.last = outer_last
        if isinstance(value, float):
            return _cut("=", float(value), found)
        return found if to_boolean(value) else NodeSet()

    return sieve


def _all_of(sieves: list[Sieve]) -> Sieve:
    def sieve(scope: Any, owner: Any, item: Any, found: NodeSet) -> NodeSet:
        for each in sieves:
            found = each(scope, owner, item, found)
        return found

    return sieve


def _row_by_row(inner: Compiling, predicate: Expression) -> Sieve:
    code = inner.compile(predicate)
    if (
        calls_here(predicate, "position")
        or calls_here(predicate, "last")
        or code.kind in ("number", "any")
    ):
        return _counted(code)
    test = truth(code)

    def sieve(scope: Any, owner: Any, item: Any, found: NodeSet) -> NodeSet:
        return NodeSet([each for each in found if test(scope, owner, each)])

    return sieve


def _counted(code: Code) -> Sieve:
    run = code.run

    def sieve(scope: Any, owner: Any, item: Any, found: NodeSet) -> NodeSet:
        outer = scope.position, scope.last
        scope.last = len(found)
        kept = NodeSet()
        for place, each in enumerate(found, 1):
            scope.position = place
            value = run(scope, owner, each)
            if (value == place) if value.__class__ is float else to_boolean(value):
                kept.append(each)
        scope.position, scope.last = outer
        return kept

    return sieve


# --- which rows look at which: so that one answer does not wake all rows


def reading_span(
    c: Compiling, predicates: tuple[Expression, ...], target: int, held: int
) -> Span | None:
    """Say which rows read a row when the predicate picks by distance from the owner's own row; None: all do."""
    layout = c.layout
    if target not in layout.repeats or layout.frames[target] != layout.frames[c.owner]:
        return None
    if held != layout.depth(target) - 1:
        return None
    for part in conjuncts(predicates[0]):
        bound = _position_bound(part)
        offset = own_row_offset(c, bound[1]) if bound else None
        if bound and offset is not None:
            return _span(bound[0], offset)
    return None


def _span(operator: str, offset: int) -> Span | None:
    """Row p reads the row p + offset (or those before): so row q is read by q - offset (or those after)."""
    if operator == "=":
        return (-offset, -offset)
    if operator == "<=":
        return (-offset, None)
    return (1 - offset, None) if operator == "<" else None


def own_row_offset(c: Compiling, expression: Expression) -> int | None:
    """Return k when the expression is the position of the owner's own row plus k, else None."""
    if isinstance(expression, Binary) and expression.operator in ("+", "-"):
        inner, step = own_row_offset(c, expression.left), expression.right
        if inner is None or not isinstance(step, Number) or step.value != int(step.value):
            return None
        return inner + int(step.value) * (1 if expression.operator == "+" else -1)
    if not (
        isinstance(expression, Call) and expression.name == "position" and expression.arguments
    ):
        return None
    argument = expression.arguments[0]
    if not isinstance(argument, Path) or argument.absolute or not _climbs(argument.steps):
        return None
    at_owner = argument.start is None and c.place == c.owner
    if not at_owner and not (isinstance(argument.start, Call) and argument.start.name == "current"):
        return None
    index = c.owner
    for _ in argument.steps:
        index = c.layout.parents[index]
    return (
        0
        if index in c.layout.repeats and c.layout.frames[index] == c.layout.frames[c.owner]
        else None
    )


def _climbs(steps: tuple[Step, ...]) -> bool:
    return all(step.axis == "parent" and not step.predicates for step in steps)
