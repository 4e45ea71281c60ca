"""What expressions keep of the rows of a repeat while a form runs: the common half of `buckets` and `tallies`.

Everything that changes a row must be told to `Keeper.moved` or `Keeper.rows_changed`, which the edges of the graph do.
What cannot be told (undo, instances that come back) makes a new beginning: ``Rows.kept`` is emptied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

Readers = dict[Any, None]


class Keeper(Protocol):
    """One part of one rule that keeps something of all rows.

    ``is_told`` once the graph has edges that tell it of every change; before, it may not be relied on.
    """

    is_told: bool

    def moved(self, scope: Any, row: Any) -> Readers | None:
        """Note that something in a row changed. Returns who must look again; None means everybody."""
        ...

    def rows_changed(self, scope: Any, rows: Any, at: int) -> Readers | None:
        """Note that rows from place ``at`` on came or went. Returns who must look again; None means everybody."""
        ...


class Known(Protocol):
    """The rows that are known, as the keys of a dict."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Any: ...
    def __contains__(self, row: object) -> bool: ...


def went_and_came(known: Known, rows: Sequence[Any], at: int) -> tuple[list[Any], list[Any]]:
    """Return the known rows that stand no longer, and those from place ``at`` on that are not known."""
    came = [row for row in rows[at:] if row not in known]
    if len(known) + len(came) == len(rows):
        return [], came
    standing: Container[Any] = set(rows)
    return [row for row in known if row not in standing], came
