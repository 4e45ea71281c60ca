"""The rules of ``range``: start, end, step, ticks and their labels must fit each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.forms.checks.tables import Place, nearest
from app.forms.findings import Expected, FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry

_DEFAULTS = {"start": Decimal(1), "end": Decimal(10), "step": Decimal(1)}
_NUMBERS = ("start", "end", "step", "tick_interval", "placeholder")
_TICKS = ("tick_interval", "placeholder", "tick_labelset")
_WITH_TICKS = ("vertical", "no-ticks")


@dataclass(frozen=True, slots=True)
class _Range:
    book: Book
    entry: Entry
    place: Place
    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def width(self) -> Decimal:
        return abs(self.end - self.start)

    def holds(self, value: Decimal) -> bool:
        return min(self.start, self.end) <= value <= max(self.start, self.end)

    def error(self, code: FindingCode, **params: str) -> None:
        self.book.report.error(code, self.place, self.entry.name, **params)


def check_range(book: Book, entry: Entry, parameters: Mapping[str, str], place: Place) -> None:
    """Check the parameters of one range question."""
    numbers: dict[str, Decimal] = {}
    for key in _NUMBERS:
        if key in parameters:
            value = _number(parameters[key])
            if value is None:
                params = {
                    "parameter": key,
                    "value": parameters[key],
                    "expected": Expected.NUMBER.value,
                }
                book.report.error(FindingCode.PARAMETER_VALUE, place, entry.name, **params)
                return
            numbers[key] = value
    start, end, step = (numbers.get(key, _DEFAULTS[key]) for key in _DEFAULTS)
    if not set(_DEFAULTS) & set(numbers):
        book.report.inform(
            FindingCode.RANGE_DEFAULTS, place, entry.name, start="1", end="10", step="1"
        )
    shape = _Range(book, entry, place, start, end, step)
    _check_appearance(shape, parameters)
    if _check_step(shape, "step", step) and "tick_interval" in numbers:
        _check_ticks(shape, numbers["tick_interval"])
    if step and "placeholder" in numbers:
        _check_placeholder(shape, numbers["placeholder"])
    if step and parameters.get("tick_labelset"):
        _check_labels(shape, parameters["tick_labelset"], numbers.get("tick_interval") or step)


def _check_appearance(shape: _Range, parameters: Mapping[str, str]) -> None:
    appearance = shape.entry.text("appearance")
    if (
        appearance
        and not any(word in appearance for word in _WITH_TICKS)
        and any(k in parameters for k in _TICKS)
    ):
        shape.error(FindingCode.RANGE_APPEARANCE, appearance=appearance)


def _check_step(shape: _Range, parameter: str, value: Decimal) -> bool:
    if value == 0:
        shape.error(FindingCode.PARAMETER_ZERO, parameter=parameter)
    elif value > shape.width:
        shape.error(FindingCode.PARAMETER_WIDER_THAN_RANGE, parameter=parameter)
    return value != 0


def _check_ticks(shape: _Range, interval: Decimal) -> None:
    if _check_step(shape, "tick_interval", interval) and interval % shape.step:
        shape.error(FindingCode.PARAMETER_NOT_MULTIPLE, parameter="tick_interval", of="step")


def _check_placeholder(shape: _Range, placeholder: Decimal) -> None:
    if (placeholder - shape.start) % shape.step:
        shape.error(FindingCode.PARAMETER_NOT_MULTIPLE, parameter="placeholder", of="step")
    if not shape.holds(placeholder):
        shape.error(FindingCode.PARAMETER_OUTSIDE_RANGE, parameter="placeholder")


def _check_labels(shape: _Range, name: str, interval: Decimal) -> None:
    lists = shape.book.lists
    if name not in lists:
        shape.error(FindingCode.RANGE_LABELS_MISSING, list=name, suggestion=nearest(name, lists))
        return
    values = set()
    for line in lists[name]:
        choice = line.text("name")
        value = _number(choice)
        if value is None or not shape.holds(value) or (value - shape.start) % interval:
            shape.error(FindingCode.RANGE_LABEL_VALUE, list=name, choice=choice)
        else:
            values.add(value)
    if "no-ticks" in shape.entry.text("appearance") and values != {shape.start, shape.end}:
        shape.error(FindingCode.RANGE_LABELS_ONLY_ENDS, list=name)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
