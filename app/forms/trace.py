"""What one action changed: the memory that listeners are told from and that undo puts back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.forms.state import Batch

if TYPE_CHECKING:
    from app.forms.instance import Cell, Instance, Memento, Repeat
    from app.forms.state import Address, NodeState, Step


@dataclass(slots=True)
class Trace:
    """What one action changed: what nodes were before, which instances stood where, who must look again."""

    cells: dict[Cell, Memento] = field(default_factory=dict)
    rows: dict[Repeat, list[Cell]] = field(default_factory=dict)
    look: dict[Cell, None] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)
    changed: dict[Cell, None] = field(default_factory=dict)
    """Nodes with a new visible value, for events."""
    fresh: dict[Cell, None] = field(default_factory=dict)
    """Instances that a count has just made, to which their events are still to happen."""


def batch_of(
    instance: Instance, trace: Trace, step: Step | None, *, language: bool = False
) -> Batch:
    """Say what changed since the action began."""
    changed: dict[Address, NodeState] = {}
    gone: set[Address] = set()
    _tell_rows(instance, trace, changed, gone)
    for cell, before in trace.cells.items():
        if cell.address not in changed and before != cell.remember():
            _tell(instance, cell, changed)
    for cell in trace.look:
        _tell(instance, cell, changed)
    repeats = frozenset(r.address for r, rows in trace.rows.items() if rows != r.rows)
    if gone:
        gone.difference_update(instance.cells)
    return Batch(step, changed, frozenset(gone), repeats, language)


def _tell_rows(
    instance: Instance, trace: Trace, changed: dict[Address, NodeState], gone: set[Address]
) -> None:
    """Tell of instances that went and came; what stands in one that came is told of with it."""
    fresh: set[Cell] = set()
    for repeat, rows in trace.rows.items():
        if repeat.frame in fresh:
            fresh.update(repeat.rows)
            continue
        stands = repeat.address in instance.repeats
        went, came = moved_rows(rows, repeat.rows if stands else [])
        for row in went:
            gone.update(each.address for each in instance.below(row))
        fresh.update(came)
        for row in came:
            changed.update((each.address, each.state()) for each in instance.below(row))


def _tell(instance: Instance, cell: Cell, changed: dict[Address, NodeState]) -> None:
    if instance.cells.get(cell.address) is cell:
        changed[cell.address] = cell.state()


def moved_rows(then: list[Cell], now: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Return the rows that went and those that came; most often some were added at the end."""
    if now[: len(then)] == then:
        return [], now[len(then) :]
    before, after = set(then), set(now)
    return [row for row in then if row not in after], [row for row in now if row not in before]
