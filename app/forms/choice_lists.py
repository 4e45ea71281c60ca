"""The lists of choices of a form as paper shows them: whole, numbered as the runner numbers them, grouped.

A list that the screen filters by an earlier answer (the municipalities of a county) stands on paper in groups, one
for each answer. Lists used by several questions are one list. Nothing runs here: only lists of the form itself and
of its files are read; what a repeat or a function would offer is not known before the interview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.codes import codes_for, is_searched
from app.forms.definition import Choice, Control, FormDefinition, Item, Itemset, NodeDefinition
from app.forms.wordings import NO_WORDING, Wording, plain, quoted_path, wording
from app.xpath.elements import child_value
from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Binary, Call, Expression, Path, Text
from app.xpath.parser import parse


@dataclass(frozen=True, slots=True)
class PrintedChoice:
    """A choice; ``code`` is what an interviewer writes down and a clerk types."""

    value: str
    code: str
    words: Wording


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices that are offered together; ``heading`` names the earlier answer they hang on, empty for a plain list."""

    choices: tuple[PrintedChoice, ...]
    heading: Wording = NO_WORDING


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A whole list. ``key`` is the same for every question that uses it."""

    key: str
    groups: tuple[ChoiceGroup, ...]

    @property
    def choices(self) -> tuple[PrintedChoice, ...]:
        """Every choice, in order."""
        return tuple(choice for group in self.groups for choice in group.choices)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an itemset takes its items: an instance, and the filter ``column = path`` when that is all it says."""

    instance: str
    column: str = ""
    chosen_by: str = ""


class ChoiceLists:
    """Reads the lists of one form and remembers them."""

    def __init__(self, definition: FormDefinition) -> None:
        self._definition = definition
        self._known: dict[int, ChoiceList | None] = {}

    def of(self, node: NodeDefinition) -> ChoiceList | None:
        """Return what a question offers; None when it offers nothing or nobody can tell beforehand."""
        if node.index not in self._known:
            self._known[node.index] = self._read(node)
        return self._known[node.index]

    def label(self, node: NodeDefinition, value: str) -> Wording:
        """Return the words of one choice; the value itself when the list does not have it."""
        found = self.of(node)
        for choice in found.choices if found else ():
            if choice.value == value:
                return choice.words
        return plain(value)

    def _read(self, node: NodeDefinition) -> ChoiceList | None:
        control = node.control
        if control is None or not control.choices:
            return None
        if isinstance(control.choices, Itemset):
            return self._itemset(control.choices, searched=is_searched(control.appearances))
        return _written_out(node.path, control.choices, control)

    def _itemset(self, itemset: Itemset, *, searched: bool) -> ChoiceList | None:
        source = _source(itemset.nodeset)
        instance = self._definition.instances.get(source.instance) if source else None
        if source is None or instance is None or instance.root is None:
            return None
        headings = self._headings(source)
        groups: dict[str, list[Item]] = {}
        for item in instance.root.children:
            group = (child_value(item, source.column) or "") if source.column else ""
            groups.setdefault(group, []).append(item)
        made = tuple(
            ChoiceGroup(
                self._coded(items, itemset, searched=searched), headings.get(value, plain(value))
            )
            if source.column
            else ChoiceGroup(self._coded(items, itemset, searched=searched))
            for value, items in groups.items()
        )
        return ChoiceList(f"{source.instance}[{source.column}]", made) if made else None

    def _headings(self, source: _Source) -> dict[str, Wording]:
        """Return the words of the answers that a filtered list hangs on."""
        index = self._definition.by_path.get(source.chosen_by)
        above = self.of(self._definition.nodes[index]) if index is not None else None
        return {choice.value: choice.words for choice in above.choices} if above else {}

    def _coded(
        self, items: Sequence[Item], itemset: Itemset, *, searched: bool
    ) -> tuple[PrintedChoice, ...]:
        values = [child_value(item, itemset.value_ref) or "" for item in items]
        return tuple(
            PrintedChoice(value, code, self._item_words(item, itemset))
            for value, code, item in zip(
                values, codes_for(values, searched=searched), items, strict=True
            )
        )

    def _item_words(self, item: Item, itemset: Itemset) -> Wording:
        words = child_value(item, itemset.label_ref) or ""
        if not itemset.label_is_itext:
            return plain(words)
        text = self._definition.texts.get(words)
        return NO_WORDING if text is None else wording(text, quoted_path)


def _written_out(path: str, chosen: Sequence[Choice], control: Control) -> ChoiceList:
    searched = is_searched(control.appearances)
    codes = codes_for([choice.value for choice in chosen], searched=searched)
    printed = tuple(
        PrintedChoice(choice.value, code, wording(choice.label, quoted_path) or plain(choice.value))
        for choice, code in zip(chosen, codes, strict=True)
    )
    return ChoiceList(path, (ChoiceGroup(printed),))


def _source(nodeset: str) -> _Source | None:
    try:
        expression = parse(nodeset)
    except XPathSyntaxError:
        return None
    if isinstance(expression, Call) and expression.name == "randomize" and expression.arguments:
        expression = expression.arguments[0]
    if not isinstance(expression, Path) or not isinstance(expression.start, Call):
        return None
    start = expression.start
    if start.name != "instance" or len(start.arguments) != 1 or not expression.steps:
        return None
    [name] = start.arguments
    if not isinstance(name, Text):
        return None
    column, chosen_by = _filter(expression.steps[-1].predicates)
    return _Source(name.text, column, chosen_by)


def _filter(predicates: Sequence[Expression]) -> tuple[str, str]:
    """Read ``[column = /path]``, written either way round; ('', '') for every other filter."""
    if len(predicates) != 1 or not isinstance(predicates[0], Binary):
        return "", ""
    comparison = predicates[0]
    for column, path in (
        (comparison.left, comparison.right),
        (comparison.right, comparison.left),
    ):
        name, above = _column(column), absolute_path(path)
        if comparison.operator == "=" and name and above:
            return name, above
    return "", ""


def _column(expression: Expression) -> str:
    if not isinstance(expression, Path) or expression.absolute or expression.start is not None:
        return ""
    if len(expression.steps) != 1 or expression.steps[0].axis != "child":
        return ""
    return expression.steps[0].test


def absolute_path(expression: Expression) -> str:
    """Return the path that an expression writes out from the root without conditions, '' for any other."""
    if not isinstance(expression, Path) or not expression.absolute or expression.start is not None:
        return ""
    if any(step.axis != "child" or step.predicates for step in expression.steps):
        return ""
    return "".join(f"/{step.test}" for step in expression.steps)
