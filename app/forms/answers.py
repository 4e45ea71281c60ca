"""Between the text of an answer and its typed value, by bind type.

Untyped calculations keep the type of their result (a number stays a number, a day a day), because pyxform writes
``type="string"`` for all of them; empty, NaN and false-as-text follow JavaRosa.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from app.forms.definition import ValueType
from app.xpath.values import (
    Atomic,
    DateTime,
    Day,
    TimeOfDay,
    Value,
    atom,
    read_typed,
    to_number,
    to_text,
)

if TYPE_CHECKING:
    from datetime import tzinfo

_NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)


def from_text(text: str, kind: ValueType, zone: tzinfo) -> Atomic:
    """Read an answer; a text that does not fit its type stays text."""
    return read_typed(kind.value, text, zone) if text else ""


def canonical(text: str, kind: ValueType) -> str:
    """Write an answer as ODK stores it: whole numbers without noise, a decimal point, coordinates as decimals.

    >>> canonical("007", ValueType.INT), canonical("1 2.50 3 4", ValueType.GEOPOINT)
    ('7', '1.0 2.5 3.0 4.0')
    """
    if kind is ValueType.INT and _NUMBER.fullmatch(text):
        return str(math.trunc(float(text.replace(",", "."))))
    if kind is ValueType.DECIMAL and _NUMBER.fullmatch(text):
        return text.replace(",", ".")
    if kind is ValueType.GEOPOINT:
        return _point(text)
    if kind in (ValueType.GEOTRACE, ValueType.GEOSHAPE):
        return ";".join(_point(point) for point in text.split(";") if point.strip())
    return text


def _point(text: str) -> str:
    parts = text.split()
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return text
    return " ".join(_decimal(part) for part in parts)


def _decimal(text: str) -> str:
    plain = to_text(float(text))
    return plain if "." in plain else f"{plain}.0"


def from_result(result: Value, kind: ValueType, zone: tzinfo) -> tuple[Atomic, str]:
    """Turn the result of a calculation into a typed value and its text. Nothing and NaN are empty."""
    value = atom(result)
    if isinstance(value, str) or (isinstance(value, float) and math.isnan(value)):
        text = value if isinstance(value, str) else ""
        return from_text(text, kind, zone), text
    if isinstance(value, bool):
        return to_text(value), to_text(value)
    value = _fitted(value, kind)
    if value.__class__ is float and value == 0:
        value = 0.0  # ODK stores no negative zero
    return value, to_text(value)


def _fitted(value: Atomic, kind: ValueType) -> Atomic:
    """Fit a number or a moment to the type of its node."""
    if kind is ValueType.DATE:
        if isinstance(value, DateTime):
            return Day(value.day)
        return value if isinstance(value, str | Day | TimeOfDay) else Day.numbered(value) or value
    if kind is ValueType.INT and not isinstance(value, str):
        number = to_number(value)
        return float(math.trunc(number)) if math.isfinite(number) else number
    if kind is ValueType.DECIMAL and not isinstance(value, str):
        return to_number(value)
    return value


def same(one: Atomic, other: Atomic) -> bool:
    """Say whether two stored values are the same, type included."""
    return one.__class__ is other.__class__ and one == other
