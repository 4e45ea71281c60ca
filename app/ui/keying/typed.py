"""What is typed from paper, read as an answer and written back as it was typed; every kind of question by one field.

Pure, so that every habit is tested without a window. The number pad is enough for all but words: ``.`` alone says that
nothing stands on paper, ``*`` don't know, ``/`` refused; choices by their printed codes, several of them with a
comma, a blank or ``+`` between (none needed while every code is one digit); dates as 3.10.2026 or 031026.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from app.forms.definition import ControlKind, NodeDefinition, ValueType
from app.ui.runner.controls.codes import code_readings, folded, found_in
from app.ui.runner.controls.number import read_decimal, read_whole
from app.ui.runner.controls.place import read_point
from app.ui.runner.controls.reading_time import (
    Precision,
    date_of,
    lexical_moment,
    lexical_time,
    read_date,
    read_time,
    time_of,
    write_date,
    write_time,
)

if TYPE_CHECKING:
    from app.forms.paper_codes import CodedChoice

MOST_TICKS: Final = 20
"""The choices of a longer list do not stand on the sheet: paper has words for them, perhaps a code."""
_BETWEEN_WORDS: Final = re.compile(r"\s*[,;+]+\s*")
_BETWEEN: Final = re.compile(r"[\s,;+]+")
_GROUPS: Final = re.compile(r"\s*;\s*")


class Mark(Enum):
    """What stands for an answer that is none; paper has ``?`` and ``–`` for the first two in its tables."""

    DONT_KNOW = "*"
    REFUSED = "/"
    BLANK = "."


class Fault(Enum):
    """Why typed text is no answer."""

    EMPTY = auto()
    CODE = auto()
    NAME = auto()
    """No code and no label of a long list fits, or more than one label does."""
    RANKS = auto()
    WHOLE = auto()
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    MOMENT = auto()
    POINT = auto()
    CONFIRMATION = auto()


class Family(Enum):
    """How the answer to a question is typed."""

    ONE = auto()
    SEVERAL = auto()
    RANKS = auto()
    WHOLE = auto()
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    MOMENT = auto()
    POINT = auto()
    POINTS = auto()
    CONFIRMATION = auto()
    ENCLOSURE = auto()
    """A file: paper only has the name of what is kept with it, which becomes a remark."""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is keyed. ``day`` is that of the interview: times of day take its offset."""

    node: NodeDefinition
    choices: Sequence[CodedChoice]
    day: dt.date

    @property
    def family(self) -> Family:
        """How it is typed."""
        control = self.node.control
        kind = control.kind if control else ControlKind.INPUT
        return _BY_KIND.get(kind) or _BY_TYPE.get(self.node.type, Family.TEXT)

    @property
    def precision(self) -> Precision:
        """How much of a date stands on paper."""
        looks = self.node.control.appearances if self.node.control else ()
        return "year" if "year" in looks else "month" if "month-year" in looks else "day"


@dataclass(frozen=True, slots=True)
class Reading:
    """Typed text as it was understood: an answer in ODK's lexical form, a mark, or a fault."""

    value: str = ""
    mark: Mark | None = None
    fault: Fault | None = None


def read(asked: Asked, text: str) -> Reading:
    """Read what was typed for a question.

    A mark is only a mark when it stands alone; nothing typed is a fault, because paper left blank is said with ``.``.
    """
    bare = " ".join(text.split())
    if not bare:
        return Reading(fault=Fault.EMPTY)
    if bare in _MARKS:
        return Reading(mark=_MARKS[bare])
    value = _READERS[asked.family](asked, bare)
    return value if isinstance(value, Reading) else Reading(value)


def write(asked: Asked, value: str) -> str:
    """Return the text that would be typed for an answer."""
    if not value:
        return ""
    writer = _WRITERS.get(asked.family)
    return writer(asked, value) if writer else value


def is_complete(asked: Asked, text: str) -> bool:
    """Tell whether nothing typed after this could mean another answer, so that the keying may go on by itself."""
    typed = text.strip()
    if asked.family is not Family.ONE:
        return False
    if typed in _MARKS:
        return True
    begun = [each for each in asked.choices if each.code.casefold().startswith(typed.casefold())]
    return len(begun) == 1 and begun[0].code.casefold() == typed.casefold()


