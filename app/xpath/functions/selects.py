"""Functions of select answers, which are texts of values with blanks between.

Empty: nothing is selected in an empty answer but the empty value: ``selected(., '')`` asks whether there is no answer.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.values import Value, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment


def _selected(_: Environment, answer: Value, wanted: Value) -> bool:
    value, values = to_text(wanted).strip(), to_text(answer).split()
    return value in values if value else not values


def _selected_at(_: Environment, answer: Value, index: Value) -> str:
    values, position = to_text(answer).split(), to_number(index)
    if math.isnan(position) or not 0 <= position < len(values):
        return ""
    return values[int(position)]


def _count_selected(_: Environment, answer: Value) -> float:
    return float(len(to_text(answer).split()))


FUNCTIONS: tuple[Function, ...] = (
    Function("selected", 2, 2, _selected, "boolean"),
    Function("is-selected", 2, 2, _selected, "boolean"),
    Function("selected-at", 2, 2, _selected_at),
    Function("count-selected", 1, 1, _count_selected, "number"),
)
