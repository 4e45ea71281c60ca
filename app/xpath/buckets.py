"""Buckets: rows of a repeat by the values that predicates ask for, kept while the form runs.

``count(/data/row[kind = current()/../kind])`` stands in every row. What a row is asked for by is known, and so is what
every reader last asked for: when a row goes from one bucket to another, only those who asked for either must look
again, and nobody has to sort the rows anew.
"""

from __future__ import annotations

import math
from bisect import insort
from typing import TYPE_CHECKING, Any, cast

from app.xpath.keeping import Readers, went_and_came
from app.xpath.values import NodeSet, compare, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Key = tuple[Any, ...]
_NOBODY: Readers = {}
_NO_ROWS = NodeSet()
_DIGITS = 9
_NEAR = 1e-12


class Bucket:
    """One set of lookups in one rule. ``down`` is the slot of the repeat in the frame around it."""

    __slots__ = ("down", "foreign", "getters", "is_told")

    def __init__(self, down: int) -> None:
        self.down = down
        self.getters: Sequence[Callable[[Any, Any], Any]] = ()
        self.foreign: list[range] = []
        """Which of the reads noted meanwhile are of the side that is looked up, not of the rows."""
        self.is_told = False

    def find(self, scope: Any, frame: Any, owner: Any, values: Key) -> NodeSet:
        """Return the rows whose children equal the values, and remember who asked."""
        rows = frame.cells[self.down]
        kept = rows.kept.get(self)
        if kept is None:
            kept = rows.kept[self] = Kept(scope, rows.rows, self.getters)
        kept.ask(owner, values)
        found: NodeSet = kept.find(values)
        return found

    def moved(self, scope: Any, row: Any) -> Readers | None:
        """Note that something in a row changed. Returns who must look again; None means everybody."""
        kept = row.outer.cells[self.down].kept.get(self)
        return None if kept is None else kept.moved(scope, row)

    def rows_changed(self, scope: Any, rows: Any, at: int) -> Readers | None:
        """Note that rows from place ``at`` on came or went. Returns who must look again; None means everybody."""
        kept = rows.kept.get(self)
        return None if kept is None else kept.rows_changed(scope, rows.rows, at)


class Kept:
    """The buckets of one repeat inside one frame, and who asked for which."""

    __slots__ = (
        "_asking",
        "_getters",
        "_is_complete",
        "_keys",
        "_mixed",
        "_numbers",
        "_rows",
        "_strange",
        "_texts",
    )

    def __init__(
        self, scope: Any, rows: Sequence[Any], getters: Sequence[Callable[[Any, Any], Any]]
    ) -> None:
        self._getters = getters
        self._rows = rows
        self._keys: dict[Any, Key | None] = {}
        self._texts: dict[Key, NodeSet] = {}
        self._numbers: dict[float, NodeSet] = {}
        self._mixed = 0
        """How many rows have a value that is no text."""
        self._strange = 0
        """How many rows have a value that is neither a text nor a plain number."""
        self._asking = _Asking()
        self._is_complete = False
        """Whether everybody who asks is known: not before all were woken once."""
        for row in rows:
            self._put(row, self._key_of(scope, row))

    def ask(self, owner: Any, values: Key) -> None:
        """Remember what a reader asked for last."""
        self._asking.ask(owner, values)

    def find(self, values: Key) -> NodeSet:
        """Return the rows whose children equal the values, by the rules of ``=``."""
        if len(values) == 1 and values[0].__class__ is float:
            return self._numbers.get(values[0], _NO_ROWS)
        if self._texts_decide(values):
            return self._texts.get(values, _NO_ROWS)
        return NodeSet(row for row in self._rows if _equal(self._keys.get(row), values))

    def _texts_decide(self, values: Key) -> bool:
        if self._strange or not all(value.__class__ is str for value in values):
            return False
        return not self._mixed or (len(values) == 1 and math.isnan(to_number(values[0])))

    def moved(self, scope: Any, row: Any) -> Readers | None:
        """See `Bucket.moved`. A row that came or went is told of by `rows_changed`."""
        if row not in self._keys:
            return self._readers(())
        before, after = self._keys.get(row), self._key_of(scope, row)
        if not _alike(before, after):
            self._take(row)
            self._put(row, after)
        return self._readers((before, after))

    def rows_changed(self, scope: Any, rows: Sequence[Any], at: int) -> Readers | None:
        """See `Bucket.rows_changed`."""
        went, came = went_and_came(self._keys, rows, at)
        keys = [self._take(row) for row in went]
        for row in came:
            keys.append(self._key_of(scope, row))
            self._put(row, keys[-1])
        return self._readers(keys)

    def _readers(self, keys: Iterable[Key | None]) -> Readers | None:
        if not self._is_complete:
            self._is_complete = True
            return None
        found: Readers = {}
        for key in keys:
            if key is not None:
                found.update(self._asking.of(key))
        return found

    def _key_of(self, scope: Any, row: Any) -> Key | None:
        return tuple(getter(scope, row) for getter in self._getters) if row.relevant else None

    def _put(self, row: Any, key: Key | None) -> None:
        self._keys[row] = key
        if key is None:
            return
        self._count(key, 1)
        if all(value.__class__ is str for value in key):
            self._texts[key] = _with(self._texts.get(key, _NO_ROWS), row)
        number = to_number(key[0]) if len(key) == 1 else math.nan
        if not math.isnan(number):
            self._numbers[number] = _with(self._numbers.get(number, _NO_ROWS), row)

    def _count(self, key: Key, one: int) -> None:
        kinds = {value.__class__ for value in key} - {str}
        self._mixed += one if kinds else 0
        self._strange += one if kinds - {float} else 0

    def _take(self, row: Any) -> Key | None:
        key = self._keys.pop(row, None)
        if key is not None:
            self._count(key, -1)
            if all(value.__class__ is str for value in key):
                _drop(self._texts, key, row)
            if len(key) == 1:
                _drop(self._numbers, to_number(key[0]), row)
        return key


