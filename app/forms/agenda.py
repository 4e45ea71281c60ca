"""What is still to be worked out: a heap of ranks, at each rank the nodes, each once."""

from __future__ import annotations

import heapq
from typing import Any

MOST_ROUNDS = 1_000
"""How often one rule of one node may run again in one action before a cycle is left alone."""


class Agenda:
    """Nodes by the rank of the rule to run. A rank that comes up again, or a lower one, is a ring of rules."""

    __slots__ = ("_pending", "_rank", "_rounds", "heap")

    def __init__(self) -> None:
        self.heap: list[int] = []
        self._pending: dict[int, dict[Any, None]] = {}
        self._rounds: dict[tuple[int, Any], int] = {}
        self._rank = -1

    def push(self, rank: int, cell: Any) -> None:
        """Ask for one rule of one node."""
        pending = self._pending.get(rank)
        if pending is None:
            self._pending[rank] = {cell: None}
            heapq.heappush(self.heap, rank)
        else:
            pending[cell] = None
        if rank <= self._rank:
            self._count_round(rank, cell)

    def _count_round(self, rank: int, cell: Any) -> None:
        rounds = self._rounds[rank, cell] = self._rounds.get((rank, cell), 0) + 1
        if rounds > MOST_ROUNDS:
            self._pending[rank].pop(cell, None)

    def take(self) -> tuple[int, dict[Any, None]]:
        """Take the lowest rank and its nodes."""
        self._rank = heapq.heappop(self.heap)
        return self._rank, self._pending.pop(self._rank)

    def drop(self, rank: int, cell: Any) -> None:
        """Forget a node at a rank: it is being worked out now."""
        pending = self._pending.get(rank)
        if pending:
            pending.pop(cell, None)

    def rest(self) -> None:
        """Note that everything is settled."""
        self._rank = -1
        self._rounds.clear()