_MARKS: Final = {
    **{mark.value: mark for mark in Mark},
    "?": Mark.DONT_KNOW,
    "-": Mark.REFUSED,
    "–": Mark.REFUSED,
}
_BY_KIND: Final = {
    ControlKind.SELECT_ONE: Family.ONE,
    ControlKind.SELECT_MULTIPLE: Family.SEVERAL,
    ControlKind.RANK: Family.RANKS,
    ControlKind.TRIGGER: Family.CONFIRMATION,
    ControlKind.UPLOAD: Family.ENCLOSURE,
}
_BY_TYPE: Final = {
    ValueType.INT: Family.WHOLE,
    ValueType.DECIMAL: Family.NUMBER,
    ValueType.DATE: Family.DATE,
    ValueType.TIME: Family.TIME,
    ValueType.DATETIME: Family.MOMENT,
    ValueType.GEOPOINT: Family.POINT,
    ValueType.GEOTRACE: Family.POINTS,
    ValueType.GEOSHAPE: Family.POINTS,
    ValueType.BINARY: Family.ENCLOSURE,
}

Read = str | Reading


def _fault(fault: Fault) -> Reading:
    return Reading(fault=fault)


# --- choices


def _choice(choices: Sequence[CodedChoice], typed: str) -> str | None:
    """Return the value of a code, with or without zeros in front; of a long list also that of a label.

    A label may be written in part, as long as only one choice has it.
    """
    for code in code_readings(typed):
        for choice in choices:
            if choice.code.casefold() == code:
                return choice.value
    if not typed.isdecimal():
        named = matching(choices, typed) if len(choices) > MOST_TICKS else ()
        exact = [each for each in named if folded(each.label) == folded(typed)]
        found = exact or named
        return found[0].value if len(found) == 1 else None
    same = [each for each in choices if each.code.isdecimal() and int(each.code) == int(typed)]
    return same[0].value if len(same) == 1 else None


def matching(choices: Sequence[CodedChoice], typed: str) -> tuple[CodedChoice, ...]:
    """Return the choices of a long list that typed words or the beginning of a code may mean."""
    sought = folded(typed.strip())
    codes = code_readings(typed)
    return tuple(
        each
        for each in choices
        if each.code.casefold().startswith(codes) or found_in(sought, folded(each.label))
    )


def _one(asked: Asked, text: str) -> Read:
    return _choice(asked.choices, text) or _unknown(asked)


def _unknown(asked: Asked) -> Reading:
    return _fault(Fault.NAME if len(asked.choices) > MOST_TICKS else Fault.CODE)


def _several(asked: Asked, text: str) -> Read:
    values = [_choice(asked.choices, part) for part in _parts(asked, text)]
    if not values or None in values:
        return _unknown(asked)
    chosen = set(values)
    return " ".join(each.value for each in asked.choices if each.value in chosen)


def _parts(asked: Asked, text: str) -> list[str]:
    """Take codes apart; digits written together are codes of their own while every code is one digit."""
    if len(asked.choices) > MOST_TICKS and any(letter.isalpha() for letter in text):
        return [part for part in _BETWEEN_WORDS.split(text) if part]
    parts = [part for part in _BETWEEN.split(text) if part]
    if all(len(each.code) == 1 for each in asked.choices):
        return [letter for part in parts for letter in part]
    return parts


def _ranks(asked: Asked, text: str) -> Read:
    """Read the boxes from top to bottom: the rank of each choice, 0 for one without; a long list by codes in order."""
    parts = _parts(asked, text)
    if len(asked.choices) > MOST_TICKS:
        values = [_choice(asked.choices, part) for part in parts]
        known = [value for value in values if value is not None]
        return " ".join(known) if len(set(known)) == len(parts) else _fault(Fault.RANKS)
    if len(parts) != len(asked.choices) or not all(part.isdecimal() for part in parts):
        return _fault(Fault.RANKS)
    ranked = [(int(part), each) for part, each in zip(parts, asked.choices, strict=True)]
    given = sorted((rank, each.value) for rank, each in ranked if rank)
    if not given or [rank for rank, _value in given] != list(range(1, len(given) + 1)):
        return _fault(Fault.RANKS)
    return " ".join(value for _rank, value in given)


