"""Gates: a part of an expression that is the same in all rows, and wakes them only when it really changed.

``amount div sum(/data/row/amount)`` stands in every row. Without a gate a new row, which has no amount yet, makes all
500 rows work out their share again, to find what they found before.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.xpath.values import NodeSet, is_same

if TYPE_CHECKING:
    from app.xpath.code import Run


class Gate:
    """One such part; ``run`` takes any node of the rows in question as its owner."""

    __slots__ = ("run",)

    def __init__(self, run: Run) -> None:
        self.run = run

    def opens(self, scope: Any, frame: Any, reader: Any | None) -> bool:
        """Work the part out for a frame and one of its readers. Says whether it may differ from when it was last asked.

        Where nobody reads it, it is forgotten: whoever comes later has not seen it.
        """
        before = scope.gates.pop((self, frame), None)
        if reader is None:
            return False
        value = scope.gates[self, frame] = self.run(scope, reader, reader)
        return before is None or isinstance(value, NodeSet) or not _unchanged(before, value)


def _unchanged(before: Any, value: Any) -> bool:
    if isinstance(value, float) and isinstance(before, float) and value == 0:
        return before == 0 and math.copysign(1.0, before) == math.copysign(1.0, value)
    return is_same(before, value)
