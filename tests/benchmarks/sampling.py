"""Times of many small things: the clock, and what is told of them.

A median says how it feels, the 95th percentile how it feels on a bad day; the largest also catches the collector and
whatever else the machine did, and is told but has no target.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Spread:
    """In milliseconds."""

    count: int
    median: float
    p95: float
    largest: float
    total: float


def spread(times_ms: Iterable[float]) -> Spread:
    """Sum up some times; all zero when there are none."""
    ordered = sorted(times_ms)
    if not ordered:
        return Spread(0, 0.0, 0.0, 0.0, 0.0)
    at = min(len(ordered) - 1, int(0.95 * len(ordered)))
    return Spread(len(ordered), statistics.median(ordered), ordered[at], ordered[-1], sum(ordered))


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do something once; return the milliseconds it took and what it gave."""
    began = time.perf_counter()
    result = work()
    return (time.perf_counter() - began) * 1000, result


def each_timed(work: Callable[[Result], object], items: Iterable[Result]) -> list[float]:
    """Do something with each of some things; return the milliseconds each took."""
    found = []
    for item in items:
        began = time.perf_counter()
        work(item)
        found.append((time.perf_counter() - began) * 1000)
    return found


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the least milliseconds that something took, garbage of earlier work swept away first."""
    found = []
    for _ in range(times):
        gc.collect()
        found.append(timed(work)[0])
    return min(found)


def median_of(values: Sequence[float]) -> float | None:
    """Return the median, None of nothing."""
    return statistics.median(values) if values else None
