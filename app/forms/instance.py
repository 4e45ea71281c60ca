"""The living tree of one interview: nodes with their answers, repeats with their instances, addresses.

Pure structure: it makes, finds, moves and numbers nodes and knows nothing of expressions or recomputation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.forms.definition import FormDefinition, NodeKind
from app.forms.state import Address, Missing, NodeState
from app.records.repeats import counted_identity, key_between
from app.xpath.tree import Layout, Node, Rows, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.core.ids import RecordId
    from app.xpath.values import Atomic

__all__ = ["Cell", "Instance", "Memento", "Repeat"]

Memento = tuple[Any, ...]


class Cell(Node):
    """A node with what a person and the form gave it.

    ``kept`` and ``lexical`` are the answer as it stays in memory; ``value`` and ``shown`` what everybody sees of it:
    empty while it is not relevant, without the choices that its filter hides. ``own`` is its own relevance;
    ``relevant`` (of `Node`) includes that of all groups above. ``identity`` and ``order`` belong to repeat instances.
    """

    __slots__ = (
        "address",
        "allowed",
        "identity",
        "kept",
        "lexical",
        "met",
        "missing",
        "order",
        "own",
        "readonly",
        "required",
        "shown",
    )

    def __init__(self, index: int, parent: Cell | None, address: Address) -> None:
        super().__init__(index, parent)
        self.address = address
        self.own = True
        self.kept: Atomic = ""
        self.lexical = ""
        self.shown = ""
        self.required = False
        self.readonly = False
        self.met = True
        self.missing: Missing | None = None
        self.allowed: frozenset[str] | None = None
        self.identity = ""
        self.order = ""

    def remember(self) -> Memento:
        """Return everything about it that may change while the form runs."""
        return (
            self.own,
            self.relevant,
            self.kept,
            self.lexical,
            self.value,
            self.shown,
            self.required,
            self.readonly,
            self.met,
            self.missing,
            self.allowed,
        )

    def restore(self, memento: Memento) -> None:
        """Be again what `remember` returned."""
        (
            self.own,
            self.relevant,
            self.kept,
            self.lexical,
            self.value,
            self.shown,
            self.required,
            self.readonly,
            self.met,
            self.missing,
            self.allowed,
        ) = memento

    @property
    def answered(self) -> bool:
        """Whether it satisfies ``required``."""
        return self.shown != "" or self.missing is not None

    def is_readonly(self) -> bool:
        """Whether it, or a group above it, is read only."""
        at: Cell | None = self
        while at is not None:
            if at.readonly:
                return True
            at = at.parent
        return False

    def state(self) -> NodeState:
        """Return what listeners may know."""
        satisfied = not self.required or self.answered
        return NodeState(
            address=self.address,
            index=self.index,
            relevant=self.relevant,
            value=self.shown,
            required=self.required,
            readonly=self.is_readonly(),
            valid=not self.relevant or (self.met and satisfied),
            constraint_met=self.met,
            missing=self.missing,
        )


class Repeat(Rows):
    """A repeat inside one parent. ``ghost`` stands for an instance that does not exist, to evaluate the repeat's own
    rules in its place; ``spare`` holds instances that a falling count took away, should it rise again.
    """

    __slots__ = ("address", "ghost", "spare")

    def __init__(self, index: int, parent: Cell, frame: Cell, address: Address) -> None:
        super().__init__(index, parent, frame)
        self.address = address
        self.spare: dict[str, Cell] = {}
        self.ghost = Cell(index, parent, address)
        self.ghost.outer = frame
        self.ghost.cells = [self.ghost]

    def number(self, at: int = 0) -> None:
        """Give the instances from place ``at`` on their positions."""
        for position in range(at, len(self.rows)):
            self.rows[position].position = position + 1


class Instance:
    """One tree. ``root.cells`` is the scope of all expressions."""

    def __init__(
        self, definition: FormDefinition, layout: Layout, scope: Scope, record: RecordId
    ) -> None:
        self.definition = definition
        self.layout = layout
        self.record = record
        self.scope = scope
        self.cells: dict[Address, Cell] = {}
        self.repeats: dict[Address, Repeat] = {}
        root = definition.nodes[0]
        self.root = Cell(0, None, Address(root.path))
        self.root.cells = scope
        scope.append(self.root)
        self._fill(self.root)
        self._register(self.root)

    # --- making

    def make_row(self, repeat: Repeat, identity: str) -> Cell:
        """Make an instance of a repeat with everything in it, not yet standing anywhere."""
        address = Address(f"{repeat.address}{{{identity}}}")
        row = Cell(repeat.index, repeat.parent, address)
        row.identity = identity
        row.outer = repeat.frame
        row.cells = [row]
        self._fill(row)
        return row

    def _fill(self, cell: Cell) -> None:
        nodes = self.definition.nodes
        for index in nodes[cell.index].children:
            address = Address(f"{cell.address}/{nodes[index].name}")
            if nodes[index].kind is NodeKind.REPEAT:
                repeat = Repeat(index, cell, cell.frame, address)
                cell.frame.cells.append(repeat)
                cell.children.append(repeat)
                continue
            child = Cell(index, cell, address)
            child.frame = cell.frame
            cell.frame.cells.append(child)
            cell.children.append(child)
            self._fill(child)

    def identity_of(self, repeat: Repeat, ordinal: int) -> str:
        """Return the identity of an instance that no person added: the same whenever it is worked out."""
        return counted_identity(self.record, repeat.address, ordinal)

    # --- standing

    def insert(self, repeat: Repeat, at: int, row: Cell) -> None:
        """Put an instance before place ``at`` (from 0)."""
        rows = repeat.rows
        before = rows[at - 1].order if at else ""
        after = rows[at].order if at < len(rows) else ""
        row.order = row.order or key_between(before, after)
        rows.insert(at, row)
        repeat.number(at)
        self._register(row)

    def take_out(self, repeat: Repeat, row: Cell) -> int:
        """Take an instance out; return the place where it stood."""
        at = int(row.position) - 1
        del repeat.rows[at]
        repeat.number(at)
        self._forget(row)
        return at

    def set_rows(self, repeat: Repeat, rows: list[Cell]) -> None:
        """Let exactly these instances stand, in this order."""
        before, after = set(repeat.rows), set(rows)
        for row in repeat.rows:
            if row not in after:
                self._forget(row)
        repeat.rows[:] = rows
        repeat.number()
        for row in rows:
            if row not in before:
                self._register(row)

    def _register(self, cell: Cell) -> None:
        for each in self.below(cell):
            self.cells[each.address] = each
            for child in each.children:
                if isinstance(child, Repeat):
                    self.repeats[child.address] = child

    def _forget(self, cell: Cell) -> None:
        for each in self.below(cell):
            self.cells.pop(each.address, None)
            for child in each.children:
                if isinstance(child, Repeat):
                    self.repeats.pop(child.address, None)

    # --- finding

    def below(self, cell: Cell) -> Iterator[Cell]:
        """Yield a node and everything in it, in document order."""
        coming = [cell]
        while coming:
            each = coming.pop()
            yield each
            for child in reversed(each.children):
                if isinstance(child, Repeat):
                    coming.extend(reversed(child.rows))
                else:
                    coming.append(child)

    def all_cells(self) -> Iterator[Cell]:
        """Yield every node in document order."""
        return self.below(self.root)

    def all_of(self, index: int) -> list[Cell]:
        """Return the nodes of one definition, in document order."""
        frames: list[Cell] = [self.root]
        for repeat in self.layout.frames[index]:
            down = self.layout.row_slots[repeat]
            frames = [row for frame in frames for row in frame.cells[down].rows]
        slot = self.layout.slots[index]
        return [frame.cells[slot] for frame in frames]

    def repeat_of(self, row: Cell) -> Repeat:
        """Return the repeat in which an instance stands."""
        found: Repeat = row.outer.cells[self.layout.row_slots[row.index]]
        return found

    def ordinal_path(self, cell: Cell) -> str:
        """Return the path with ordinals for identities."""
        nodes = self.definition.nodes
        if cell.parent is None:
            return nodes[0].path
        name = nodes[cell.index].name
        ordinal = f"[{cell.position}]" if cell.identity else ""
        return f"{self.ordinal_path(cell.parent)}/{name}{ordinal}"

    def at_ordinal_path(self, path: str) -> Cell | Repeat:
        """Return the node at ``/data/person[2]/age``, or the repeat at ``/data/person``. Raises KeyError."""
        plain = self.cells.get(Address(path))
        if plain is not None:
            return plain
        first, *steps = path.strip("/").split("/")
        if first != self.definition.nodes[0].name:
            raise KeyError(path)
        at: Cell | Repeat = self.root
        for step in steps:
            name, _, ordinal = step.removesuffix("]").partition("[")
            at = self._child(_row(at, "1", path), name, path)
            if ordinal:
                at = _row(at, ordinal, path)
        return at

    def _child(self, cell: Cell, name: str, path: str) -> Cell | Repeat:
        layout = self.layout
        for index in layout.by_name.get((cell.index, name), ()):
            slots = layout.row_slots if index in layout.repeats else layout.slots
            found: Cell | Repeat = cell.frame.cells[slots[index]]
            return found
        raise KeyError(path)


def _row(at: Cell | Repeat, ordinal: str, path: str) -> Cell:
    if isinstance(at, Cell):
        return at
    if not ordinal.isdecimal() or not 1 <= int(ordinal) <= len(at.rows):
        raise KeyError(path)
    row: Cell = at.rows[int(ordinal) - 1]
    return row
