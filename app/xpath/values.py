"""The values of expressions, and the conversions and comparisons that every function and operator shares.

Decided where ODK's engines differ (JavaRosa in Collect, Web Forms):

- a node-set is as good as the value of its first node; an empty one is as good as an empty answer, so
  ``/data/gone = ''`` holds (JavaRosa). Comparing several nodes asks whether any of them fits (XPath 1.0);
- a single node is as true as its value: empty text, zero and NaN are false (JavaRosa);
- a text that spells a date is that date where a number is wanted (Web Forms). Dates and dateTimes count whole
  local days (JavaRosa), but two dateTimes are compared to the millisecond (Web Forms);
- numbers are equal within 1e-12 and print without the noise that lies below it (JavaRosa);
- a number in a text has no exponent, and a decimal comma is read as a point (JavaRosa).
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Protocol

from app.xpath.moments import DateTime, Day, TimeOfDay, read_moment

__all__ = [
    "EMPTY",
    "NAN",
    "TOLERANCE",
    "Atomic",
    "DateTime",
    "Day",
    "NodeSet",
    "TimeOfDay",
    "Value",
    "ValueNode",
    "atom",
    "atoms",
    "compare",
    "equal",
    "is_empty",
    "is_same",
    "order",
    "read_moment",
    "read_typed",
    "to_boolean",
    "to_number",
    "to_text",
]

Atomic = str | float | bool | Day | DateTime | TimeOfDay


class ValueNode(Protocol):
    """What functions see of a node of a form or of a list."""

    @property
    def value(self) -> Atomic:
        """Typed value; ``''`` when empty or not relevant."""
        ...

    def text(self) -> str:
        """Return the value's text; ``''`` when empty or not relevant."""
        ...


class NodeSet(list[ValueNode]):
    """Nodes in document order."""

    __slots__ = ()


Value = Atomic | NodeSet

NAN = math.nan
EMPTY = ""
TOLERANCE = 1e-12
_NUMBER = re.compile(r"\s*-?(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*", re.ASCII)
_EXACT_LIMIT = 2.0**53


def atom(value: Value) -> Atomic:
    """Return the value itself, or that of a node-set's first node, or ``''``."""
    if isinstance(value, NodeSet):
        return value[0].value if value else EMPTY
    return value


def atoms(*values: Value) -> list[Atomic]:
    """Return all values, those of every node for a node-set."""
    found: list[Atomic] = []
    for value in values:
        if isinstance(value, NodeSet):
            found.extend(node.value for node in value)
        else:
            found.append(value)
    return found


def is_empty(value: Value) -> bool:
    """Say whether nothing is there: no node, no text, or not a number."""
    one = atom(value)
    return one == EMPTY or one != one  # noqa: PLR0124 - NaN alone differs from itself


def is_same(one: Value, other: Value) -> bool:
    """Say whether storing ``other`` over ``one`` changes nothing: type included, NaN like NaN."""
    if type(one) is not type(other):
        return False
    return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN alone differs from itself


