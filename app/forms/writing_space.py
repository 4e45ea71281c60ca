"""What a person writes an answer into on paper: boxes to tick, lines, boxes for digits, for dates, for ranks.

Chosen from the question's type, control and appearance; how many digits from its own constraint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.forms.definition import Control, ControlKind, NodeDefinition, ValueType
from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Binary, Call, Expression, Negation, Number, Path, Text
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.forms.choice_lists import ChoiceList

MOST_TICKS: Final = 20
"""Choices that stand in the questionnaire itself; longer lists are looked up."""
LONG_LINES: Final = 4
DIGITS: Final = 8
DECIMALS: Final = 2
MOST_DIGITS: Final = 15
MOST_POINTS: Final = 11
_BOXED: Final = re.compile(r"(?:\[0-9\]|\\d)(?:\{(\d+)(?:,(\d+))?\})")
_WHOLE: Final = re.compile(r"-?\d{1,9}")
_SCALES: Final = frozenset({"likert"})

Enclosed = Literal["image", "audio", "video", "file", "signature", "drawing"]


@dataclass(frozen=True, slots=True)
class Ticks:
    """A box for each choice. ``as_scale``: in one row, from one end to the other."""

    choices: ChoiceList
    several: bool = False
    as_scale: bool = False


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A line for an answer out of a long list, or of one that is known only in the interview (None)."""

    choices: ChoiceList | None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """A box for the rank of each choice."""

    choices: ChoiceList


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines for words."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Digits:
    """A box for each digit. ``of_text``: a code, whose digits are not grouped and have no sign."""

    whole: int
    decimals: int = 0
    signed: bool = False
    of_text: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Boxes for the parts of a date and a time that are asked for."""

    day: bool = False
    month: bool = False
    year: bool = False
    time: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to circle, from low to high."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Lines for latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One box: done."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A line for the name of what is kept beside the paper."""

    kind: Enclosed


Space = (
    Ticks | LookedUp | Ranking | Lines | Digits | Moment | Scale | Place | Confirmation | Enclosure
)


def space_for(node: NodeDefinition, choices: ChoiceList | None) -> Space:
    """Choose the writing space of a question; ``choices`` is what it offers."""
    control = node.control
    if control is None:
        return Lines()
    if control.kind in {ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK}:
        return _choosing(control, choices)
    if control.kind is ControlKind.TRIGGER:
        return Confirmation()
    if control.kind is ControlKind.UPLOAD:
        return Enclosure(_enclosed(control))
    if control.kind is ControlKind.RANGE:
        return _range(control) or _span(node, control)
    return _written(node, control)


def _choosing(control: Control, choices: ChoiceList | None) -> Space:
    several = control.kind is ControlKind.SELECT_MULTIPLE
    if choices is None or len(choices.choices) > MOST_TICKS:
        return LookedUp(choices, several)
    if control.kind is ControlKind.RANK:
        return Ranking(choices)
    as_scale = not several and bool(_SCALES.intersection(control.appearances))
    return Ticks(choices, several, as_scale)


def _enclosed(control: Control) -> Enclosed:
    for appearance, kind in (
        ("signature", "signature"),
        ("draw", "drawing"),
        ("annotate", "drawing"),
    ):
        if appearance in control.appearances:
            return "signature" if kind == "signature" else "drawing"
    media = control.parameters.get("mediatype", "").partition("/")[0]
    kinds: dict[str, Enclosed] = {"image": "image", "audio": "audio", "video": "video"}
    return kinds.get(media, "file")


def _written(node: NodeDefinition, control: Control) -> Space:
    if node.type in {ValueType.INT, ValueType.DECIMAL}:
        return _number(node)
    moment = _MOMENTS.get(node.type)
    if moment is not None:
        return _shortened(moment, control)
    if node.type in {ValueType.GEOPOINT, ValueType.GEOTRACE, ValueType.GEOSHAPE}:
        return Place()
    if "numbers" in control.appearances and (boxes := _boxes_of_text(node)):
        return Digits(boxes, of_text=True)
    return Lines(LONG_LINES if "multiline" in control.appearances else 1)


