"""Date and time functions of the ODK specification, and ``date-time`` of JavaRosa.

Empty and NaN: nothing gives ``''`` where a date is wanted and NaN where a number is; so does what is no date. A time
of day counts as it was written: its offset does not shift it (ODK's engines shift it by the zone's offset of 1970).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.xpath.functions.calendar_names import MONTHS, WEEKDAYS, known_language
from app.xpath.functions.frame import Function
from app.xpath.moments import in_zone
from app.xpath.values import (
    NAN,
    Atomic,
    DateTime,
    Day,
    TimeOfDay,
    Value,
    atom,
    read_moment,
    to_text,
)

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIRECTIVE = re.compile(r"%([%YymnbdeaWHhMS3])")


def _today(env: Environment) -> Day:
    return Day.of(env.now().astimezone(env.zone))


def _now(env: Environment) -> DateTime:
    return DateTime.of(env.now(), env.zone)


def _date(env: Environment, value: Value) -> Value:
    moment = _moment(env, value)
    if isinstance(moment, DateTime):
        return Day(moment.day)
    return moment if isinstance(moment, Day) else ""


def _date_time(env: Environment, value: Value) -> Value:
    one = atom(value)
    if isinstance(one, float) and not isinstance(one, Day):
        return _from_days(env, one) or ""
    moment = _moment(env, one)
    if isinstance(moment, Day):
        return DateTime.of(_midnight(env, moment))
    if isinstance(moment, DateTime):
        return DateTime.of(moment.moment, env.zone) if isinstance(one, str) else moment
    return ""


def _decimal_date_time(env: Environment, value: Value) -> float:
    one = atom(value)
    if isinstance(one, float) and not isinstance(one, Day):
        return one
    moment = _moment(env, one)
    if isinstance(moment, Day):
        return DateTime.of(_midnight(env, moment)).days()
    return moment.days() if isinstance(moment, DateTime) else NAN


def _decimal_time(env: Environment, value: Value) -> float:
    one = atom(value)
    if isinstance(one, float) and not isinstance(one, Day):
        return one - math.floor(one) if math.isfinite(one) else NAN
    moment = _moment(env, one)
    if isinstance(moment, DateTime):
        local = in_zone(moment.moment, env.zone)
        return (local.replace(tzinfo=UTC) - _EPOCH) / timedelta(days=1) % 1
    if isinstance(moment, TimeOfDay):
        return moment.days()
    return 0.0 if isinstance(moment, Day) else NAN


def _moment(env: Environment, value: Value) -> Day | DateTime | TimeOfDay | None:
    """Read a value as a date or time; numbers are days since 1970-01-01."""
    one: Atomic = atom(value)
    if isinstance(one, Day | DateTime | TimeOfDay):
        return one
    if isinstance(one, str):
        return read_moment(one, env.zone)
    return None if isinstance(one, bool) else Day.numbered(one)


def _from_days(env: Environment, days: float) -> DateTime | None:
    if Day.numbered(days) is None:
        return None
    moment = _EPOCH + timedelta(milliseconds=round(days * 86_400_000))
    return DateTime.of(moment, env.zone)


def _midnight(env: Environment, day: Day) -> datetime:
    date = day.date()
    return datetime(date.year, date.month, date.day, tzinfo=env.zone)


def _format_date(env: Environment, value: Value, pattern: Value) -> str:
    """Write a date by the directives of ODK; what is no directive stays as it stands."""
    local = _local(env, value)
    if local is None:
        return ""
    return _DIRECTIVE.sub(lambda found: _directive(found[1], local, env.language), to_text(pattern))


def _local(env: Environment, value: Value) -> datetime | None:
    one = atom(value)
    if isinstance(one, float) and not isinstance(one, Day):
        found = _from_days(env, one)
        return found.moment if found else None
    moment = _moment(env, one)
    if isinstance(moment, DateTime):
        return in_zone(moment.moment, env.zone)
    if isinstance(moment, Day):
        return _midnight(env, moment)
    return _EPOCH + timedelta(seconds=moment.seconds) if moment else None


def _directive(letter: str, moment: datetime, language: str) -> str:
    if letter in "ba":
        known = known_language(language)
        return (
            MONTHS[known][moment.month - 1] if letter == "b" else WEEKDAYS[known][moment.weekday()]
        )
    return {
        "%": "%",
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": f"{moment.month}",
        "d": f"{moment.day:02}",
        "e": f"{moment.day}",
        "W": f"{moment.isocalendar().week}",
        "H": f"{moment.hour:02}",
        "h": f"{moment.hour}",
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
    }[letter]


FUNCTIONS: tuple[Function, ...] = (
    Function("today", 0, 0, _today, "date", needs=frozenset({"clock"})),
    Function("now", 0, 0, _now, "date", needs=frozenset({"clock"})),
    Function("date", 1, 1, _date, "date"),
    Function("date-time", 1, 1, _date_time, "date"),
    Function("decimal-date-time", 1, 1, _decimal_date_time, "number"),
    Function("decimal-time", 1, 1, _decimal_time, "number"),
    Function("format-date", 2, 2, _format_date, needs=frozenset({"language"})),
    Function("format-date-time", 2, 2, _format_date, needs=frozenset({"language"})),
)
