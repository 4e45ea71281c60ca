"""Who is woken by what: from a change of a value or of the rows of a repeat to the rules that must run again.

Apart from ``evaluation``, which runs them. Most readers are simply all nodes at the other end of an edge. Two kinds of
edges know better: those through a `Keeper` wake only who asked for the row that changed, and those through a `Gate`
wake all rows only when what all of them see has really changed, which is worked out once, when their turn comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.forms.agenda import Agenda
    from app.forms.dependencies import Edge, Graph
    from app.forms.instance import Cell, Instance, Repeat
    from app.xpath.tree import Scope


class Wake:
    """An entry of the agenda that stands for all readers behind one gate, seen from one frame."""

    __slots__ = ("edge", "frame")

    def __init__(self, edge: Edge, frame: Any) -> None:
        self.edge = edge
        self.frame = frame

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Wake)
            and other.frame is self.frame
            and other.edge.gate is self.edge.gate
        )

    def __hash__(self) -> int:
        return hash((id(self.frame), id(self.edge.gate)))


class Waking:
    """Writes on the agenda of one session who is to be worked out again."""

    def __init__(self, graph: Graph, instance: Instance, scope: Scope, agenda: Agenda) -> None:
        self._values, self._rows, self._positions = graph.values, graph.rows, graph.positions
        self._instance = instance
        self._scope = scope
        self._push = agenda.push

    def value_changed(self, cell: Cell) -> None:
        """Wake everybody who reads the value of a node, or whether it is there at all."""
        push = self._push
        for edge in self._values.get(cell.index, ()):
            if edge.keeper is not None:
                self._wake(edge, cell.frame, edge.keeper.moved(self._scope, cell.frame))
            elif edge.gate is not None:
                push(edge.rank, Wake(edge, edge.anchor(cell.frame)))
            else:
                rank = edge.rank
                for reader in edge.readers(cell.frame):
                    push(rank, reader)

    def rows_changed(self, repeat: Repeat, at: int) -> None:
        """Wake everybody who counts or numbers the instances from place ``at`` on."""
        for edge in self._rows.get(repeat.index, ()):
            if edge.keeper is not None:
                found = edge.keeper.rows_changed(self._scope, repeat, at)
                self._wake(edge, repeat.frame, found)
            elif edge.gate is not None:
                self._push(edge.rank, Wake(edge, edge.anchor(repeat.frame)))
            else:
                for reader in edge.readers_after(repeat.frame, at):
                    self._push(edge.rank, reader)
        for edge in self._positions.get(repeat.index, ()):
            for row in repeat.rows[at:]:
                for reader in edge.readers(row):
                    self._push(edge.rank, reader)

    def _wake(self, edge: Edge, frame: Any, found: dict[Any, None] | None) -> None:
        """Wake the readers that a keeper found; None: all."""
        if edge.gate is not None:
            if found is None or found:
                self._push(edge.rank, Wake(edge, edge.anchor(frame)))
            return
        if found is None:
            for reader in edge.readers(frame):
                self._push(edge.rank, reader)
            return
        cells = self._instance.cells
        for reader in found:
            if cells.get(reader.address) is reader:
                self._push(edge.rank, reader)

    def opened(self, pending: dict[Any, None]) -> dict[Any, None]:
        """Put the readers in the place of the gates that let something through."""
        found: dict[Any, None] = {}
        for each in pending:
            if not isinstance(each, Wake):
                found[each] = None
                continue
            edge, frame = each.edge, each.frame
            if edge.gate is not None and edge.gate.opens(self._scope, frame, edge.first(frame)):
                found.update(dict.fromkeys(edge.below(frame)))
        return found

    def begin_anew(self) -> None:
        """Forget what gates and keepers know: much has changed without their being told."""
        self._scope.gates.clear()
        for repeat in self._instance.repeats.values():
            repeat.kept.clear()
