"""Tallies: count, sum and extremes of one column of a repeat, kept while the form runs.

Sums of whole numbers are kept exactly, and so are the same as adding all of them in order. Where a row has anything
else in it (a fraction, an infinity), all are added up again, because the order decides the last digit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.xpath.keeping import Readers, went_and_came
from app.xpath.values import to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Pick = Callable[[Iterable[float]], float]

_EXACT = 2**53


class Tally:
    """A column in one rule: ``slot`` in the rows of the repeat in slot ``down`` of the frame around it."""

    __slots__ = ("down", "is_told", "slot")

    def __init__(self, down: int, slot: int) -> None:
        self.down = down
        self.slot = slot
        self.is_told = False

    def of(self, frame: Any) -> Count:
        """Return the figures of the rows in a frame."""
        rows = frame.cells[self.down]
        kept: Count | None = rows.kept.get(self)
        if kept is None:
            kept = rows.kept[self] = Count(rows.rows, self.slot)
        return kept

    def moved(self, scope: Any, row: Any) -> Readers | None:
        """Note that the cell of a row changed."""
        kept = row.outer.cells[self.down].kept.get(self)
        if kept is not None and row in kept.known:
            kept.take(row)
            kept.put(row)
        return None

    def rows_changed(self, scope: Any, rows: Any, at: int) -> Readers | None:
        """Note that rows came or went."""
        kept = rows.kept.get(self)
        if kept is not None:
            went, came = went_and_came(kept.known, rows.rows, at)
            for row in went:
                kept.take(row)
            for row in came:
                kept.put(row)
        return None


class Count:
    """The figures of one column in one frame. ``relevant`` counts the cells that are."""

    __slots__ = ("_extremes", "_odd", "_rows", "_size", "_slot", "_whole", "known", "relevant")

    def __init__(self, rows: Sequence[Any], slot: int) -> None:
        self._rows = rows
        self._slot = slot
        self._whole = self._size = self._odd = 0
        self._extremes: dict[Pick, float] = {}
        self.known: dict[Any, tuple[float | None, bool]] = {}
        self.relevant = 0
        for row in rows:
            self.put(row)

    def put(self, row: Any) -> None:
        """Count a row."""
        cell = row.cells[self._slot]
        number = _number(cell.value)
        self.known[row] = number, cell.relevant
        self.relevant += cell.relevant
        if number is not None:
            self._add(number, 1)
            for pick, before in self._extremes.items():
                self._extremes[pick] = number if before != before else pick((before, number))  # noqa: PLR0124

    def take(self, row: Any) -> None:
        """Count a row no more."""
        number, relevant = self.known.pop(row)
        self.relevant -= relevant
        if number is not None:
            self._add(number, -1)
            for pick in [pick for pick, extreme in self._extremes.items() if extreme == number]:
                del self._extremes[pick]

    def _add(self, number: float, sign: int) -> None:
        if _is_plain(number):
            self._whole += sign * int(number)
            self._size += sign * abs(int(number))
        else:
            self._odd += sign

    def total(self) -> float:
        """Return the sum of all numbers, 0 when there is none."""
        if self._odd or self._size >= _EXACT:
            return float(sum(self._numbers()))
        return float(self._whole)

    def extreme(self, pick: Pick) -> float:
        """Return the largest or smallest number, NaN when there is none."""
        if self._odd:
            return float(pick(self._numbers()))
        found = self._extremes.get(pick)
        if found is None:
            found = self._extremes[pick] = float(pick(self._numbers() or (math.nan,)))
        return found

    def _numbers(self) -> list[float]:
        known = self.known
        numbers = [known[row][0] for row in self._rows]
        return [number for number in numbers if number is not None]


def _number(value: Any) -> float | None:
    if value.__class__ is float:
        return float(value)
    if value == "":
        return None
    number = to_number(value)
    return None if math.isnan(number) else number


def _is_plain(number: float) -> bool:
    """Say whether it is a whole number that is exact, and no negative zero."""
    if not -_EXACT < number < _EXACT or not float(number).is_integer():
        return False
    return bool(number) or math.copysign(1.0, number) > 0
