"""Which family of controls shows a question, and the shelf from which controls are taken and to which they return.

A control is built once and shows question after question: building widgets is what makes a next question slow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.forms.definition import ControlKind, NodeDefinition, ValueType
from app.ui.runner.controls.attachment import FileControl
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.choices import ChoiceRows, is_scale
from app.ui.runner.controls.date import DateControl
from app.ui.runner.controls.drawing import LOOKS, DrawingControl
from app.ui.runner.controls.dropdown import DropdownControl
from app.ui.runner.controls.moment import MomentControl, TimeControl
from app.ui.runner.controls.number import NumberControl
from app.ui.runner.controls.photo import PhotoControl
from app.ui.runner.controls.place import PointControl, PointsControl
from app.ui.runner.controls.rank import RankControl
from app.ui.runner.controls.search import SearchChoices
from app.ui.runner.controls.simple import ConfirmControl, NoteControl, UnsupportedControl
from app.ui.runner.controls.sound import SoundControl
from app.ui.runner.controls.span import RangeControl
from app.ui.runner.controls.text import LongTextControl, TextControl

if TYPE_CHECKING:
    from app.forms.state import NodeState
    from app.ui.runner.questions import Question

Family = Callable[[], Control]

MOST_ROWS = 12
"""More choices than this are searched instead of laid out."""

MOST_PICTURES = 60
"""So many choices with pictures are laid out: a picture is found by looking, not by its name."""

_BY_TYPE: dict[ValueType, Family] = {
    ValueType.INT: NumberControl,
    ValueType.DECIMAL: NumberControl,
    ValueType.DATE: DateControl,
    ValueType.TIME: TimeControl,
    ValueType.DATETIME: MomentControl,
    ValueType.GEOPOINT: PointControl,
    ValueType.GEOTRACE: PointsControl,
    ValueType.GEOSHAPE: PointsControl,
    ValueType.BINARY: UnsupportedControl,
    ValueType.INTENT: UnsupportedControl,
}
_BY_KIND: dict[ControlKind, Family] = {
    ControlKind.RANK: RankControl,
    ControlKind.RANGE: RangeControl,
    ControlKind.TRIGGER: ConfirmControl,
}
_BY_MEDIA: dict[str, Family] = {"image/*": PhotoControl, "audio/*": SoundControl}


def family_of(question: Question, state: NodeState) -> Family:
    """Return the family that shows a question in its present state."""
    control = question.node.control
    if control is None or state.readonly:
        return NoteControl
    if control.kind in {ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE}:
        return _select_family(question)
    if control.kind is ControlKind.INPUT:
        return _input_family(question.node)
    if control.kind is ControlKind.UPLOAD and LOOKS.intersection(question.appearances):
        return DrawingControl
    if control.kind is ControlKind.UPLOAD:
        return _BY_MEDIA.get(control.parameters.get("mediatype", ""), FileControl)
    return _BY_KIND.get(control.kind, UnsupportedControl)


class Shelf:
    """Controls not in use, by family."""

    def __init__(self) -> None:
        self._spare: dict[Family, list[Control]] = {}

    def take(self, family: Family) -> Control:
        """Return a control of a family, a used one if there is any."""
        spare = self._spare.get(family)
        return spare.pop() if spare else family()

    def put_back(self, family: Family, control: Control) -> None:
        """Keep a control for the next question of its family."""
        control.forget()
        self._spare.setdefault(family, []).append(control)


def _select_family(question: Question) -> Family:
    looks = set(question.appearances)
    if "minimal" in looks:
        return DropdownControl
    if looks & {"search", "autocomplete"}:
        return SearchChoices
    if is_scale(question) and len(question.choices) <= MOST_ROWS:
        return ChoiceRows
    most = MOST_PICTURES if question.has_pictures else MOST_ROWS
    return ChoiceRows if len(question.choices) <= most else SearchChoices


def _input_family(node: NodeDefinition) -> Family:
    looks = node.control.appearances if node.control else ()
    if node.type is ValueType.STRING and ("multiline" in looks or _rows(node)):
        return LongTextControl
    return _BY_TYPE.get(node.type, TextControl)


def _rows(node: NodeDefinition) -> bool:
    return bool(node.control and node.control.parameters.get("rows", "").isdecimal())
