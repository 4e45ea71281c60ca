"""Getters: ways from a node at a known depth to a target, worked out once per expression.

Apart from ``paths``, which decides what a path means: here is only how to walk there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.xpath.values import NodeSet

if TYPE_CHECKING:
    from app.xpath.tree import Layout

Getter = Callable[[Any], Any]


def frame_getter(depth: int, bound: int) -> Getter:
    """Return a way from a node inside ``depth`` repeats to its frame inside ``bound`` of them."""
    up = depth - bound

    def climb(node: Any) -> Any:
        frame = node.frame
        for _ in range(up):
            frame = frame.outer
        return frame

    return (lambda node: node.frame) if up == 0 else climb


def one_getter(depth: int, bound: int, slot: int, *, same: bool) -> Getter:
    """Return a way to the single target in ``slot`` of the frame that both share."""
    if same:
        return lambda node: node
    up = depth - bound
    if up == 0:
        return lambda node: node.frame.cells[slot]
    if up == 1:
        return lambda node: node.frame.outer.cells[slot]
    climb = frame_getter(depth, bound)
    return lambda node: climb(node).cells[slot]


def many_getter(layout: Layout, depth: int, bound: int, target: int) -> Getter:
    """Return a way to all relevant targets below the frame that both share."""
    climb = frame_getter(depth, bound)
    downs = [layout.row_slots[repeat] for repeat in layout.frames[target][bound:]]
    slot = layout.slots[target]
    if len(downs) == 1:
        down = downs[0]
        if slot == 0 and target in layout.repeats:
            return lambda node: NodeSet([r for r in climb(node).cells[down].rows if r.relevant])
        return lambda node: NodeSet(
            [found for row in climb(node).cells[down].rows if (found := row.cells[slot]).relevant]
        )

    def deep(node: Any) -> NodeSet:
        frames = [climb(node)]
        for down in downs:
            frames = [row for frame in frames for row in frame.cells[down].rows]
        return NodeSet(found for frame in frames if (found := frame.cells[slot]).relevant)

    return deep
