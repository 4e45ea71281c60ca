"""A day and an hour as people type them in a hurry: ``10:30``, ``24.11 10:30``, ``+2 14``, ``2026-11-24 10:30``.

Apart from the window so that what is understood is tested without one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_HOUR: Final = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?")
_AHEAD: Final = re.compile(r"\+(\d{1,3})")
_LONG_AGO: Final = timedelta(days=60)


def read_moment(text: str, now: datetime) -> datetime | None:
    """Return the moment that was typed, in the zone of ``now``; None when it is not understood.

    An hour alone is its next occurrence; a day without a year the one that is not long past; ``+2`` is in two days.

    >>> now = datetime.fromisoformat("2026-11-21T12:00:00+02:00")
    >>> [f"{read_moment(each, now):%d.%m.%Y %H:%M}" for each in ("14:30", "9", "24.11 10.30", "+2 1415", "5.1 10")]
    ['21.11.2026 14:30', '22.11.2026 09:00', '24.11.2026 10:30', '23.11.2026 14:15', '05.01.2027 10:00']
    """
    words = text.replace(",", " ").split()
    if not words or len(words) > 2:
        return None
    hour = _hour(words[-1])
    if hour is None:
        return None
    if len(words) == 1:
        at = _at(now.date(), hour, now)
        return at if at is None or at > now else _at(now.date() + timedelta(days=1), hour, now)
    day = read_day(words[0], now.date())
    return _at(day, hour, now) if day is not None else None


def read_day(text: str, today: date) -> date | None:
    """Return the day that was typed: ``24.11``, ``24.11.2026``, ``2026-11-24``, ``+7``; None when not understood."""
    word = text.strip()
    for pattern, read in _READERS:
        found = pattern.fullmatch(word)
        if found is not None:
            try:
                return read(found, today)
            except (ValueError, OverflowError):
                return None
    return None


def _day_of_year(found: re.Match[str], today: date) -> date:
    day, month, year = found.groups()
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    meant = date(today.year, int(month), int(day))
    return meant if meant > today - _LONG_AGO else meant.replace(year=today.year + 1)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...]] = (
    (_ISO, lambda found, _today: date(*map(int, found.groups()))),
    (_AHEAD, lambda found, today: today + timedelta(days=int(found[1]))),
    (_DAY, _day_of_year),
)


def _hour(word: str) -> tuple[int, int] | None:
    found = _HOUR.fullmatch(word)
    if found is None or int(found[1]) > 23:
        return None
    return int(found[1]), int(found[2] or 0)


def _at(day: date, hour: tuple[int, int], now: datetime) -> datetime | None:
    try:
        return datetime(day.year, day.month, day.day, *hour, tzinfo=now.tzinfo)
    except ValueError:
        return None
