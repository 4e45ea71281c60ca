"""The variables of a form: what a table of answers has as columns, one table for the form and one for each repeat.

Apart from `print_view`, which says how a form is asked: here stands only what comes out of it. Several versions of one
form are pooled by path, the first version given speaking for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.forms.choice_lists import ChoiceLists
from app.forms.definition import ControlKind, NodeKind, ValueType
from app.forms.outline import question_numbers
from app.forms.wordings import NO_WORDING, Wording, quoted_path, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.forms.definition import FormDefinition, NodeDefinition

SEPARATOR: Final = "-"
"""Between the names of the groups and of the question, as in the tables of ODK Central."""
_IDENTIFIER: Final = "instanceID"


class Scale(StrEnum):
    """What kind of value a variable holds; ``MANY`` and ``RANKED`` hold several codes between blanks."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date_time"
    PLACE = "place"
    FILE = "file"
    ONE = "one"
    MANY = "many"
    RANKED = "ranked"


_BY_CONTROL: Final = {
    ControlKind.SELECT_ONE: Scale.ONE,
    ControlKind.SELECT_MULTIPLE: Scale.MANY,
    ControlKind.RANK: Scale.RANKED,
    ControlKind.UPLOAD: Scale.FILE,
}
_BY_TYPE: Final = {
    ValueType.INT: Scale.WHOLE,
    ValueType.DECIMAL: Scale.DECIMAL,
    ValueType.DATE: Scale.DATE,
    ValueType.TIME: Scale.TIME,
    ValueType.DATETIME: Scale.DATE_TIME,
    ValueType.GEOPOINT: Scale.PLACE,
    ValueType.GEOTRACE: Scale.PLACE,
    ValueType.GEOSHAPE: Scale.PLACE,
    ValueType.BINARY: Scale.FILE,
    ValueType.RANK: Scale.RANKED,
}


@dataclass(frozen=True, slots=True)
class Category:
    """One code of a variable and what it means."""

    value: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Variable:
    """A column. ``name`` is its path below its table; ``number`` that of the question, '' for what is not asked."""

    path: str
    name: str
    scale: Scale
    number: str = ""
    label: Wording = NO_WORDING
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class VariableTable:
    """The variables of the form (``path`` is its root) or of one repeat; ``parent`` is the path of the table around."""

    path: str
    name: str
    parent: str
    label: Wording
    variables: tuple[Variable, ...]


def tables_of(definitions: Sequence[FormDefinition]) -> tuple[VariableTable, ...]:
    """Return the tables of one form in all the versions given, the form's own first.

    ``definitions`` must not be empty. Notes hold no answer and the instanceID is the key of every table: neither is a
    variable.
    """
    pooled: dict[str, VariableTable] = {}
    for definition in definitions:
        for table in _tables(definition):
            known = pooled.get(table.path)
            pooled[table.path] = table if known is None else _joined(known, table)
    return tuple(pooled.values())


def _joined(first: VariableTable, other: VariableTable) -> VariableTable:
    variables = {variable.path: variable for variable in first.variables}
    for variable in other.variables:
        known = variables.get(variable.path)
        variables[variable.path] = variable if known is None else _with_categories(known, variable)
    return VariableTable(
        first.path, first.name, first.parent, first.label, tuple(variables.values())
    )


def _with_categories(first: Variable, other: Variable) -> Variable:
    known = {category.value for category in first.categories}
    added = tuple(each for each in other.categories if each.value not in known)
    if not added:
        return first
    return Variable(
        first.path,
        first.name,
        first.scale,
        first.number,
        first.label,
        first.categories + added,
    )


def _tables(definition: FormDefinition) -> Iterator[VariableTable]:
    lists, numbers = ChoiceLists(definition), question_numbers(definition)
    root = definition.nodes[0]
    rows: dict[int, list[Variable]] = {-1: []}
    for node in definition.nodes[1:]:
        if node.kind is NodeKind.REPEAT:
            rows[node.index] = []
        elif node.kind is NodeKind.VALUE and _is_variable(node):
            above = definition.nodes[node.repeat] if node.repeat >= 0 else root
            rows[node.repeat].append(
                Variable(
                    node.path,
                    _name(node.path, above.path),
                    _scale(node),
                    numbers.get(node.path, ""),
                    _label(node),
                    tuple(_categories(lists, node)),
                )
            )
    for index, variables in rows.items():
        node = definition.nodes[index] if index >= 0 else root
        around = definition.nodes[node.parent].repeat if index >= 0 else -1
        parent = "" if index < 0 else definition.nodes[around].path if around >= 0 else root.path
        name = definition.form_id if index < 0 else _name(node.path, root.path)
        yield VariableTable(node.path, name, parent, _label(node), tuple(variables))


def _is_variable(node: NodeDefinition) -> bool:
    """Whether a value node can hold an answer: a note (read only, nothing computed, no default) cannot."""
    if node.name.rpartition(":")[2] == _IDENTIFIER:
        return False
    is_shown_only = node.control is not None and node.bind.readonly in {"true()", "true"}
    return not is_shown_only or bool(node.bind.calculate or node.default or node.actions)


def _name(path: str, above: str) -> str:
    return path.removeprefix(above).strip("/").replace("/", SEPARATOR)


def _scale(node: NodeDefinition) -> Scale:
    by_control = _BY_CONTROL.get(node.control.kind) if node.control else None
    return by_control or _BY_TYPE.get(node.type, Scale.TEXT)


def _label(node: NodeDefinition) -> Wording:
    return wording(node.control.label, quoted_path) if node.control else NO_WORDING


def _categories(lists: ChoiceLists, node: NodeDefinition) -> Iterable[Category]:
    found = lists.of(node)
    seen: dict[str, Category] = {}
    for choice in found.choices if found else ():
        seen.setdefault(choice.value, Category(choice.value, choice.words))
    return seen.values()
