"""Which revisions of a device somebody has, as ranges of its counter: compact, and gaps can be named.

Apart from receipts and manifests, which both carry ranges: here stands only their algebra.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.ids import DeviceId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST = 10**18
"""Counters stay below this, as in a revision."""


@dataclass(frozen=True, slots=True)
class SeqRanges:
    """A set of numbers from 1 upwards, as rising spans ``(first, last)`` that neither touch nor overlap."""

    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, numbers: Iterable[int]) -> SeqRanges:
        """Return the set of these numbers, in any order, repeated or not."""
        return cls.joined((number, number) for number in numbers)

    @classmethod
    def joined(cls, spans: Iterable[tuple[int, int]]) -> SeqRanges:
        """Return the set that spans cover together. Raises ValueError for a span that is none."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(spans):
            if not 1 <= first <= last < LARGEST:
                msg = f"no span of counters: {first}-{last}"
                raise ValueError(msg)
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    @classmethod
    def read(cls, text: str) -> SeqRanges:
        """Read what `str` wrote, and only that. Raises ValueError.

        >>> SeqRanges.read("1-40,42").spans
        ((1, 40), (42, 42))
        """
        ranges = cls.joined(_span(part) for part in text.split(",")) if text else cls()
        if str(ranges) != text:
            msg = "ranges not in their shortest form"
            raise ValueError(msg)
        return ranges

    def __str__(self) -> str:
        return ",".join(
            str(first) if first == last else f"{first}-{last}" for first, last in self.spans
        )

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self.spans, (number, LARGEST)) - 1
        return place >= 0 and number <= self.spans[place][1]

    def __iter__(self) -> Iterator[int]:
        return (number for first, last in self.spans for number in range(first, last + 1))

    def __or__(self, other: SeqRanges) -> SeqRanges:
        return SeqRanges.joined((*self.spans, *other.spans))

    def __sub__(self, other: SeqRanges) -> SeqRanges:
        """Return what is here and not there, going through both once: a stranger's ranges may be many."""
        left: list[tuple[int, int]] = []
        place, theirs = 0, other.spans
        for first, last in self.spans:
            start = first
            while place < len(theirs) and theirs[place][1] < start:
                place += 1
            at = place
            while at < len(theirs) and theirs[at][0] <= last:
                if theirs[at][0] > start:
                    left.append((start, theirs[at][0] - 1))
                start = theirs[at][1] + 1
                at += 1
            if start <= last:
                left.append((start, last))
            place = max(place, at - 1)
        return SeqRanges(tuple(left))

    def __and__(self, other: SeqRanges) -> SeqRanges:
        return self - (self - other)

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def last(self) -> int:
        """The greatest number, 0 for none."""
        return self.spans[-1][1] if self.spans else 0

    def covers(self, other: SeqRanges) -> bool:
        """Whether every number of the other is here."""
        return not other - self

    def gaps(self) -> SeqRanges:
        """Return what is missing between 1 and the greatest number: the packages that did not come."""
        return SeqRanges(((1, self.last),)) - self if self else SeqRanges()


def _span(part: str) -> tuple[int, int]:
    first, dash, last = part.partition("-")
    for number in (first, last) if dash else (first,):
        if not (number.isascii() and number.isdigit() and len(number) <= 18):
            msg = "no number in a range"
            raise ValueError(msg)
    return int(first), int(last if dash else first)


DeviceRanges = MappingProxyType[DeviceId, SeqRanges]
"""Ranges by device; a device of which there is nothing is not named."""

NO_RANGES: DeviceRanges = MappingProxyType({})


def by_device(ranges: Mapping[DeviceId, SeqRanges]) -> DeviceRanges:
    """Freeze ranges by device, in the order of the devices."""
    return MappingProxyType({device: ranges[device] for device in sorted(ranges) if ranges[device]})


def ranges_of(places: Iterable[tuple[DeviceId, int]]) -> DeviceRanges:
    """Return the ranges of places ``(device, seq)`` in any order."""
    found: dict[DeviceId, list[int]] = {}
    for device, seq in places:
        found.setdefault(device, []).append(seq)
    return by_device({device: SeqRanges.of(numbers) for device, numbers in found.items()})


def union(*each: Mapping[DeviceId, SeqRanges]) -> DeviceRanges:
    """Return what any of them has."""
    total: dict[DeviceId, SeqRanges] = {}
    for ranges in each:
        for device, numbers in ranges.items():
            total[device] = total.get(device, SeqRanges()) | numbers
    return by_device(total)


def difference(
    ours: Mapping[DeviceId, SeqRanges], theirs: Mapping[DeviceId, SeqRanges]
) -> DeviceRanges:
    """Return what we have and they have not."""
    return by_device({device: ours[device] - theirs.get(device, SeqRanges()) for device in ours})


def covers(whole: Mapping[DeviceId, SeqRanges], part: Mapping[DeviceId, SeqRanges]) -> bool:
    """Whether the whole has everything that the part has."""
    return not difference(part, whole)


def gaps(ranges: Mapping[DeviceId, SeqRanges]) -> DeviceRanges:
    """Return by device what is missing below its greatest number."""
    return by_device({device: numbers.gaps() for device, numbers in ranges.items()})
