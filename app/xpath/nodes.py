"""The syntax tree of an expression: frozen, comparable, shared between all sessions of a form.

``at`` is the offset in the source, counted in characters from 0, and takes no part in comparison, so that two
spellings of one expression are one cache entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Operator = Literal["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"]
Axis = Literal["child", "parent", "self", "attribute", "descendant-or-self"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number literal."""

    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal, without its quotes."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. ``test`` is a name with its prefix, ``*`` or ``node()``; ``.`` is self, ``..`` parent."""

    axis: Axis
    test: str
    predicates: tuple[Expression, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. ``start`` None and ``absolute``: from the root; ``start`` None otherwise: from the context node.

    With ``start`` the steps continue from the node-set that it evaluates to: ``instance('x')/root/item``,
    ``current()/../name``, ``(a | b)/c``.
    """

    absolute: bool
    steps: tuple[Step, ...]
    start: Expression | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression with predicates: ``instance('x')[1]``, ``(a | b)[position() = 2]``."""

    base: Expression
    predicates: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function call, the name with its prefix as written (``jr:choice-name``)."""

    name: str
    arguments: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and an operator; ``|`` is the union of node-sets."""

    operator: Operator
    left: Expression
    right: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: Expression
    at: int = field(default=0, compare=False)


Expression = Number | Text | Path | Filter | Call | Binary | Negation


def operands(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions that this one is worked out from in the same context, in the order of the source.

    Predicates are not among them: names inside a predicate belong to other nodes (see `predicates`).
    """
    match expression:
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case Negation(operand=operand):
            return (operand,)
        case Filter(base=base):
            return (base,)
        case Path(start=start) if start is not None:
            return (start,)
    return ()


def predicates(expression: Expression) -> tuple[Expression, ...]:
    """Return the predicates that stand directly in an expression."""
    if isinstance(expression, Filter):
        return expression.predicates
    if isinstance(expression, Path):
        return tuple(each for step in expression.steps for each in step.predicates)
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Walk over an expression and everything that it is worked out from, outer before inner, not into predicates."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(operands(node)))
