"""Signs that people know from spreadsheets, programs and writing, and what an expression of a form has for them.

Apart from ``expressions`` because it is a table to be read and added to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

MARKS: Final = "„“”«»‚‘’‹›`´"
"""Quotation marks of written language. The common curled ones are made straight before anybody looks."""
_MEANT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "==": "=",
        "&&": "and",
        "||": "or",
        "<>": "!=",
        "=>": ">=",
        "=<": "<=",
        "&": "and",
        "!": "not(…)",
        "≠": "!=",
        "≥": ">=",
        "≤": "<=",
        "×": "*",
        "÷": "div",
        "/": "div",
        "%": "mod",
        "^": "pow(…)",
        ";": ",",
        "−": "-",
        "–": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Habit:
    """A sign that an expression does not have; ``meant`` '' for quotation marks. ``at`` counts from 0."""

    sign: str
    meant: str
    at: int


def habit_at(text: str, at: int) -> Habit | None:
    """Recognise a sign where an expression cannot be read; None when it is something else.

    >>> habit_at("a == 1", 3), habit_at("a = «b»", 4).meant, habit_at("a b", 2)
    (Habit(sign='==', meant='=', at=2), '', None)
    """
    if at < len(text) and text[at] in MARKS:
        return Habit(text[at], "", at)
    for sign, meant in _MEANT.items():
        for start in range(max(0, at - len(sign) + 1), at + 1):
            if text.startswith(sign, start) and sign != "/":
                return Habit(sign, meant, start)
    before = text[:at].rstrip()
    if before.endswith("/"):
        return Habit("/", _MEANT["/"], len(before) - 1)
    return None
