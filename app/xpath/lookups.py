"""Lookups: ``child = outer`` in a predicate becomes a question to a hash index instead of a look at every row.

Apart from ``planner``, which decides what is run how: here stands what one conjunct may be and how it is indexed.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.xpath.code import ELEMENT, Compiling, Run
from app.xpath.elements import child_value
from app.xpath.nodes import Binary, Call, Expression, Filter, Negation, Path
from app.xpath.values import NodeSet, compare, to_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.xpath.buckets import Bucket

_OWN_VALUE = frozenset({"name", "local-name", "namespace-uri", "normalize-space", "string"})


@dataclass(frozen=True, slots=True)
class Lookup:
    """``child = outer``: the name of the item's child (None: the item itself), and the outer side."""

    getter: Callable[[Any, Any], Any]
    name: str
    outer: Run
    outer_reads: range
    """Which of the reads noted by the compiler are those of the outer side."""


@dataclass(frozen=True, slots=True)
class Bound:
    """``position() < limit`` beside a lookup: the places are those among all items, not among the found ones."""

    operator: str
    limit: Run


def conjuncts(expression: Expression) -> list[Expression]:
    """Split at ``and``, from left to right."""
    if isinstance(expression, Binary) and expression.operator == "and":
        return [*conjuncts(expression.left), *conjuncts(expression.right)]
    return [expression]


def looks_at_item(expression: Expression) -> bool:
    """Say whether the value may differ from item to item (``position()`` and ``last()`` included)."""
    match expression:
        case Path(start=None, absolute=False):
            return True
        case Path(start=start):
            return start is not None and looks_at_item(start)
        case Call(name=name, arguments=arguments):
            if not arguments:
                return name in ("position", "last") or name in _OWN_VALUE
            return any(looks_at_item(each) for each in arguments)
        case Binary(left=left, right=right):
            return looks_at_item(left) or looks_at_item(right)
        case Negation(operand=operand) | Filter(base=operand):
            return looks_at_item(operand)
    return False


def calls_here(expression: Expression, name: str) -> bool:
    """Say whether ``position()`` or ``last()`` of this very predicate is called."""
    match expression:
        case Call(name=called, arguments=arguments):
            return (called == name and not arguments) or any(calls_here(a, name) for a in arguments)
        case Binary(left=left, right=right):
            return calls_here(left, name) or calls_here(right, name)
        case Negation(operand=operand) | Filter(base=operand):
            return calls_here(operand, name)
        case Path(start=start) if start is not None:
            return calls_here(start, name)
    return False


def split_lookups(
    inner: Compiling, parts: list[Expression]
) -> tuple[list[Lookup], list[Expression]]:
    """Take the lookups out of the conjuncts of a predicate that ask for no position."""
    lookups: list[Lookup] = []
    rest: list[Expression] = []
    for part in parts:
        found = _lookup(inner, part)
        if found is None:
            rest.append(part)
        else:
            lookups.append(found)
    return lookups, rest


def _lookup(inner: Compiling, part: Expression) -> Lookup | None:
    if not (isinstance(part, Binary) and part.operator == "="):
        return None
    for mine, other in ((part.left, part.right), (part.right, part.left)):
        if isinstance(mine, Path) and not mine.absolute and not looks_at_item(other):
            getter = _item_getter(inner, mine)
            if getter is not None:
                mark = inner.mark()
                outer = inner.compile(other).run
                return Lookup(getter, repr(mine.steps), outer, range(mark, inner.mark()))
    return None


def _item_getter(inner: Compiling, path: Path) -> Callable[[Any, Any], Any] | None:
    """Return a way from the item to a single value of it, None when there may be several."""
    if path.start is not None or any(step.predicates for step in path.steps):
        return None
    if inner.place == ELEMENT:
        if len(path.steps) != 1 or path.steps[0].axis != "child" or path.steps[0].test == "*":
            return None
        name = path.steps[0].test
        return lambda scope, element: child_value(element, name)
    code = inner.compile(path)
    if code.node is None or inner.layout.frames[code.places[0]] != inner.layout.frames[inner.place]:
        return None
    run = code.run
    return lambda scope, node: run(scope, node, node)


