"""Operators as closures, specialised by what their sides are known to be."""

from __future__ import annotations

import math
from typing import Any

from app.xpath.code import Code, Run, nodes, number, truth
from app.xpath.values import NodeSet, compare

NAN = math.nan


def divide(a: float, b: float) -> float:
    """Divide as IEEE 754 does, zero included.

    >>> divide(1.0, 0.0), divide(-1.0, 0.0)
    (inf, -inf)
    """
    if b:
        return a / b
    if a == 0 or a != a:  # noqa: PLR0124
        return NAN
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def remainder(a: float, b: float) -> float:
    """Return the remainder with the sign of the dividend, as XPath's ``mod`` does.

    >>> remainder(-5.0, 2.0)
    -1.0
    """
    if b == 0 or b != b or math.isinf(a):  # noqa: PLR0124
        return NAN
    return math.fmod(a, b)


def arithmetic(operator: str, left: Code, right: Code) -> Code:
    """Compile ``+ - * div mod``."""
    a, b = number(left), number(right)

    def plus(scope: Any, owner: Any, item: Any) -> float:
        return float(a(scope, owner, item) + b(scope, owner, item))

    def minus(scope: Any, owner: Any, item: Any) -> float:
        return float(a(scope, owner, item) - b(scope, owner, item))

    def times(scope: Any, owner: Any, item: Any) -> float:
        return float(a(scope, owner, item) * b(scope, owner, item))

    def over(scope: Any, owner: Any, item: Any) -> float:
        return divide(a(scope, owner, item), b(scope, owner, item))

    def rest(scope: Any, owner: Any, item: Any) -> float:
        return remainder(a(scope, owner, item), b(scope, owner, item))

    runs: dict[str, Run] = {"+": plus, "-": minus, "*": times, "div": over, "mod": rest}
    return Code(runs[operator], "number")


def negation(operand: Code) -> Code:
    """Compile unary minus."""
    a = number(operand)
    return Code(lambda scope, owner, item: -a(scope, owner, item), "number")


def logic(operator: str, left: Code, right: Code) -> Code:
    """Compile ``and`` and ``or``; the right side runs only when it decides."""
    a, b = truth(left), truth(right)
    if operator == "and":
        return Code(
            lambda scope, owner, item: a(scope, owner, item) and b(scope, owner, item), "boolean"
        )
    return Code(
        lambda scope, owner, item: a(scope, owner, item) or b(scope, owner, item), "boolean"
    )


def comparison(operator: str, left: Code, right: Code) -> Code:
    """Compile ``= != < <= > >=``."""
    if operator in ("=", "!="):
        return Code(_equality(operator, left.run, right.run), "boolean")
    return Code(_order(operator, left.run, right.run), "boolean")


def _equality(operator: str, a: Run, b: Run) -> Run:
    same = operator == "="

    def equal(scope: Any, owner: Any, item: Any) -> bool:
        left, right = a(scope, owner, item), b(scope, owner, item)
        if left.__class__ is str and right.__class__ is str:
            return (left == right) is same
        return compare(operator, left, right)

    return equal


def _order(operator: str, a: Run, b: Run) -> Run:
    def less(scope: Any, owner: Any, item: Any) -> bool:
        left, right = a(scope, owner, item), b(scope, owner, item)
        if left.__class__ is float and right.__class__ is float:
            return bool(left < right)
        return compare("<", left, right)

    def at_most(scope: Any, owner: Any, item: Any) -> bool:
        left, right = a(scope, owner, item), b(scope, owner, item)
        if left.__class__ is float and right.__class__ is float:
            return bool(left <= right)
        return compare("<=", left, right)

    def more(scope: Any, owner: Any, item: Any) -> bool:
        left, right = a(scope, owner, item), b(scope, owner, item)
        if left.__class__ is float and right.__class__ is float:
            return bool(left > right)
        return compare(">", left, right)

    def at_least(scope: Any, owner: Any, item: Any) -> bool:
        left, right = a(scope, owner, item), b(scope, owner, item)
        if left.__class__ is float and right.__class__ is float:
            return bool(left >= right)
        return compare(">=", left, right)

    return {"<": less, "<=": at_most, ">": more, ">=": at_least}[operator]


def union(left: Code, right: Code) -> Code:
    """Compile ``|``: the nodes of both sides, each once, the left side's first."""
    a, b = nodes(left), nodes(right)

    def both(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = {id(node): node for node in a(scope, owner, item)}
        found.update((id(node), node) for node in b(scope, owner, item))
        return NodeSet(found.values())

    return Code(both, "nodes", many=both, places=(*left.places, *right.places))
