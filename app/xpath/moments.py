"""Days, dates with a time and times of day, as typed values of expressions; reading and writing ISO 8601.

Apart from numbers because ODK's engines keep the type: a date is a whole number of days in arithmetic and in
comparisons, but prints as a date. A `DateTime` keeps its text, offset included, and its day *in the zone of
the session* apart, so that what was recorded elsewhere is never rewritten.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_EPOCH = date(1970, 1, 1).toordinal()
_LAST = date.max.toordinal() - _EPOCH
_FIRST = date.min.toordinal() - _EPOCH
_DAY_SECONDS = 86_400
_ISO = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2}))?"
    r"(?:(?:^|T|(?<=\d) )(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)


class Day(float):
    """A date: its number of days since 1970-01-01, so that arithmetic costs nothing, and its text."""

    __slots__ = ()

    @classmethod
    def of(cls, moment: date) -> Day:
        """Make a day of a date, or of the date of a local time."""
        return cls(moment.toordinal() - _EPOCH)

    @classmethod
    def numbered(cls, number: float) -> Day | None:
        """Make a day of a number, cut to a whole one; None outside the years 1 to 9999.

        >>> str(Day.numbered(0.9))
        '1970-01-01'
        """
        if not _FIRST - 1 < number < _LAST + 1:
            return None
        return cls(math.trunc(number))

    @classmethod
    def read(cls, text: str) -> Day | None:
        """Read ``YYYY-MM-DD``, with or without a time that is then dropped."""
        found = _fields(text)
        day = found and _date(found)
        return Day.of(day) if day else None

    def date(self) -> date:
        """Return the calendar date."""
        return date.fromordinal(int(self) + _EPOCH)

    def iso(self) -> str:
        """Return ``YYYY-MM-DD``."""
        return self.date().isoformat()

    def __bool__(self) -> bool:
        return True  # the first day of 1970 is a day as good as any

    def __str__(self) -> str:
        return self.iso()

    def __repr__(self) -> str:
        return f"Day({self.iso()})"


@dataclass(frozen=True, slots=True)
class DateTime:
    """A moment with the text it was written as; ``day`` is the number of the day on which it falls locally."""

    text: str
    moment: datetime
    day: int

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo | None = None) -> DateTime:
        """Make one of an aware datetime; written in ``zone``, or else in its own."""
        local = in_zone(moment, zone)
        return cls(
            local.isoformat(timespec="milliseconds"), local, local.date().toordinal() - _EPOCH
        )

    @classmethod
    def read(cls, text: str, zone: tzinfo) -> DateTime | None:
        """Read an ISO text; a missing time is midnight, a missing offset that of ``zone``."""
        found = _fields(text)
        day = found and _date(found)
        if not found or not day:
            return None
        moment = _moment(found, day, zone)
        if moment is None:
            return None
        local_day = in_zone(moment, zone).date()
        return cls(text.strip(), moment, local_day.toordinal() - _EPOCH)

    def iso(self) -> str:
        """Return the text as it was written."""
        return self.text

    def days(self) -> float:
        """Return days since 1970-01-01T00:00Z with their fraction."""
        return self.moment.timestamp() / _DAY_SECONDS


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time without a date, with the text it was written as; ``seconds`` are those since local midnight."""

    text: str
    seconds: float

    @classmethod
    def read(cls, text: str) -> TimeOfDay | None:
        """Read ``HH:MM[:SS[.fff]][offset]``; the offset is kept in the text and does not shift the time."""
        found = _fields(text)
        if not found or found["year"] is not None or found["hour"] is None:
            return None
        elapsed = _elapsed(found)
        if elapsed is None or (found["offset"] and _offset(found["offset"]) is None):
            return None
        return cls(text.strip(), elapsed.total_seconds())

    def iso(self) -> str:
        """Return the text as it was written."""
        return self.text

    def days(self) -> float:
        """Return the fraction of a day."""
        return self.seconds / _DAY_SECONDS


def read_moment(text: str, zone: tzinfo) -> Day | DateTime | TimeOfDay | None:
    """Read whichever of the three a text is; None when it is neither."""
    found = _fields(text)
    if not found:
        return None
    if found["year"] is None:
        return TimeOfDay.read(text)
    return Day.read(text) if found["hour"] is None else DateTime.read(text, zone)


def _fields(text: str) -> re.Match[str] | None:
    found = _ISO.fullmatch(text.strip())
    return found if found and (found["year"] or found["hour"]) else None


def _date(found: re.Match[str]) -> date | None:
    if found["year"] is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _elapsed(found: re.Match[str]) -> timedelta | None:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        return None
    microseconds = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microseconds)


def _moment(found: re.Match[str], day: date, zone: tzinfo) -> datetime | None:
    elapsed = _elapsed(found)
    if elapsed is None:
        return None
    offset = _offset(found["offset"]) if found["offset"] else zone
    if offset is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=offset) + elapsed


def _offset(text: str) -> timezone | None:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    width = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if width >= timedelta(days=1) or int(digits[2:]) > 59:
        return None
    return timezone(-width if text[0] == "-" else width)


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Shift an aware datetime into ``zone``, unless that would leave the years 1 to 9999."""
    try:
        return moment.astimezone(zone) if zone else moment
    except OverflowError:
        return moment
