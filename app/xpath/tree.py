"""The typed tree that expressions run over: nodes, repeats as rows, frames and their cells.

A *frame* is the root or one repeat instance. It holds its singletons (every group, question and repeat below it that
is not inside a deeper repeat) in a flat list of *cells*, so that a reference is a list index and never a search:
same row ``node.frame.cells[slot]``, outer row ``node.frame.outer.cells[slot]``, outside all repeats ``scope[slot]``.
`Layout` is the static half, one per form; nodes are the living half, one set per session. What a form adds to a node
(answers as they were given, required, valid) it adds in a subclass; expressions see only what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.xpath.values import Atomic, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.xpath.environment import Environment


class Element(Protocol):
    """An element of a secondary instance: read only."""

    name: str
    value: str
    children: tuple[Any, ...]
    attributes: Mapping[str, str]
    parent: Any

    def field(self, name: str) -> str | None:
        """Return the value of the first child with a name, None when there is none."""
        ...


class Node:
    """A group, a repeat instance or a value. ``value`` is ``''`` while it is empty or not relevant.

    ``children`` stand in the order of the form, a repeat as its `Rows`. ``cells`` belong to frames only, ``outer`` is
    the frame around a frame, ``position`` the place of a repeat instance among its fellows, from 1.
    """

    __slots__ = (
        "cells",
        "children",
        "frame",
        "index",
        "outer",
        "parent",
        "position",
        "relevant",
        "value",
    )

    def __init__(self, index: int, parent: Any) -> None:
        self.index = index
        self.parent = parent
        self.children: list[Any] = []
        self.frame: Any = self
        self.outer: Any = None
        self.cells: list[Any] = []
        self.position = 1
        self.relevant = True
        self.value: Atomic = ""

    def text(self) -> str:
        """Return the value in ODK's lexical form."""
        return to_text(self.value)


class Rows:
    """A repeat inside one parent: its instances in order. ``frame`` is the frame it stands in.

    ``kept`` holds what lookups remember of the instances (see `buckets`); emptied when they change untold.
    """

    __slots__ = ("frame", "index", "kept", "parent", "rows")

    def __init__(self, index: int, parent: Any, frame: Any) -> None:
        self.index = index
        self.parent = parent
        self.frame = frame
        self.rows: list[Any] = []
        self.kept: dict[Any, Any] = {}


class Words(Protocol):
    """What ``jr:itext`` and ``jr:choice-name`` ask of whoever knows the form's texts."""

    def itext(self, text_id: str) -> str:
        """Return a text by its id in the language of the session."""
        ...

    def choice_name(self, node: Any, index: int, value: str) -> str:
        """Return the label that question ``index``, seen from ``node``, gives the choice ``value``."""
        ...


class Scope(list[Any]):
    """The cells of the root, and what expressions need beside the tree.

    ``epoch`` counts moments at which the tree may have changed: what was remembered in an earlier epoch is stale.
    ``gates`` holds what gates last let through, until something changes untold. ``position`` and ``last`` are those of
    the innermost predicate now running.
    """

    __slots__ = (
        "env",
        "epoch",
        "gates",
        "instances",
        "last",
        "lists",
        "memo",
        "position",
        "words",
    )

    def __init__(self, env: Environment, instances: Mapping[str, Any], words: Words) -> None:
        super().__init__()
        self.env = env
        self.instances = instances
        self.words = words
        self.epoch = 0
        self.position = 0
        self.last = 0
        self.memo: dict[Any, tuple[int, Any]] = {}
        self.lists: dict[Any, Any] = {}
        self.gates: dict[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of a form: everything about references that can be known before anybody answers.

    ``frames`` names the repeats around (and including) each node, outermost first. ``slots`` is the place of a node
    among the cells of its frame (of a repeat instance: 0); ``row_slots`` that of a repeat's `Rows` in the frame
    around it.
    """

    names: Sequence[str]
    parents: Sequence[int]
    children: Sequence[Sequence[int]]
    repeats: frozenset[int]
    frames: Sequence[tuple[int, ...]]
    slots: Sequence[int]
    row_slots: Mapping[int, int]
    attributes: Sequence[Mapping[str, str]]
    by_name: Mapping[tuple[int, str], Sequence[int]]

    def child(self, index: int, name: str) -> Sequence[int]:
        """Return the children with a name; ``*`` stands for every name."""
        if name in ("*", "node()"):
            return self.children[index]
        return self.by_name.get((index, name), ())

    def depth(self, index: int) -> int:
        """Return how many repeats a node stands in."""
        return len(self.frames[index])


def lay_out(
    names: Sequence[str],
    parents: Sequence[int],
    repeats: frozenset[int],
    attributes: Sequence[Mapping[str, str]],
) -> Layout:
    """Number the cells of every frame. Nodes come in document order, the root first."""
    children: list[list[int]] = [[] for _ in names]
    frames: list[tuple[int, ...]] = []
    slots: list[int] = []
    row_slots: dict[int, int] = {}
    filled: dict[tuple[int, ...], int] = {}
    by_name: dict[tuple[int, str], list[int]] = {}
    for index, parent in enumerate(parents):
        around = frames[parent] if parent >= 0 else ()
        if parent >= 0:
            children[parent].append(index)
            by_name.setdefault((parent, names[index]), []).append(index)
        if index in repeats:
            row_slots[index] = filled[around]
            filled[around] += 1
            around = (*around, index)
            filled[around] = 0
        slot = filled.setdefault(around, 0)
        filled[around] = slot + 1
        frames.append(around)
        slots.append(slot)
    return Layout(names, parents, children, repeats, frames, slots, row_slots, attributes, by_name)
