"""All functions of the ODK standard, one module per family of its specification; the registry joins them.

The registry alone is enough to check a form's calls: `check_call` and `check_calls` need no session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.xpath.errors import CallFault
from app.xpath.functions import (
    booleans,
    dates,
    geo,
    nodesets,
    numbers,
    other,
    selects,
    special,
    strings,
)
from app.xpath.functions.dialects import KNOWN_DIALECT
from app.xpath.functions.frame import Function, Kind, Needs
from app.xpath.nodes import Call, Expression, Text, operands, predicates
from app.xpath.patterns import pattern_fault

__all__ = [
    "KNOWN_DIALECT",
    "REGISTRY",
    "BadCall",
    "Function",
    "Kind",
    "Needs",
    "calls",
    "check_call",
    "check_calls",
]

_FAMILIES = (strings, booleans, numbers, nodesets, dates, selects, geo, other, special)

REGISTRY: Mapping[str, Function] = MappingProxyType(
    {function.name: function for family in _FAMILIES for function in family.FUNCTIONS}
)
"""Every function by its name as written in a form, ``jr:`` included."""


@dataclass(frozen=True, slots=True)
class BadCall:
    """A call that cannot work: why, where in the expression, and the parameters of its sentence."""

    code: CallFault
    at: int
    params: Mapping[str, str | int]


def calls(expression: Expression) -> Iterator[Call]:
    """Walk over every function call in an expression, outer before inner."""
    pending: list[Expression] = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, Call):
            yield node
        pending.extend(reversed((*operands(node), *predicates(node))))


def check_calls(expression: Expression) -> list[BadCall]:
    """List every call that names no function, has a wrong number of arguments, or a pattern nothing can fit."""
    return [bad for call in calls(expression) if (bad := check_call(call) or _check_pattern(call))]


def check_call(call: Call) -> BadCall | None:
    """Say what is wrong with one call, not looking into its arguments."""
    function = REGISTRY.get(call.name)
    found = len(call.arguments)
    if function is None:
        code = (
            CallFault.DIALECT_FUNCTION if call.name in KNOWN_DIALECT else CallFault.UNKNOWN_FUNCTION
        )
        return BadCall(code, call.at, {"name": call.name})
    if found < function.minimum:
        params: dict[str, str | int] = {
            "name": call.name,
            "found": found,
            "minimum": function.minimum,
        }
        return BadCall(CallFault.TOO_FEW_ARGUMENTS, call.at, params)
    if function.maximum is not None and found > function.maximum:
        params = {"name": call.name, "found": found, "maximum": function.maximum}
        return BadCall(CallFault.TOO_MANY_ARGUMENTS, call.at, params)
    if (found - function.minimum) % function.group:
        return BadCall(CallFault.UNPAIRED_ARGUMENTS, call.at, {"name": call.name, "found": found})
    return None


def _check_pattern(call: Call) -> BadCall | None:
    pattern = call.arguments[1] if call.name == "regex" else None
    fault = pattern_fault(pattern.text) if isinstance(pattern, Text) else None
    if fault is None or not isinstance(pattern, Text):
        return None
    params: dict[str, str | int] = {"name": call.name, "pattern": pattern.text, "at": fault.at}
    return BadCall(CallFault.UNREADABLE_PATTERN, call.at, {**params, "reason": fault.code.value})
