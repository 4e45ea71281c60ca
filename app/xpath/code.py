"""Compiled pieces of expressions and the conversions between them.

A piece is a closure ``run(scope, owner, item)``: ``owner`` is the node whose expression it is (``current()``), ``item``
the node that a predicate is looking at, the owner itself outside predicates. No closure captures a living node, so
one compiled form serves every session. Pieces know the kind of what they give, so that a conversion that is not
needed is not made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from app.xpath.values import NodeSet, to_boolean, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.gates import Gate
    from app.xpath.keeping import Keeper
    from app.xpath.nodes import Expression
    from app.xpath.tallies import Tally
    from app.xpath.tree import Layout

Run = Callable[[Any, Any, Any], Any]

Kind = Literal["text", "number", "boolean", "node", "nodes", "any"]
"""``node``: exactly one node, given as its value; ``nodes``: a list; ``any``: known only when it runs."""

ELEMENT = -2
"""The place of an element of a secondary instance; places of nodes are their indexes."""
NOWHERE = -3
"""The place of a node-set whose origin is not known before it runs."""

Span = tuple[int, int | None]
"""A source in row p is read by the rows p + first .. p + second (None: to the last)."""


@dataclass(frozen=True, slots=True)
class Read:
    """One thing an expression looks at: an edge of the dependency graph.

    ``value`` of ``target``, the set of ``rows`` of a repeat, or the ``position`` of the reader's own row.
    ``bound`` counts the outermost repeats that reader and target share.
    """

    what: Literal["value", "rows", "position"]
    target: int
    bound: int
    span: Span | None = None
    gate: Gate | None = None
    """The part of the expression through which alone this is looked at, if that is the same in all rows."""
    keeper: Keeper | None = None
    """What keeps of all rows what is looked at here, and alone is looked at."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of a repeat, one cell of each: all rows, how many of them to take, the slot of the cell.

    ``anchor`` gives the frame on which the rows alone depend.
    """

    rows: Run
    stop: Run
    slot: int
    anchor: Run


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled piece. ``node`` gives the single node itself, ``many`` the nodes as a list (both for paths);
    ``column`` the values of all rows where a path goes through one repeat, empty where it is not relevant; ``tally``
    the same as it is kept, with the way to the frame around the rows; ``head`` the rows of which it takes the first.
    """

    run: Run
    kind: Kind
    node: Run | None = None
    many: Run | None = None
    column: Run | None = None
    tally: tuple[Tally, Run] | None = None
    head: Head | None = None
    places: tuple[int, ...] = ()
    constant: bool = False


class Compiling(Protocol):
    """What the parts of the compiler need of it: where they are, and a way down."""

    layout: Layout
    owner: int
    """The node whose expression this is."""
    place: int
    """Where the context item stands: a node's index, or `ELEMENT`."""
    held: int
    """How many repeats around ``place`` are those of the owner's own rows."""
    is_inner: bool
    """Whether this is inside a predicate, and so runs many times in one evaluation."""

    def compile(self, expression: Expression) -> Code:
        """Compile an expression in this place."""
        ...

    def compile_set(self, expression: Expression) -> Code:
        """Compile an argument that is a set: an absolute path means all rows then, not the owner's own."""
        ...

    def inside(self, place: int, held: int) -> Compiling:
        """Return a compiler for predicates on items that stand at ``place``."""
        ...

    def read(self, read: Read) -> None:
        """Note what is looked at."""
        ...

    def need(self, what: str) -> None:
        """Note something besides nodes that the result hangs on: ``clock``, ``chance``, ``language``, ``own``."""
        ...

    def reads_since(self, mark: int) -> list[Read]:
        """Return what was noted since ``mark``."""
        ...

    def mark(self) -> int:
        """Return a mark for `reads_since`."""
        ...

    def note_again(self, mark: int, change: Callable[[int, Read], Read]) -> None:
        """Note what was noted since ``mark`` as ``change`` says, which is also told the place among all reads."""
        ...

    def forget_since(self, mark: int) -> None:
        """Take back what was noted since ``mark``: it was compiled for its place only."""
        ...


def constant(value: str | float | bool) -> Code:  # noqa: FBT001
    """Make a piece that always gives the same."""
    kinds: dict[type, Kind] = {str: "text", float: "number", bool: "boolean"}
    return Code(lambda scope, owner, item: value, kinds[type(value)], constant=True)


def empty_nodes() -> Code:
    """Make a path that leads nowhere."""
    none = NodeSet([])
    return Code(lambda scope, owner, item: none, "nodes", many=lambda scope, owner, item: none)


def number(code: Code) -> Run:
    """Return a closure that gives a float."""
    run = code.run
    if code.kind == "number":
        return run

    def as_number(scope: Any, owner: Any, item: Any) -> float:
        value = run(scope, owner, item)
        return value if value.__class__ is float else to_number(value)

    return as_number


def text(code: Code) -> Run:
    """Return a closure that gives ODK's lexical form."""
    run = code.run
    if code.kind == "text":
        return run

    def as_text(scope: Any, owner: Any, item: Any) -> str:
        value = run(scope, owner, item)
        return value if value.__class__ is str else to_text(value)

    return as_text


def truth(code: Code) -> Run:
    """Return a closure that gives a bool."""
    run = code.run
    if code.kind == "boolean":
        return run
    if code.kind == "text":
        return lambda scope, owner, item: run(scope, owner, item) != ""
    return lambda scope, owner, item: to_boolean(run(scope, owner, item))


def nodes(code: Code) -> Run:
    """Return a closure that gives a list of nodes; anything that is no node gives none."""
    if code.many is not None:
        return code.many
    run = code.run

    def as_nodes(scope: Any, owner: Any, item: Any) -> NodeSet:
        value = run(scope, owner, item)
        return value if isinstance(value, NodeSet) else NodeSet([])

    return as_nodes


def first_value(many: Run) -> Run:
    """Return a closure that gives the value of the first node, ``''`` when there is none."""

    def first(scope: Any, owner: Any, item: Any) -> Any:
        found = many(scope, owner, item)
        return found[0].value if found else ""

    return first