def to_text(value: Value) -> str:
    """Write a value as ODK does: no trailing ``.0``, no exponent, dates in ISO 8601.

    >>> to_text(3.0), to_text(1e21), to_text(0.1 + 0.2), to_text(math.nan), to_text(True)
    ('3', '1000000000000000000000', '0.30000000000000004', 'NaN', 'true')
    """
    one = atom(value)
    if isinstance(one, str):
        return one
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, Day | DateTime | TimeOfDay):
        return one.iso()
    return _number_text(one)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _EXACT_LIMIT:
        whole = round(number)
        if abs(number - whole) < TOLERANCE:
            return str(whole)
    text = repr(float(number))
    if "e" not in text:
        return text.removesuffix(".0")
    plain = format(Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def to_number(value: Value) -> float:
    """Read a value as a number; a date is its day, NaN what is none.

    >>> to_number(" 12.50 "), to_number("1970-01-02"), to_number(""), to_number("1e3")
    (12.5, 1.0, nan, nan)
    """
    one = atom(value)
    if isinstance(one, str):
        return _text_number(one)
    if isinstance(one, DateTime):
        return float(one.day)
    if isinstance(one, TimeOfDay):
        return one.days()
    return float(one)


def _text_number(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    day = Day.read(text) if text.lstrip()[:1].isdigit() else None
    return NAN if day is None else float(day)


def to_boolean(value: Value) -> bool:
    """Say whether a value counts as true: non-empty text (``'false'`` too), a number but 0 and NaN, any date.

    A node-set of several nodes is true, of one node as its value is, of none false.
    """
    if isinstance(value, NodeSet) and len(value) > 1:
        return True
    one = atom(value)
    if isinstance(one, str | bool):
        return bool(one)
    if isinstance(one, Day | DateTime | TimeOfDay):
        return True
    return abs(one) > TOLERANCE  # false for NaN


def read_typed(kind: str, text: str, zone: tzinfo) -> Atomic:
    """Read an answer by its bind type; a text that does not fit its type stays text, ``''`` stays empty.

    A boolean stays text, as a calculated ``false`` is text in ODK, and true as a condition.
    """
    if not text:
        return EMPTY
    if kind in {"int", "integer", "decimal", "double", "long"}:
        number = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else NAN
        return text if math.isnan(number) else number
    if kind == "date":
        day = Day.read(text)
        return text if day is None else day
    if kind == "dateTime":
        return DateTime.read(text, zone) or text
    if kind == "time":
        return TimeOfDay.read(text) or text
    return text


def compare(sign: str, one: Value, other: Value) -> bool:
    """Compare by ``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``; for node-sets, whether any pair of values fits."""
    if not isinstance(one, NodeSet) and not isinstance(other, NodeSet):
        return _related(sign, one, other)
    if isinstance(one, bool) or isinstance(other, bool):
        return _related(sign, to_boolean(one), to_boolean(other))
    others = _candidates(other)
    return any(_related(sign, mine, theirs) for mine in _candidates(one) for theirs in others)


def _candidates(value: Value) -> list[Atomic]:
    """Return the values to try; an empty node-set is an empty answer."""
    return atoms(value) or [EMPTY]


def _related(sign: str, one: Atomic, other: Atomic) -> bool:
    if sign == "=":
        return equal(one, other)
    if sign == "!=":
        return not equal(one, other)
    return order(_ORDERS[sign], one, other)


_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def equal(one: Atomic, other: Atomic) -> bool:
    """Say whether two values are equal: as booleans, else numbers, else texts; times as what they are."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return to_boolean(one) is to_boolean(other)
    if isinstance(one, float | int) or isinstance(other, float | int):
        return _close(to_number(one), to_number(other))
    mine, theirs = _comparable(one, other)
    if mine is None or theirs is None:
        return to_text(one) == to_text(other)
    return mine == theirs


def order(relation: Callable[[float, float], bool], one: Atomic, other: Atomic) -> bool:
    """Relate two values as numbers, two dateTimes and two times of day as what they are. False beside NaN."""
    if isinstance(one, DateTime | TimeOfDay) or isinstance(other, DateTime | TimeOfDay):
        mine, theirs = _comparable(one, other)
        return mine is not None and theirs is not None and relation(mine, theirs)
    return relation(to_number(one), to_number(other))


def _comparable(one: Atomic, other: Atomic) -> tuple[float | None, float | None]:
    """Return numbers on one scale: seconds for two moments or two times, else whole days; None where there is none."""
    mine, theirs = _timed(one, other), _timed(other, one)
    if isinstance(mine, DateTime) and isinstance(theirs, DateTime):
        return mine.moment.timestamp(), theirs.moment.timestamp()
    return _defined(mine), _defined(theirs)


def _timed(one: Atomic, beside: Atomic) -> Atomic:
    """Read a text that stands beside a moment or a time as one, in the zone of that moment."""
    if not isinstance(one, str):
        return one
    zone = beside.moment.tzinfo if isinstance(beside, DateTime) else None
    moment = read_moment(one, zone or UTC)
    return one if moment is None else moment


def _defined(value: Atomic) -> float | None:
    number = to_number(value)
    return None if math.isnan(number) else number


def _close(one: float, other: float) -> bool:
    return one == other or abs(one - other) < TOLERANCE
