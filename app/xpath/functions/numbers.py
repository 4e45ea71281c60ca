"""Number functions of the ODK specification, and ``floor`` and ``ceiling`` of XPath 1.0.

Empty and NaN: arithmetic on nothing is NaN, and so is what has no real result (``sqrt(-1)``); what is too large
is infinite. ``sum``, ``max`` and ``min`` pass over what is no number (JavaRosa; in Web Forms one blank answer
blanks the total): a total of none is 0, a maximum of none NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.values import NAN, Value, atoms, to_number

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_MOST_DECIMALS = 30


def _number(_: Environment, value: Value) -> float:
    return to_number(value)


def _random(env: Environment) -> float:
    return env.chance.random()


def _int(_: Environment, value: Value) -> float:
    return _whole(math.trunc, to_number(value))


def _floor(_: Environment, value: Value) -> float:
    return _whole(math.floor, to_number(value))


def _ceiling(_: Environment, value: Value) -> float:
    return _whole(math.ceil, to_number(value))


def _whole(cut: Callable[[float], int], number: float) -> float:
    return float(cut(number)) if math.isfinite(number) else number


def _sum(_: Environment, *values: Value) -> float:
    return sum(_numbers(values), 0.0)


def _max(_: Environment, *values: Value) -> float:
    return max(_numbers(values), default=NAN)


def _min(_: Environment, *values: Value) -> float:
    return min(_numbers(values), default=NAN)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    numbers = map(to_number, atoms(*values))
    return [number for number in numbers if not math.isnan(number)]


def _round(_: Environment, value: Value, decimals: Value = 0.0) -> float:
    number, places = to_number(value), to_number(decimals)
    if math.isnan(places) or abs(places) > _MOST_DECIMALS:
        return NAN
    return rounded(number, int(places)) if math.isfinite(number) else number


def rounded(number: float, decimals: int) -> float:
    """Round as written in decimal, halves upwards: ``round(-1.5)`` is -1 and ``round(1.005, 2)`` is 1.01.

    Source: XPath 1.0 and JavaRosa; Web Forms rounds halves away from zero.
    """
    half = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    with localcontext(prec=400):
        return float(Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), half))


def _pow(_: Environment, base: Value, exponent: Value) -> float:
    return _real(math.pow, to_number(base), to_number(exponent))


def _exp10(_: Environment, value: Value) -> float:
    return _real(math.pow, 10.0, to_number(value))


def _log(_: Environment, value: Value) -> float:
    return _logarithm(math.log, to_number(value))


def _log10(_: Environment, value: Value) -> float:
    return _logarithm(math.log10, to_number(value))


def _logarithm(logarithm: Callable[[float], float], number: float) -> float:
    return -math.inf if number == 0 else _real(logarithm, number)


def _atan2(_: Environment, y: Value, x: Value) -> float:
    return math.atan2(to_number(y), to_number(x))


def _pi(_: Environment) -> float:
    return math.pi


def _real(function: Callable[..., float], *numbers: float) -> float:
    """Apply a function of the standard library: NaN where it is not defined, infinity where it is too large."""
    try:
        return function(*numbers)
    except ValueError:
        return math.inf if function is math.pow and numbers[0] == 0 else NAN
    except OverflowError:
        return -math.inf if numbers[0] < 0 and len(numbers) == 2 and numbers[1] % 2 else math.inf


def _curve(function: Callable[[float], float]) -> Callable[[Environment, Value], float]:
    def evaluate(_: Environment, value: Value) -> float:
        return _real(function, to_number(value))

    return evaluate


FUNCTIONS: tuple[Function, ...] = (
    Function("number", 0, 1, _number, "number", own_value=True),
    Function("random", 0, 0, _random, "number", needs=frozenset({"chance"})),
    Function("int", 1, 1, _int, "number"),
    Function("floor", 1, 1, _floor, "number"),
    Function("ceiling", 1, 1, _ceiling, "number"),
    Function("sum", 1, 1, _sum, "number"),
    Function("max", 1, None, _max, "number"),
    Function("min", 1, None, _min, "number"),
    Function("round", 1, 2, _round, "number"),
    Function("pow", 2, 2, _pow, "number"),
    Function("exp10", 1, 1, _exp10, "number"),
    Function("log", 1, 1, _log, "number"),
    Function("log10", 1, 1, _log10, "number"),
    Function("atan2", 2, 2, _atan2, "number"),
    Function("pi", 0, 0, _pi, "number"),
    Function("abs", 1, 1, _curve(math.fabs), "number"),
    Function("sin", 1, 1, _curve(math.sin), "number"),
    Function("cos", 1, 1, _curve(math.cos), "number"),
    Function("tan", 1, 1, _curve(math.tan), "number"),
    Function("asin", 1, 1, _curve(math.asin), "number"),
    Function("acos", 1, 1, _curve(math.acos), "number"),
    Function("atan", 1, 1, _curve(math.atan), "number"),
    Function("sqrt", 1, 1, _curve(math.sqrt), "number"),
    Function("exp", 1, 1, _curve(math.exp), "number"),
)
