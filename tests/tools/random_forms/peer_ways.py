"""Sild with one way of the peer: how it is made sure that a difference comes from nothing but what it is taken for.

A recogniser looks at a form and may take a fault for a difference that is meant: every wrong sum looks like a sum over
blanks. Where the peer's way can be put in the place of Sild's, the difference must be gone then.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from app.xpath import compiler
from app.xpath.environment import Environment
from app.xpath.functions import REGISTRY
from app.xpath.values import Value, atoms, to_number, to_text


@contextmanager
def _blank_totals() -> Iterator[None]:
    """One blank makes a sum, a largest and a smallest blank, and so does nothing at all."""

    def total(pick: Callable[[list[float]], float]) -> Callable[..., float]:
        def evaluate(_: Environment, *values: Value) -> float:
            numbers = [to_number(value) for value in atoms(*values)]
            return pick(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan

        return evaluate

    ways = {
        "sum": total(lambda numbers: float(sum(numbers))),
        "max": total(max),
        "min": total(min),
    }
    with patch("app.xpath.compiler.AGGREGATES", frozenset()), _functions(ways):
        yield


def _power(_: Environment, base: Value, exponent: Value) -> float:
    number = to_number(base)
    if math.isnan(number):
        return math.nan
    own: Any = _OWN["pow"].evaluate
    return float(own(_, base, exponent))


def _part(_: Environment, text: Value, pattern: Value) -> bool:
    return re.search(to_text(pattern), to_text(text)) is not None


def _away_from_zero(env: Environment, value: Value, *decimals: Value) -> float:
    own: Any = _OWN["round"].evaluate
    number = to_number(value)
    return float(math.copysign(own(env, abs(number), *decimals), number))


_OWN = dict(REGISTRY)


@contextmanager
def _functions(ways: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    given = {name: replace(_OWN[name], evaluate=way) for name, way in ways.items()}
    with patch("app.xpath.compiler.REGISTRY", {**compiler.REGISTRY, **given}):
        yield


@contextmanager
def _to_the_last_digit() -> Iterator[None]:
    with patch("app.xpath.values.TOLERANCE", 0.0):
        yield


WAYS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "sum, max and min over blanks": _blank_totals,
    "pow() of nothing": lambda: _functions({"pow": _power}),
    "regex() on a part of a text": lambda: _functions({"regex": _part}),
    "round() of a negative half": lambda: _functions({"round": _away_from_zero}),
    "numbers equal but for 1e-12": _to_the_last_digit,
}
"""By the name of the class in ``known``."""
