"""The only place that asks what time it is, so that tests and `form run --clock` can hold time still.

Two clocks: the wall clock, which people set and laptops get wrong, and the hybrid logical clock of revisions,
which never runs backwards on one device. Clocks order what is displayed; they never decide what survives.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from typing import NewType, Protocol

Stamp = NewType("Stamp", str)
"""Hybrid logical time: 16 lower-case hex digits, 48 bits of milliseconds since 1970 and a 16-bit counter."""

FAR_AHEAD = timedelta(hours=24)
"""A stamp this far in the future is kept but does not drag the local clock along."""

_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The clock that goes on while a laptop sleeps; where there is none (Windows), the usual one does."""


class Clock(Protocol):
    """What Sild needs of time."""

    def now(self) -> datetime:
        """Return the wall clock with its offset from UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Return milliseconds that never run backwards; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clock, in the machine's own time zone."""

    def now(self) -> datetime:
        """Return the wall clock with its offset from UTC."""
        return datetime.now().astimezone()

    def monotonic_ms(self) -> int:
        """Return milliseconds since some fixed moment; where the system can tell, sleep counts too."""
        if _STEADY is None:
            return time.monotonic_ns() // 1_000_000
        return time.clock_gettime_ns(_STEADY) // 1_000_000


class StillClock:
    """A clock that stands still, or moves when told to."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            msg = "a still clock needs an offset from UTC"
            raise ValueError(msg)
        self._moment = moment
        self._elapsed_ms = 0

    @classmethod
    def at(cls, text: str) -> StillClock:
        """Stop the clock at an ISO 8601 moment with offset (``Z`` allowed). Raises ValueError."""
        return cls(datetime.fromisoformat(text))

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self._moment

    def monotonic_ms(self) -> int:
        """Return how far the clock was moved."""
        return self._elapsed_ms

    def move(self, by: timedelta) -> None:
        """Move the clock, backwards too."""
        self._moment += by
        self._elapsed_ms += max(0, int(by.total_seconds() * 1000))


class HybridClock:
    """Mints stamps that rise on this device whatever the wall clock does (Kulkarni et al. 2014)."""

    def __init__(self, clock: Clock, last: Stamp | None = None) -> None:
        self._clock = clock
        self._last = int(last, 16) if last else 0
        self._lock = threading.Lock()

    def tick(self) -> Stamp:
        """Mint a stamp later than every stamp minted or observed before."""
        with self._lock:
            self._last = max(self._last + 1, _milliseconds(self._clock.now()) << 16)
            return _stamp(self._last)

    def observe(self, stamp: Stamp) -> bool:
        """Take note of another device's stamp. Returns False, and ignores it, when it lies too far ahead."""
        seen = int(stamp, 16)
        if seen >> 16 > _milliseconds(self._clock.now() + FAR_AHEAD):
            return False
        with self._lock:
            self._last = max(self._last, seen)
        return True


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _stamp(value: int) -> Stamp:
    return Stamp(f"{value:016x}")
