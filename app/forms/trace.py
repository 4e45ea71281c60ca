"""What one action changed: the memory that listeners are told from and that undo puts back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.forms.instance import Cell, Memento, Repeat


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


def moved_rows(then: list[Cell], now: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Return the rows that went and those that came; most often some were added at the end."""
    if now[: len(then)] == then:
        return [], now[len(then) :]
    before, after = set(then), set(now)
    return [row for row in then if row not in after], [row for row in now if row not in before]
