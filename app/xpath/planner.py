"""How predicates are run: not row by row where there is a quicker way that gives the same.

The conjuncts of a predicate are split. Sides that do not look at the item are evaluated once per filter instead of
once per row. ``child = outer`` becomes a lookup in a hash index, which lists keep for good and repeats for one pass.
``position()`` against an outer value becomes a slice. What is left runs per row, on what the others left over.
Without this, an equality count in every row of a repeat of 500 costs 250,000 comparisons.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.xpath.code import ELEMENT, Code, Compiling, Run, Span, number, truth
from app.xpath.elements import child_value
from app.xpath.nodes import Binary, Call, Expression, Filter, Negation, Number, Path, Step
from app.xpath.values import NodeSet, compare, to_boolean, to_number

Sieve = Callable[[Any, Any, Any, NodeSet], NodeSet]
_FLIPPED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OWN_VALUE = frozenset({"name", "local-name", "namespace-uri", "normalize-space", "string"})


@dataclass(frozen=True, slots=True)
class _Lookup:
    """``child = outer``: the name of the item's child (None: the item itself), and the outer side."""

    getter: Callable[[Any], Any]
    name: str
    outer: Run


def filtering(  # noqa: PLR0913 - what is filtered, where it stands, and how it is remembered
    c: Compiling,
    predicates: tuple[Expression, ...],
    place: int,
    held: int,
    source: Run,
    *,
    key: tuple[Any, ...] | None = None,
    anchor: Run | None = None,
) -> Run:
    """Compile predicates over ``source``.

    ``key`` names a list that never changes; ``anchor`` gives the frame on which the source alone depends, so that
    all rows of one pass share it.
    """
    inner = c.inside(place, held)
    rest: tuple[Expression, ...] = predicates[:1]
    lookups: list[_Lookup] = []
    if key or anchor:
        lookups, rest = _split(inner, predicates[0])
    sieves = [_sieve(inner, each) for each in (*rest, *predicates[1:])]
    if lookups:
        source = _indexed(lookups, source, key, anchor)
    elif anchor is not None:
        source = _remembered(source, anchor)

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = source(scope, owner, item)
        for sieve in sieves:
            found = sieve(scope, owner, item, found)
        return found  # type: ignore[no-any-return]

    return run


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


def _calls(expression: Expression, name: str) -> bool:
    """Say whether ``position()`` or ``last()`` of this very predicate is called."""
    match expression:
        case Call(name=called, arguments=arguments):
            return (called == name and not arguments) or any(_calls(a, name) for a in arguments)
        case Binary(left=left, right=right):
            return _calls(left, name) or _calls(right, name)
        case Negation(operand=operand) | Filter(base=operand):
            return _calls(operand, name)
        case Path(start=start) if start is not None:
            return _calls(start, name)
    return False


# --- equality: a hash index


def _split(
    inner: Compiling, predicate: Expression
) -> tuple[list[_Lookup], tuple[Expression, ...]]:
    """Take the lookups out of the first predicate. None are taken where a position is asked for as well."""
    parts = conjuncts(predicate)
    if any(_calls(part, "position") or _calls(part, "last") for part in parts):
        return [], (predicate,)
    lookups: list[_Lookup] = []
    rest: list[Expression] = []
    for part in parts:
        found = _lookup(inner, part)
        if found is None:
            rest.append(part)
        else:
            lookups.append(found)
    return lookups, tuple(rest)


def _lookup(inner: Compiling, part: Expression) -> _Lookup | None:
    if not (isinstance(part, Binary) and part.operator == "="):
        return None
    for mine, other in ((part.left, part.right), (part.right, part.left)):
        if isinstance(mine, Path) and not mine.absolute and not looks_at_item(other):
            getter = _item_getter(inner, mine)
            if getter is not None:
                return _Lookup(getter, repr(mine.steps), inner.compile(other).run)
    return None


def _item_getter(inner: Compiling, path: Path) -> Callable[[Any], Any] | None:
    """Return a way from the item to a single value of it, None when there may be several."""
    if path.start is not None or any(step.predicates for step in path.steps):
        return None
    if inner.place == ELEMENT:
        if len(path.steps) != 1 or path.steps[0].axis != "child" or path.steps[0].test == "*":
            return None
        name = path.steps[0].test
        return lambda element: child_value(element, name)
    code = inner.compile(path)
    if code.node is None or inner.layout.frames[code.places[0]] != inner.layout.frames[inner.place]:
        return None
    run = code.run
    return lambda node: run(None, node, node)


def _indexed(
    lookups: list[_Lookup], source: Run, key: tuple[Any, ...] | None, anchor: Run | None
) -> Run:
    names = tuple(lookup.name for lookup in lookups)
    getters = [lookup.getter for lookup in lookups]
    outers = [lookup.outer for lookup in lookups]
    token = object()

    def built(scope: Any, owner: Any, item: Any) -> _Index:
        if key is not None:
            index = scope.lists.get((key, names))
            if index is None:
                index = scope.lists[key, names] = _Index(source(scope, owner, item), getters)
            return index  # type: ignore[no-any-return]
        slot = (token, id(anchor(scope, owner, item)) if anchor else 0)
        epoch, index = scope.memo.get(slot, (-1, None))
        if epoch != scope.epoch:
            index = _Index(source(scope, owner, item), getters)
            scope.memo[slot] = (scope.epoch, index)
        return index  # type: ignore[no-any-return]

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        values = tuple(outer(scope, owner, item) for outer in outers)
        return built(scope, owner, item).find(values)

    return run


class _Index:
    """Items by the values of some of their children: by text, by number for one child, else by looking at all."""

    __slots__ = ("by_number", "by_text", "rows", "texts_only")

    def __init__(self, items: NodeSet, getters: list[Callable[[Any], Any]]) -> None:
        self.rows = [(tuple(getter(item) for getter in getters), item) for item in items]
        self.by_number: dict[float, NodeSet] | None = None
        self.by_text: dict[tuple[Any, ...], NodeSet] = {}
        self.texts_only = True
        for values, item in self.rows:
            self.by_text.setdefault(values, NodeSet()).append(item)
            self.texts_only = self.texts_only and all(v is None or v.__class__ is str for v in values)

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

    def _numbered(self) -> dict[float, NodeSet]:
        if self.by_number is None:
            self.by_number = {}
            for (value,), item in self.rows:
                if value is not None:
                    self.by_number.setdefault(to_number(value), NodeSet()).append(item)
        return self.by_number


def _remembered(source: Run, anchor: Run) -> Run:
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


# --- positions: slices; the rest: row by row


def _sieve(inner: Compiling, predicate: Expression) -> Sieve:
    parts = conjuncts(predicate)
    bounds = [_position_bound(part) for part in parts]
    if bounds[0] is not None and not any(_calls(p, "position") or _calls(p, "last") for p in parts[1:]):
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
    if _calls(predicate, "position") or _calls(predicate, "last") or code.kind in ("number", "any"):
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
    if not (isinstance(expression, Call) and expression.name == "position" and expression.arguments):
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
    return 0 if index in c.layout.repeats and c.layout.frames[index] == c.layout.frames[c.owner] else None


def _climbs(steps: tuple[Step, ...]) -> bool:
    return all(step.axis == "parent" and not step.predicates for step in steps)
