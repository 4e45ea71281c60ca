"""Dates and times as people type them, read into ODK's lexical form and written back in the language's order.

Pure, so that every habit is tested without a window: ``21.11.2026``, ``21/11/26``, ``21112026``, ``2026-11-21``;
``9``, ``930``, ``9.30``, ``09:30:15``. All three languages of the program put the day before the month.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

Precision = Literal["day", "month", "year"]

_SEPARATORS: Final = re.compile(r"[\s./,:\-]+")
_CENTURY_TURN: Final = 20
"""Two-digit years up to so many years ahead belong to this century."""


def read_date(text: str, today: dt.date, precision: Precision = "day") -> dt.date | None:
    """Read a date; None when there is no such day or the text is something else.

    >>> read_date("3.1.24", dt.date(2026, 11, 21))
    datetime.date(2024, 1, 3)
    """
    parts = _SEPARATORS.split(text.strip().strip("."))
    if not all(part.isdecimal() for part in parts):
        return None
    if len(parts) == 1:
        parts = _apart(parts[0], precision)
    wanted = {"day": 3, "month": 2, "year": 1}[precision]
    if len(parts) != wanted:
        return None
    if len(parts[0]) == 4:
        parts = parts[::-1]
    numbers = [1] * (3 - wanted) + [int(part) for part in parts]
    year = _full_year(parts[-1], today)
    try:
        return dt.date(year, numbers[-2], numbers[-3])
    except ValueError:
        return None


def write_date(day: dt.date, speech: str, precision: Precision = "day") -> str:
    """Write a date as it is typed: 3.01.2024 in Estonian, 03.01.2024 in Russian, 03/01/2024 in English."""
    if precision == "year":
        return f"{day.year:04}"
    if precision == "month":
        return (
            f"{day.month:02}.{day.year:04}" if speech != "en" else f"{day.month:02}/{day.year:04}"
        )
    if speech == "et":
        return f"{day.day}.{day.month:02}.{day.year:04}"
    mark = "/" if speech == "en" else "."
    return f"{day.day:02}{mark}{day.month:02}{mark}{day.year:04}"


def read_time(text: str) -> dt.time | None:
    """Read a time of day; None when there is no such time.

    >>> read_time("930"), read_time("9"), read_time("24:00")
    (datetime.time(9, 30), datetime.time(9, 0), None)
    """
    parts = [part for part in _SEPARATORS.split(text.strip()) if part]
    if not parts or len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return None
    if len(parts) == 1 and len(parts[0]) > 2:
        parts = [parts[0][:-2], parts[0][-2:]]
    try:
        return dt.time.fromisoformat(":".join(part.zfill(2) for part in parts))
    except ValueError:
        return None


def write_time(moment: dt.time) -> str:
    """Write a time of day, with seconds only when there are some."""
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def date_of(value: str) -> dt.date | None:
    """Return the day in ODK's date or dateTime."""
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def time_of(value: str) -> dt.time | None:
    """Return the time of day in ODK's time (``09:30:00.000+02:00``) or dateTime, as its own clock showed it."""
    text = value.partition("T")[2] or value
    try:
        return dt.time.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None


def lexical_time(moment: dt.time, offset_of: dt.datetime) -> str:
    """Return ODK's time with the offset in force at ``offset_of``."""
    zone = offset_of.utcoffset() or dt.timedelta()
    return moment.replace(tzinfo=dt.timezone(zone)).isoformat(timespec="milliseconds")


def lexical_moment(day: dt.date, moment: dt.time) -> str:
    """Return ODK's dateTime in the machine's own time zone."""
    return dt.datetime.combine(day, moment).astimezone().isoformat(timespec="milliseconds")


def _apart(digits: str, precision: Precision) -> list[str]:
    if precision == "day" and len(digits) in {6, 8}:
        return [digits[:2], digits[2:4], digits[4:]]
    if precision == "month" and len(digits) in {4, 6}:
        return [digits[:2], digits[2:]]
    return [digits]


def _full_year(text: str, today: dt.date) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year + _CENTURY_TURN else century - 100 + year
