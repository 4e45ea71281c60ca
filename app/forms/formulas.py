"""Finds what an expression speaks of: the questions behind its paths, also through values that the form computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.forms.conditions import Asked
from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Call, Expression, Path, Step, predicates, walk
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition, NodeDefinition

DEEPEST: Final = 3
"""How far computed values are followed to what they are computed from."""


class Numbered:
    """Finds numbered questions of one form in expressions."""

    def __init__(self, definition: FormDefinition, numbers: Mapping[str, str]) -> None:
        self._definition = definition
        self._numbers = numbers

    def in_expression(self, expression: Expression, node: NodeDefinition) -> tuple[Asked, ...]:
        """Return the questions whose answers an expression at ``node`` looks at, in the order of the source."""
        return tuple(dict.fromkeys(self._asked(expression, node, 0)))

    def followed(
        self, expression: Expression, node: NodeDefinition
    ) -> tuple[Expression, NodeDefinition]:
        """Go from a computed value that nobody is asked to what computes it, and to the node where that stands."""
        for _deep in range(DEEPEST):
            found = self._computed(expression, node)
            if found is None:
                break
            expression, node = found
        return expression, node

    def _asked(self, expression: Expression, node: NodeDefinition, deep: int) -> list[Asked]:
        found: list[Asked] = []
        for part in walk(expression):
            for inside in predicates(part):
                found += self._asked(inside, node, deep)
            if not isinstance(part, Path):
                continue
            place = place_of(part, node.path)
            if number := self._numbers.get(place, ""):
                found.append(Asked(place, number))
            elif deep < DEEPEST and (computed := self._computed(part, node)):
                found += self._asked(*computed, deep + 1)
        return found

    def _computed(
        self, expression: Expression, node: NodeDefinition
    ) -> tuple[Expression, NodeDefinition] | None:
        place = place_of(expression, node.path) if isinstance(expression, Path) else ""
        index = self._definition.by_path.get(place)
        if index is None or self._numbers.get(place):
            return None
        there = self._definition.nodes[index]
        if not there.bind.calculate:
            return None
        try:
            return parse(there.bind.calculate), there
        except XPathSyntaxError:
            return None


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