def _write_one(asked: Asked, value: str) -> str:
    return next((each.code for each in asked.choices if each.value == value), value)


def _write_several(asked: Asked, value: str) -> str:
    chosen = value.split()
    return " ".join(_write_one(asked, each) for each in chosen)


def _write_ranks(asked: Asked, value: str) -> str:
    order = value.split()
    if len(asked.choices) > MOST_TICKS:
        return _write_several(asked, value)
    ranks = {each: place for place, each in enumerate(order, start=1)}
    return " ".join(str(ranks.get(each.value, 0)) for each in asked.choices)


# --- numbers, days, places


def _whole(_asked: Asked, text: str) -> Read:
    return read_whole(text) or _fault(Fault.WHOLE)


def _number(_asked: Asked, text: str) -> Read:
    return read_decimal(text) or _fault(Fault.NUMBER)


def _date(asked: Asked, text: str) -> Read:
    day = read_date(text, asked.day, asked.precision)
    return day.isoformat() if day else _fault(Fault.DATE)


def _time(asked: Asked, text: str) -> Read:
    moment = read_time(text)
    if moment is None:
        return _fault(Fault.TIME)
    noon = dt.datetime.combine(asked.day, dt.time(12)).astimezone()
    return lexical_time(moment, noon)


def _moment(asked: Asked, text: str) -> Read:
    day_text, _blank, clock = text.rpartition(" ")
    day, moment = read_date(day_text, asked.day), read_time(clock)
    if day is None or moment is None:
        return _fault(Fault.MOMENT)
    return lexical_moment(day, moment)


def _point(_asked: Asked, text: str) -> Read:
    return read_point(text) or _fault(Fault.POINT)


def _points(_asked: Asked, text: str) -> Read:
    points = [read_point(part) for part in _GROUPS.split(text) if part]
    known = [point for point in points if point]
    return "; ".join(known) if known and len(known) == len(points) else _fault(Fault.POINT)


def _confirmation(_asked: Asked, text: str) -> Read:
    return "OK" if text in {"1", "OK", "ok"} else _fault(Fault.CONFIRMATION)


def _text(_asked: Asked, text: str) -> Read:
    return text


def _write_number(_asked: Asked, value: str) -> str:
    return value.replace(".", ",") if read_decimal(value) is not None else value


def _write_date(asked: Asked, value: str) -> str:
    day = date_of(value)
    return write_date(day, "ru", asked.precision) if day else value


def _write_time(_asked: Asked, value: str) -> str:
    moment = time_of(value)
    return write_time(moment) if moment else value


def _write_moment(asked: Asked, value: str) -> str:
    return f"{_write_date(asked, value)} {_write_time(asked, value)}"


def _write_point(_asked: Asked, value: str) -> str:
    return " ".join(value.split()[:2])


def _write_points(asked: Asked, value: str) -> str:
    return "; ".join(_write_point(asked, each) for each in value.split(";") if each.strip())


def _write_confirmation(_asked: Asked, value: str) -> str:
    return "1" if value == "OK" else value


_READERS: Final[dict[Family, Callable[[Asked, str], Read]]] = {
    Family.ONE: _one,
    Family.SEVERAL: _several,
    Family.RANKS: _ranks,
    Family.WHOLE: _whole,
    Family.NUMBER: _number,
    Family.DATE: _date,
    Family.TIME: _time,
    Family.MOMENT: _moment,
    Family.POINT: _point,
    Family.POINTS: _points,
    Family.CONFIRMATION: _confirmation,
    Family.ENCLOSURE: _text,
    Family.TEXT: _text,
}
_WRITERS: Final[dict[Family, Callable[[Asked, str], str]]] = {
    Family.ONE: _write_one,
    Family.SEVERAL: _write_several,
    Family.RANKS: _write_ranks,
    Family.NUMBER: _write_number,
    Family.DATE: _write_date,
    Family.TIME: _write_time,
    Family.MOMENT: _write_moment,
    Family.POINT: _write_point,
    Family.POINTS: _write_points,
    Family.CONFIRMATION: _write_confirmation,
}