class _Asking:
    """Who asked for what. What it returns may be too many, never too few."""

    __slots__ = ("_asked", "_numbers", "_others", "_texts")

    def __init__(self) -> None:
        self._asked: dict[Any, Key] = {}
        self._texts: dict[Key, Readers] = {}
        self._numbers: dict[float, Readers] = {}
        self._others: Readers = {}

    def ask(self, owner: Any, values: Key) -> None:
        before = self._asked.get(owner)
        if before is not None:
            if _alike(before, values):
                return
            for readers in self._places(before):
                readers.pop(owner, None)
        self._asked[owner] = values
        for readers in self._places(values):
            readers[owner] = None

    def _places(self, values: Key) -> list[Readers]:
        """Return where a reader with these values stands: by text, by number, or among all others."""
        places: list[Readers] = []
        texts = all(value.__class__ is str for value in values)
        if texts:
            places.append(self._texts.setdefault(values, {}))
        elif len(values) > 1 or values[0].__class__ is not float:
            return [self._others]
        if len(values) == 1:
            number = to_number(values[0])
            if not math.isnan(number):
                places.append(self._numbers.setdefault(round(number, _DIGITS), {}))
        return places

    def of(self, key: Key) -> Mapping[Any, None]:
        """Return everybody whose values may equal those of a row."""
        texts = all(value.__class__ is str for value in key)
        plain = len(key) == 1 and key[0].__class__ is float
        if not texts and not plain:
            return dict.fromkeys(self._asked)
        found = dict(self._others)
        if texts:
            found.update(self._texts.get(key, _NOBODY))
        if len(key) == 1:
            number = to_number(key[0])
            if not math.isnan(number):
                for near in {round(number - _NEAR, _DIGITS), round(number + _NEAR, _DIGITS)}:
                    found.update(self._numbers.get(near, _NOBODY))
        return found


def _alike(before: Key | None, after: Key | None) -> bool:
    if before is None or after is None:
        return before is after
    return before == after and all(
        one.__class__ is other.__class__ for one, other in zip(before, after, strict=True)
    )


def _equal(key: Key | None, values: Key) -> bool:
    return key is not None and all(
        compare("=", mine, theirs) for mine, theirs in zip(key, values, strict=True)
    )


def _with(rows: NodeSet, row: Any) -> NodeSet:
    """Return a new list with one row more, in document order: whoever holds the old one keeps it."""
    found: list[Any] = NodeSet(rows)
    insort(found, row, key=_place)
    return cast("NodeSet", found)


def _place(row: Any) -> int:
    return int(row.position)


def _drop(where: dict[Any, NodeSet], key: Any, row: Any) -> None:
    rows = where.get(key)
    if rows is not None:
        left = NodeSet(each for each in rows if each is not row)
        if left:
            where[key] = left
        else:
            del where[key]
