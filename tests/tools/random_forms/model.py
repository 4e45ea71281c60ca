"""Forms as a generator makes and a shrinker takes apart: terms, nodes, lists; ``writing`` makes XForms of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_NAME = re.compile(r"\b[a-z]\d+\b")


def listed(words: str, mark: str = " ") -> list[str]:
    """Take a list apart that is written as one text, because it is long and its members are short."""
    return words.split(mark)


@dataclass(frozen=True, slots=True)
class Term:
    """An expression that can be taken apart: every ``@`` of the pattern stands for one part."""

    kind: str
    """number, text, truth or nodes."""
    pattern: str
    parts: tuple[Term, ...] = ()

    def __str__(self) -> str:
        pieces = self.pattern.split("@")
        words = [pieces[0]]
        for part, piece in zip(self.parts, pieces[1:], strict=True):
            words += [str(part), piece]
        return "".join(words)

    def all_terms(self) -> Iterator[Term]:
        """Yield this term and everything in it."""
        yield self
        for part in self.parts:
            yield from part.all_terms()

    def simpler(self) -> Iterator[Term]:
        """Yield terms of the same kind that say less: parts of it, then itself with one part simplified."""
        yield from (part for part in self.parts if part.kind == self.kind)
        if self.parts and self.kind in PLAIN:
            yield PLAIN[self.kind]
        for at, part in enumerate(self.parts):
            for less in part.simpler():
                yield replace(self, parts=(*self.parts[:at], less, *self.parts[at + 1 :]))


PLAIN = {
    "number": Term("number", "1"),
    "text": Term("text", "'a'"),
    "truth": Term("truth", "true()"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """A ``setvalue``: the target's path and the value."""

    event: str
    target: str
    value: Term


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where choices come from: a list by name, or the rows of a repeat by ``nodeset``."""

    nodeset: str
    value: str
    label: str
    condition: Term | None = None

    def __str__(self) -> str:
        return self.nodeset if self.condition is None else f"{self.nodeset}[{self.condition}]"


@dataclass(frozen=True, slots=True)
class Node:
    """A question, a calculation, a group or a repeat."""

    name: str
    kind: str
    type: str = "string"
    control: str = ""
    binds: tuple[tuple[str, Term], ...] = ()
    itemset: Itemset | None = None
    default: str = ""
    actions: tuple[Action, ...] = ()
    count: Term | None = None
    small: bool = False
    """A number that counts rows: answers stay small."""
    children: tuple[Node, ...] = ()

    def terms(self) -> Iterator[Term]:
        """Yield the expressions of this node alone."""
        yield from (term for _, term in self.binds)
        yield from (action.value for action in self.actions)
        if self.count is not None:
            yield self.count
        if self.itemset is not None and self.itemset.condition is not None:
            yield self.itemset.condition

    def names(self) -> set[str]:
        """Return the names of the nodes that this one alone looks at or sets."""
        words = [str(term) for term in self.terms()] + [action.target for action in self.actions]
        if self.itemset is not None:
            words += [self.itemset.nodeset, self.itemset.value]
        return {name for each in words for name in _NAME.findall(each)}


@dataclass(frozen=True, slots=True)
class Choices:
    """A list: values, each with a group to filter by."""

    name: str
    rows: tuple[tuple[str, str], ...]
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form."""

    children: tuple[Node, ...]
    lists: tuple[Choices, ...]

    def walk(self) -> Iterator[Node]:
        """Yield all nodes in document order."""
        pending = list(reversed(self.children))
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    def named(self, name: str) -> Node | None:
        """Return a node by its name."""
        return next((node for node in self.walk() if node.name == name), None)

    def without(self, names: set[str]) -> Form:
        """Return the form without some nodes and everything in them."""
        return replace(self, children=_without(self.children, names))

    def put(self, node: Node) -> Form:
        """Return the form with ``node`` in the place of the one that has its name."""
        return replace(self, children=_put(self.children, node))


def _without(nodes: tuple[Node, ...], names: set[str]) -> tuple[Node, ...]:
    left = (node for node in nodes if node.name not in names)
    return tuple(replace(node, children=_without(node.children, names)) for node in left)


def _put(nodes: tuple[Node, ...], new: Node) -> tuple[Node, ...]:
    return tuple(
        new if node.name == new.name else replace(node, children=_put(node.children, new))
        for node in nodes
    )
