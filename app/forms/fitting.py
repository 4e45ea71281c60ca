"""Whether a question can take an answer that was given to another: an earlier version of it, or one of the same name.

Only what the question *is* counts, its type and its list of choices. Constraints and filters are left to the form:
an answer that breaks them stands, and is told as it is told of every answer.

=====================  ====================================================
the question takes     from
=====================  ====================================================
text                   text, numbers, dates as they are written
a number               text and numbers that read as such a number
a date, time, moment   the same, or text written like it
choices                choices, text, numbers: what is in its list
a rank                 a rank of exactly the same choices
a place, file, tick    the same kind of place, file, tick
=====================  ====================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.forms.choice_lists import ChoiceLists
from app.forms.definition import ControlKind, FormDefinition, NodeDefinition, NodeKind, ValueType


class Unfit(StrEnum):
    """Why an answer cannot be carried."""

    GONE = "gone"
    """The question is not asked any more."""
    KIND = "kind"
    """It asks for another kind of answer."""
    VALUE = "value"
    """The answer does not read as what it asks for."""
    CHOICE = "choice"
    """The choice is not in its list any more."""
    MISSING = "missing"
    """It does not offer don't know and refused any more."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What becomes of an answer: ``kept`` is what the question takes of it, ``lost`` what it does not."""

    kept: str
    lost: str = ""
    reason: Unfit | None = None


_TEXT, _CHOICES, _RANK, _FILE, _TICK = "text", "choices", "rank", "file", "tick"
_BY_CONTROL: Final = {
    ControlKind.SELECT_ONE: _CHOICES,
    ControlKind.SELECT_MULTIPLE: _CHOICES,
    ControlKind.RANK: _RANK,
    ControlKind.UPLOAD: _FILE,
    ControlKind.TRIGGER: _TICK,
}
_NUMBERS: Final = frozenset({ValueType.INT, ValueType.DECIMAL})
_WORDLESS: Final = frozenset({ValueType.STRING, ValueType.BARCODE, ValueType.INTENT})
_WRITTEN: Final = {
    ValueType.INT: re.compile(r"[-+]?\d+", re.ASCII),
    ValueType.DECIMAL: re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII),
    ValueType.BOOLEAN: re.compile(r"true|false|[01]"),
    ValueType.DATE: re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    ValueType.TIME: re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?", re.ASCII),
    ValueType.DATETIME: re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*", re.ASCII),
}


def is_asked(node: NodeDefinition) -> bool:
    """Say whether a node is a question that a person answers: not a note, not a calculation.

    A question that is only sometimes read only is one.
    """
    if node.kind is not NodeKind.VALUE or node.control is None:
        return False
    return node.bind.readonly not in {"true()", "true"}


def kind_of(node: NodeDefinition) -> str:
    """Return what a question asks for: ``text``, ``choices``... or the type of its bind."""
    if node.control is not None and node.control.kind in _BY_CONTROL:
        return _BY_CONTROL[node.control.kind]
    return _TEXT if node.type in _WORDLESS else node.type.value


class Fitting:
    """Fits answers into the questions of one form; its lists are read once."""

    def __init__(self, definition: FormDefinition) -> None:
        self._lists = ChoiceLists(definition)

    def fit(self, given: NodeDefinition, wanted: NodeDefinition, value: str) -> Fit:
        """Fit an answer that was given to one question into another."""
        if not _may_become(kind_of(given), kind_of(wanted)):
            return Fit("", value, Unfit.KIND)
        if kind_of(wanted) in {_CHOICES, _RANK}:
            return self._chosen(wanted, value)
        written = _WRITTEN.get(wanted.type)
        same = given.type is wanted.type
        if same or written is None or written.fullmatch(value):
            return Fit(value)
        return Fit("", value, Unfit.VALUE)

    def _chosen(self, wanted: NodeDefinition, value: str) -> Fit:
        control, listed = wanted.control, self._lists.of(wanted)
        one = control is not None and control.kind is ControlKind.SELECT_ONE
        parts = [value] if one else value.split()
        known = parts if listed is None else [choice.value for choice in listed.choices]
        left = [part for part in parts if part in known]
        lost = [part for part in parts if part not in known]
        if control is not None and control.kind is ControlKind.RANK and set(parts) != set(known):
            return Fit("", value, Unfit.CHOICE)
        return Fit(" ".join(left), " ".join(lost), Unfit.CHOICE if lost else None)


def _may_become(given: str, wanted: str) -> bool:
    numbers = {kind.value for kind in _NUMBERS}
    if given == wanted:
        return True
    if wanted == _TEXT:
        return given not in {_CHOICES, _RANK, _FILE, _TICK} and not given.startswith("geo")
    if wanted == _CHOICES or wanted in numbers:
        return given == _TEXT or given in numbers
    return given == _TEXT and wanted in {kind.value for kind in _WRITTEN}