def bucketed(lookups: list[Lookup], bucket: Bucket, anchor: Run, otherwise: Run) -> Run:
    """Compile lookups over the rows of a repeat: kept in buckets where the graph tells them of every change."""
    outers = [lookup.outer for lookup in lookups]
    bucket.getters = [lookup.getter for lookup in lookups]
    bucket.foreign = [lookup.outer_reads for lookup in lookups]

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        if not bucket.is_told:
            found: NodeSet = otherwise(scope, owner, item)
            return found
        values = tuple(outer(scope, owner, item) for outer in outers)
        return bucket.find(scope, anchor(scope, owner, item), owner, values)

    return run


def indexed(
    lookups: list[Lookup],
    bounds: list[Bound],
    source: Run,
    key: tuple[Any, ...] | None,
    anchor: Run | None,
) -> Run:
    """Compile lookups over a source: indexed for good under ``key``, else once per pass and ``anchor``."""
    names = tuple(lookup.name for lookup in lookups)
    getters = [lookup.getter for lookup in lookups]
    outers = [lookup.outer for lookup in lookups]
    token = object()

    def built(scope: Any, owner: Any, item: Any) -> _Index:
        if key is not None:
            index = scope.lists.get((key, names))
            if index is None:
                index = scope.lists[key, names] = _Index(scope, source(scope, owner, item), getters)
            return index  # type: ignore[no-any-return]
        slot = (token, id(anchor(scope, owner, item)) if anchor else 0)
        epoch, index = scope.memo.get(slot, (-1, None))
        if epoch != scope.epoch:
            index = _Index(scope, source(scope, owner, item), getters)
            scope.memo[slot] = (scope.epoch, index)
        return index  # type: ignore[no-any-return]

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        values = tuple(outer(scope, owner, item) for outer in outers)
        index = built(scope, owner, item)
        found = index.find(values)
        for bound in bounds:
            found = index.within(found, bound.operator, bound.limit(scope, owner, item))
        return found

    return run


class _Index:
    """Items by the values of some of their children: by text, by number for one child, else by looking at all."""

    __slots__ = ("by_number", "by_text", "places", "rows", "texts_only")

    def __init__(
        self, scope: Any, items: NodeSet, getters: list[Callable[[Any, Any], Any]]
    ) -> None:
        self.rows = [(tuple(getter(scope, item) for getter in getters), item) for item in items]
        self.places: dict[int, int] = {}
        self.by_number: dict[float, NodeSet] | None = None
        self.by_text: dict[tuple[Any, ...], NodeSet] = {}
        self.texts_only = True
        for values, item in self.rows:
            self.by_text.setdefault(values, NodeSet()).append(item)
            self.texts_only = self.texts_only and all(
                v is None or v.__class__ is str for v in values
            )

    def find(self, values: tuple[Any, ...]) -> NodeSet:
        """Return the items whose children equal the values, by the rules of ``=``."""
        if self.texts_only and all(value.__class__ is str for value in values):
            return self.by_text.get(values) or NodeSet()
        if len(values) == 1 and values[0].__class__ is float:
            return self._numbered().get(values[0]) or NodeSet()
        return NodeSet(
            item
            for mine, item in self.rows
            if all(m is not None and compare("=", m, v) for m, v in zip(mine, values, strict=True))
        )

    def within(self, found: NodeSet, operator: str, limit: float) -> NodeSet:
        """Return those of the found items whose place among all items is within a bound."""
        if math.isnan(limit) or not found:
            return NodeSet()
        if not self.places:
            self.places = {id(item): place for place, (_, item) in enumerate(self.rows, 1)}
        places = self.places
        left = bisect_left(found, limit, key=lambda item: places[id(item)])
        right = bisect_right(found, limit, key=lambda item: places[id(item)])
        cuts = {"<": slice(left), "<=": slice(right), "=": slice(left, right)}
        cuts |= {">": slice(right, None), ">=": slice(left, None)}
        return NodeSet(found[cuts[operator]])

    def _numbered(self) -> dict[float, NodeSet]:
        if self.by_number is None:
            self.by_number = {}
            for (value,), item in self.rows:
                if value is not None:
                    self.by_number.setdefault(to_number(value), NodeSet()).append(item)
        return self.by_number


def remembered(source: Run, anchor: Run) -> Run:
    """Ask for the rows once per pass instead of once per row."""
    token = object()

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        slot = (token, id(anchor(scope, owner, item)))
        epoch, found = scope.memo.get(slot, (-1, None))
        if epoch != scope.epoch:
            found = source(scope, owner, item)
            scope.memo[slot] = (scope.epoch, found)
        return found  # type: ignore[no-any-return]

    return run
