"""A form as a blank sheet shows it: sections, numbered questions, writing space, and routing as conditions.

Pure and without a word of Sild's own: conditions, spaces and ways on are values that `reports.questionnaire` puts
into words of a language. Numbers are those of the runner's outline, codes those that the runner takes, so that a
filled sheet can be typed in without looking anything up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.forms.choice_lists import ChoiceList, ChoiceLists
from app.forms.condition_reader import ConditionReader
from app.forms.conditions import ALWAYS, NEVER, Asked, Condition, all_of
from app.forms.definition import (
    Control,
    ControlKind,
    FormDefinition,
    NodeDefinition,
    NodeKind,
    Text,
)
from app.forms.formulas import Numbered, place_of
from app.forms.outline import question_numbers, shown_children
from app.forms.skips import Stop, Way, ways
from app.forms.wordings import Wording, quoted_path, wording
from app.forms.writing_space import LookedUp, Ranking, Space, Ticks, space_for
from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Number, Path
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.core.text import LocalText

SHORTEST_CARD: Final = 3
LONGEST_CARD: Final = 40
"""Choices on a show card: two are remembered without one, more than forty nobody reads."""
MOST_TIMES: Final = 12
_ALWAYS: Final = frozenset({"true()", "true"})
_UNSEEN: Final = Control(ControlKind.INPUT)


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question. ``card`` is the number of its show card, 0 when it has none.

    A form that says ``bind::sild:card`` = ``no`` keeps a list that only the interviewer sees off the cards.
    ``check`` is what the form says when an answer breaks its rule.
    """

    path: str
    number: str
    label: Wording
    hint: Wording
    guidance: Wording
    check: Wording
    ask_if: Condition
    space: Space
    way: Way
    card: int
    offers_missing: bool
    in_matrix: bool = False
    """Whether it is a row of a matrix: its choices are the heads of columns (appearance ``list-nolabel``)."""


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """Words to read out or to heed, at their place."""

    path: str
    label: Wording
    hint: Wording
    guidance: Wording
    ask_if: Condition
    way: Way


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """Questions under a heading or a condition of their own; ``first`` and ``last`` are the numbers it spans."""

    label: Wording
    ask_if: Condition
    items: tuple[PrintedItem, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Times:
    """How often a repeat is asked: a fixed number (0 = not fixed), as a question says, or as follows from several."""

    fixed: int = 0
    question: Asked | None = None
    follows: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedRepeat:
    """Questions that are asked for each of several; otherwise like a group."""

    label: Wording
    ask_if: Condition
    items: tuple[PrintedItem, ...]
    first: str
    last: str
    times: Times


PrintedItem = PrintedQuestion | PrintedNote | PrintedGroup | PrintedRepeat


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A group or repeat right under the root, or the questions between two of them (no number, no label)."""

    number: str
    label: Wording
    ask_if: Condition
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A list of choices to put into the respondent's hands, numbered by its first use."""

    number: int
    choices: ChoiceList


@dataclass(frozen=True, slots=True)
class PrintView:
    """The whole form."""

    form_id: str
    version: str
    title: str
    titles: LocalText
    languages: tuple[str, ...]
    default_language: str
    sections: tuple[PrintedSection, ...]
    cards: tuple[ShowCard, ...] = ()


def print_view(definition: FormDefinition) -> PrintView:
    """Read a form into what its blank questionnaire and its show cards say."""
    return _Reading(definition).view()


def _numbers(definition: FormDefinition) -> dict[str, str]:
    """Return the runner's numbers without those of notes, which nobody answers."""
    return {
        path: number
        for path, number in question_numbers(definition).items()
        if definition.node(path).kind is not NodeKind.VALUE
        or definition.node(path).bind.readonly not in _ALWAYS
    }


class _Reading:
    """One walk through a form in the order of its body."""

    def __init__(self, definition: FormDefinition) -> None:
        self._definition = definition
        self._nodes = definition.nodes
        self._shown = shown_children(definition)
        self._numbers = _numbers(definition)
        self._lists = ChoiceLists(definition)
        self._reader = ConditionReader(definition, self._question_numbers(), self._lists)
        self._cards: dict[str, ShowCard] = {}
        self._own = {node.index: self._own_condition(node) for node in self._walk(0)}
        self._ways = ways(list(self._stops(0, [], -1)))

    def view(self) -> PrintView:
        form = self._definition
        sections = tuple(section for section in self._sections() if section.items)
        return PrintView(
            form.form_id,
            form.version,
            form.title,
            form.titles,
            form.languages,
            form.default_language,
            sections,
            tuple(self._cards.values()),
        )

    # --- conditions and ways

    def _question_numbers(self) -> dict[str, str]:
        """Return the numbers of questions alone: a section's number names nothing that can be answered."""
        return {
            path: number
            for path, number in self._numbers.items()
            if self._definition.node(path).kind is NodeKind.VALUE
        }

    def _walk(self, index: int) -> Iterator[NodeDefinition]:
        for child in self._shown[index]:
            yield self._nodes[child]
            yield from self._walk(child)

    def _own_condition(self, node: NodeDefinition) -> Condition:
        return self._reader.read(node.bind.relevant, node)

    def _stops(self, index: int, around: list[Condition], repeat: int) -> Iterator[Stop]:
        for child in self._shown[index]:
            node = self._nodes[child]
            conditions = [*around, self._own[child]]
            if node.kind is not NodeKind.VALUE:
                inside = child if node.kind is NodeKind.REPEAT else repeat
                yield from self._stops(child, conditions, inside)
            elif (condition := all_of(conditions)) != NEVER:
                number = self._numbers.get(node.path, "")
                yield Stop(node.path, number, condition, repeat, self._values(node))

    def _values(self, node: NodeDefinition) -> tuple[str, ...]:
        if node.control is None or node.control.kind is not ControlKind.SELECT_ONE:
            return ()
        choices = self._lists.of(node)
        return tuple(choice.value for choice in choices.choices) if choices else ()

    # --- sections and items

    def _sections(self) -> Iterator[PrintedSection]:
        loose: list[PrintedItem] = []
        for child in self._shown[0]:
            node = self._nodes[child]
            if node.kind is NodeKind.VALUE:
                loose += self._items([child])
                continue
            if loose:
                yield PrintedSection("", Wording(), ALWAYS, tuple(loose))
                loose = []
            yield self._section(node)
        if loose:
            yield PrintedSection("", Wording(), ALWAYS, tuple(loose))

    def _section(self, node: NodeDefinition) -> PrintedSection:
        number, condition = self._numbers.get(node.path, ""), self._own[node.index]
        if condition == NEVER:
            return PrintedSection(number, Wording(), NEVER, ())
        label = self._label(node)
        if node.kind is NodeKind.GROUP:
            items = tuple(self._items(self._shown[node.index]))
            return PrintedSection(number, label, condition, items)
        return PrintedSection(
            number, label, condition, tuple(self._repeat(node, Wording(), ALWAYS))
        )

    def _items(self, indexes: list[int] | tuple[int, ...]) -> Iterator[PrintedItem]:
        for index in indexes:
            node, condition = self._nodes[index], self._own[index]
            if condition == NEVER:
                continue
            if node.kind is NodeKind.GROUP:
                yield from self._group(node, condition)
            elif node.kind is NodeKind.REPEAT:
                yield from self._repeat(node, self._label(node), condition)
            elif node.is_head:
                if self._label(node):
                    yield self._note(node, condition)
            elif node.path in self._numbers:
                yield self._question(node, condition)
            else:
                yield self._note(node, condition)

    def _group(self, node: NodeDefinition, condition: Condition) -> Iterator[PrintedItem]:
        items = tuple(self._items(self._shown[node.index]))
        label = self._label(node)
        if items and (label or condition != ALWAYS):
            yield PrintedGroup(label, condition, items, *self._span(node.index))
        else:
            yield from items

    def _repeat(
        self, node: NodeDefinition, label: Wording, condition: Condition
    ) -> Iterator[PrintedItem]:
        items = tuple(self._items(self._shown[node.index]))
        if items:
            span = self._span(node.index)
            yield PrintedRepeat(label, condition, items, *span, self._times(node))

    def _question(self, node: NodeDefinition, condition: Condition) -> PrintedQuestion:
        control, bind = node.control or _UNSEEN, node.bind
        space = space_for(node, self._lists.of(node))
        return PrintedQuestion(
            path=node.path,
            number=self._numbers[node.path],
            label=self._words(control.label),
            hint=self._words(control.hint),
            guidance=self._words(control.guidance),
            check=self._words(bind.constraint_message),
            ask_if=condition,
            space=space,
            way=self._ways.get(node.path, Way()),
            card=0 if bind.other.get("sild:card") == "no" else self._card(space),
            offers_missing=node.offers_missing,
            in_matrix="list-nolabel" in control.appearances,
        )

    def _note(self, node: NodeDefinition, condition: Condition) -> PrintedNote:
        control = node.control or _UNSEEN
        return PrintedNote(
            path=node.path,
            label=self._words(control.label),
            hint=self._words(control.hint),
            guidance=self._words(control.guidance),
            ask_if=condition,
            way=self._ways.get(node.path, Way()),
        )

    def _card(self, space: Space) -> int:
        """Return the number of the card for a list, which gets one when it is worth showing."""
        choices = space.choices if isinstance(space, Ticks | LookedUp | Ranking) else None
        if choices is None or not SHORTEST_CARD <= len(choices.choices) <= LONGEST_CARD:
            return 0
        if choices.key not in self._cards:
            self._cards[choices.key] = ShowCard(len(self._cards) + 1, choices)
        return self._cards[choices.key].number

    # --- details

    def _label(self, node: NodeDefinition) -> Wording:
        return self._words(node.control.label) if node.control else Wording()

    def _words(self, text: Text) -> Wording:
        return wording(text, lambda source: self._numbers.get(quoted_path(source), ""))

    def _span(self, index: int) -> tuple[str, str]:
        numbers = [self._numbers.get(node.path, "") for node in self._walk(index)]
        asked = [number for number in numbers if number] or [""]
        return asked[0], asked[-1]

    def _times(self, node: NodeDefinition) -> Times:
        if node.count is None:
            return Times(node.initial_instances if node.fixed else 0)
        try:
            expression = parse(node.count)
        except XPathSyntaxError:
            return Times()
        if isinstance(expression, Number):
            return Times(min(int(expression.value), MOST_TIMES))
        numbers = self._question_numbers()
        if isinstance(expression, Path):
            path = place_of(expression, node.path)
            if number := numbers.get(path):
                return Times(question=Asked(path, number))
        return Times(follows=Numbered(self._definition, numbers).in_expression(expression, node))
