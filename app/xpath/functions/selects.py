"""Functions of select answers, which are texts of values with blanks between. An empty answer has nothing selected."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.values import Value, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment


def _selected(_: Environment, answer: Value, wanted: Value) -> bool:
    return to_text(wanted).strip() in to_text(answer).split()


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