_MOMENTS: Final = {
    ValueType.DATE: Moment(day=True, month=True, year=True),
    ValueType.TIME: Moment(time=True),
    ValueType.DATETIME: Moment(day=True, month=True, year=True, time=True),
}


def _shortened(moment: Moment, control: Control) -> Moment:
    if moment.day and not moment.time:
        if "year" in control.appearances:
            return Moment(year=True)
        if "month-year" in control.appearances:
            return Moment(month=True, year=True)
    return moment


def _range(control: Control) -> Scale | None:
    """Write the points of a range out, unless there are too many."""
    try:
        start, end, step = (
            float(control.parameters.get(name, default))
            for name, default in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except ValueError:
        return None
    if not step or abs((end - start) / step) + 1 > MOST_POINTS:
        return None
    step = abs(step) if end >= start else -abs(step)
    count = int(abs((end - start) / step) + 1e-9) + 1
    return Scale(tuple(f"{start + place * step:.12g}" for place in range(count)))


def _span(node: NodeDefinition, control: Control) -> Digits:
    """Write a range out in digits when it has too many points to circle one."""
    ends = [control.parameters.get(name, "") for name in ("start", "end")]
    decimals = DECIMALS if node.type is ValueType.DECIMAL else 0
    if not all(_WHOLE.fullmatch(end) for end in ends):
        return _number(node)
    widest = max(len(end.lstrip("-")) for end in ends)
    return Digits(widest, decimals, signed=any(end.startswith("-") for end in ends))


def _number(node: NodeDefinition) -> Digits:
    decimals = DECIMALS if node.type is ValueType.DECIMAL else 0
    low, high, is_open = _bounds(node)
    signed = low is not None and low < 0
    if high is not None:
        whole = len(str(int(abs(high))))
    elif low is not None and not is_open and abs(low) >= 10:
        whole = len(str(int(abs(low))))
    else:
        whole = DIGITS
    if low is not None:
        whole = max(whole, len(str(int(abs(low)))))
    return Digits(min(whole, MOST_DIGITS), decimals, signed)


def _bounds(node: NodeDefinition) -> tuple[float | None, float | None, bool]:
    """Return the least and the greatest number that the constraint names, and whether nothing else bounds it above."""
    low: float | None = None
    high: float | None = None
    is_open = True
    for part in _parts(node.bind.constraint):
        if not isinstance(part, Binary) or not _is_self(part.left):
            continue
        value = _literal(part.right)
        if part.operator in {"<", "<="}:
            is_open, high = False, high if value is None else value
        elif part.operator in {">", ">="} and value is not None:
            low = value
    return low, high, is_open


def _literal(expression: Expression) -> float | None:
    if isinstance(expression, Negation) and isinstance(expression.operand, Number):
        return -expression.operand.value
    return expression.value if isinstance(expression, Number) else None


def _boxes_of_text(node: NodeDefinition) -> int:
    """Return how many digits the patterns of a constraint ask for at most; 0 when none of them tells."""
    found = [
        int(most or least)
        for part in _parts(node.bind.constraint)
        if isinstance(part, Call) and part.name == "regex"
        for argument in part.arguments[1:]
        if isinstance(argument, Text)
        for least, most in _BOXED.findall(argument.text)
    ]
    return min(max(found, default=0), MOST_DIGITS)


def _parts(source: str | None) -> Iterator[Expression]:
    """Yield what *and* and *or* join in an expression."""
    try:
        waiting = [parse(source)] if source else []
    except XPathSyntaxError:
        return
    while waiting:
        part = waiting.pop()
        if isinstance(part, Binary) and part.operator in {"and", "or"}:
            waiting += [part.left, part.right]
        else:
            yield part


def _is_self(expression: Expression) -> bool:
    if not isinstance(expression, Path) or expression.start is not None or expression.absolute:
        return False
    return [step.axis for step in expression.steps] == ["self"]
