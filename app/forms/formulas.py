"""Writes a parsed expression out again for people who know formulas: numbers of questions in the place of paths.

``[3.8]`` is the answer to question 3.8; a value that the form computes is written as what it is computed from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import (
    Binary,
    Call,
    Expression,
    Filter,
    Negation,
    Number,
    Path,
    Step,
    Text,
)
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition, NodeDefinition

DEEPEST: Final = 3
"""How far computed values are followed to what they are computed from."""
_BINDING: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "|": 7,
}
_TIGHT: Final = 6
"""How tightly ``*``, ``div`` and ``mod`` bind."""


def written(
    expression: Expression,
    node: NodeDefinition,
    definition: FormDefinition,
    numbers: Mapping[str, str],
) -> str:
    """Write an expression that stands at ``node``."""
    return _Writer(definition, numbers).write(expression, node.path, 0)


def number_text(value: float) -> str:
    """Write a number literal: 18, 0.5."""
    return f"{value:.12g}"


def place_of(path: Path, at: str) -> str:
    """Return the absolute path that a path names from the node ``at``; '' when it is more than a chain of names.

    >>> place_of(parse("../age"), "/data/person/name"), place_of(parse("current()/../age"), "/data/person/name")
    ('/data/person/age', '/data/person/age')
    """
    if isinstance(path.start, Call) and path.start.name == "current":
        names = at.split("/")
    elif path.start is not None:
        return ""
    else:
        names = [""] if path.absolute else at.split("/")
    for step in path.steps:
        if step.predicates or not _walk(names, step):
            return ""
    return "/".join(names)


def _walk(names: list[str], step: Step) -> bool:
    if step.axis == "parent" and len(names) > 1:
        names.pop()
    elif step.axis == "child" and step.test not in {"*", "node()"}:
        names.append(step.test)
    elif step.axis != "self":
        return False
    return True


class _Writer:
    def __init__(self, definition: FormDefinition, numbers: Mapping[str, str]) -> None:
        self._definition = definition
        self._numbers = numbers

    def write(self, expression: Expression, at: str, depth: int, outer: int = 0) -> str:
        if isinstance(expression, Binary):
            return self._binary(expression, at, depth, outer)
        if isinstance(expression, Call):
            arguments = ", ".join(self.write(each, at, depth) for each in expression.arguments)
            return f"{expression.name}({arguments})"
        if isinstance(expression, Path):
            return self._path(expression, at, depth, outer)
        if isinstance(expression, Filter):
            return self.write(expression.base, at, depth) + self._filters(
                expression.predicates, at, depth
            )
        if isinstance(expression, Negation):
            return f"-{self.write(expression.operand, at, depth, _TIGHT)}"
        return _literal(expression)

    def _binary(self, expression: Binary, at: str, depth: int, outer: int) -> str:
        binding = _BINDING.get(expression.operator, _TIGHT)
        left = self.write(expression.left, at, depth, binding)
        right = self.write(expression.right, at, depth, binding + 1)
        words = f"{left} {expression.operator} {right}"
        return f"({words})" if binding < outer else words

    def _path(self, path: Path, at: str, depth: int, outer: int) -> str:
        place = place_of(path, at)
        if number := self._numbers.get(place, ""):
            return f"[{number}]"
        index = self._definition.by_path.get(place)
        if index is not None:
            return self._computed(self._definition.nodes[index], depth, outer)
        start = "" if path.start is None else self.write(path.start, at, depth)
        steps = "/".join(
            _step(step) + self._filters(step.predicates, at, depth) for step in path.steps
        )
        return f"{start}/{steps}" if path.absolute or start else steps

    def _computed(self, node: NodeDefinition, depth: int, outer: int) -> str:
        if not node.bind.calculate or depth >= DEEPEST:
            return node.name
        try:
            return self.write(parse(node.bind.calculate), node.path, depth + 1, outer)
        except XPathSyntaxError:
            return node.name

    def _filters(self, predicates: tuple[Expression, ...], at: str, depth: int) -> str:
        return "".join(f"[{self.write(each, at, depth)}]" for each in predicates)


def _step(step: Step) -> str:
    named = {"self": ".", "parent": "..", "descendant-or-self": ""}
    return named.get(step.axis, f"@{step.test}" if step.axis == "attribute" else step.test)


def _literal(expression: Number | Text) -> str:
    if isinstance(expression, Number):
        return number_text(expression.value)
    return f'"{expression.text}"' if "'" in expression.text else f"'{expression.text}'"
