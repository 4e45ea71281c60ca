"""Turns the XPath of a relevance into conditions an interviewer can judge; see `conditions` for what they are.

Read as: a question compared with a choice, a number or another question; `selected()`; `!= ''` as "is answered";
`count-selected()`, `string-length()` and `sum()` compared with a number, also when a value computed elsewhere in the
form stands for them; `regex()` that looks for letters of an alphabet; *and*, *or* and `not()` around them. All else is
a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.forms.conditions import (
    ALWAYS,
    NEVER,
    OPPOSITE,
    Asked,
    Condition,
    Counting,
    Fact,
    Formula,
    NamedAnswer,
    Relation,
    all_of,
    any_of,
)
from app.forms.definition import ControlKind, FormDefinition, NodeDefinition
from app.forms.formulas import Numbered, number_text, place_of
from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Binary, Call, Expression, Negation, Number, Path, Text
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.forms.choice_lists import ChoiceLists
    from app.forms.wordings import Wording

_RELATIONS: Final = {
    "=": Relation.IS,
    "!=": Relation.IS_NOT,
    "<": Relation.LESS,
    "<=": Relation.AT_MOST,
    ">": Relation.MORE,
    ">=": Relation.AT_LEAST,
}
_TURNED: Final = {
    Relation.LESS: Relation.MORE,
    Relation.MORE: Relation.LESS,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.AT_MOST,
}
"""The same comparison with its sides changed."""
_SEE_THROUGH: Final = frozenset({"number", "int", "string", "boolean"})
"""Conversions that change nothing of what a person understands."""
_MANY: Final = frozenset({ControlKind.SELECT_MULTIPLE, ControlKind.RANK})
_LENGTHS: Final = {
    (Relation.MORE, 0.0): Relation.ANSWERED,
    (Relation.AT_LEAST, 1.0): Relation.ANSWERED,
    (Relation.IS_NOT, 0.0): Relation.ANSWERED,
    (Relation.IS, 0.0): Relation.EMPTY,
    (Relation.LESS, 1.0): Relation.EMPTY,
}
"""What a length, or a number of choices, says about there being an answer."""
_LETTERS: Final = (("cyrillic", "А-Яа-яЁё"), ("latin", "A-Za-z"))
"""Alphabets with the ranges of letters that stand for them in a pattern."""
_ANYTHING: Final = re.compile(r"\.\*\[([^\[\]\\^]+)\]\+?\.\*")
"""A pattern that looks for certain letters anywhere."""


class ConditionReader:
    """Reads every condition of one form."""

    def __init__(
        self, definition: FormDefinition, numbers: Mapping[str, str], lists: ChoiceLists
    ) -> None:
        self._definition = definition
        self._numbers = numbers
        self._lists = lists
        self._numbered = Numbered(definition, numbers)

    def read(self, source: str | None, node: NodeDefinition) -> Condition:
        """Read the condition that ``source`` says of a node; `ALWAYS` when it says nothing."""
        if not source:
            return ALWAYS
        try:
            expression = parse(source)
        except XPathSyntaxError:
            return Formula(source)
        return self._condition(expression, node, negated=False)

    def _condition(
        self, expression: Expression, node: NodeDefinition, *, negated: bool
    ) -> Condition:
        if isinstance(expression, Binary) and expression.operator in {"and", "or"}:
            sides = [
                self._condition(side, node, negated=negated)
                for side in (expression.left, expression.right)
            ]
            return all_of(sides) if (expression.operator == "and") is not negated else any_of(sides)
        if isinstance(expression, Call):
            if expression.name == "not" and len(expression.arguments) == 1:
                return self._condition(expression.arguments[0], node, negated=not negated)
            if expression.name in {"true", "false"} and not expression.arguments:
                return ALWAYS if (expression.name == "true") is not negated else NEVER
        fact = self._fact(expression, node)
        if fact is not None:
            return _denied(fact) if negated else fact
        return Formula(repr((negated, expression)), self._numbered.in_expression(expression, node))

    # --- facts

    def _fact(self, expression: Expression, node: NodeDefinition) -> Fact | None:
        if isinstance(expression, Call) and expression.name == "selected":
            return self._selected(expression, node)
        if isinstance(expression, Call) and expression.name == "regex":
            return self._written_in(expression, node)
        if isinstance(expression, Binary) and expression.operator in _RELATIONS:
            relation = _RELATIONS[expression.operator]
            return self._compared(expression.left, relation, expression.right, node) or (
                self._compared(
                    expression.right, _TURNED.get(relation, relation), expression.left, node
                )
            )
        return None

    def _selected(self, call: Call, node: NodeDefinition) -> Fact | None:
        if len(call.arguments) != 2 or not isinstance(call.arguments[1], Text):
            return None
        found = self._question(call.arguments[0], node)
        if found is None:
            return None
        asked, question = found
        answer = NamedAnswer(call.arguments[1].text, self._words(question, call.arguments[1].text))
        return Fact(asked, _relation(Relation.IS, question), (answer,))

    def _written_in(self, call: Call, node: NodeDefinition) -> Fact | None:
        if len(call.arguments) != 2 or not isinstance(call.arguments[1], Text):
            return None
        found, alphabet = (
            self._question(call.arguments[0], node),
            _alphabet(call.arguments[1].text),
        )
        if found is None or not alphabet:
            return None
        return Fact(found[0], Relation.WRITTEN_IN, (NamedAnswer(alphabet),))

    def _compared(
        self, left: Expression, relation: Relation, right: Expression, node: NodeDefinition
    ) -> Fact | None:
        left, at = self._numbered.followed(left, node)
        if isinstance(left, Call) and left.name in {"count-selected", "string-length", "sum"}:
            return self._measured(left, relation, right, at)
        found = self._question(left, at)
        if found is None:
            return None
        asked, question = found
        if isinstance(right, Text) and not right.text.strip():
            bare = {Relation.IS: Relation.EMPTY, Relation.IS_NOT: Relation.ANSWERED}.get(relation)
            return Fact(asked, bare) if bare else None
        answer = self._answer(right, question, node)
        return Fact(asked, _relation(relation, question), (answer,)) if answer else None

    def _measured(
        self, call: Call, relation: Relation, right: Expression, node: NodeDefinition
    ) -> Fact | None:
        found = self._question(call.arguments[0], node) if len(call.arguments) == 1 else None
        if found is None or not isinstance(right, Number):
            return None
        number = NamedAnswer(number_text(right.value))
        if call.name == "sum":
            return Fact(found[0], relation, (number,), Counting.SUM)
        is_answered = _LENGTHS.get((relation, right.value))
        if is_answered is not None:
            return Fact(found[0], is_answered)
        if call.name == "string-length":
            return None
        return Fact(found[0], relation, (number,), Counting.CHOICES)

    def _answer(
        self, expression: Expression, question: NodeDefinition, node: NodeDefinition
    ) -> NamedAnswer | None:
        if isinstance(expression, Text):
            return NamedAnswer(expression.text, self._words(question, expression.text))
        if isinstance(expression, Number):
            value = number_text(expression.value)
            return NamedAnswer(value, self._words(question, value))
        if isinstance(expression, Negation) and isinstance(expression.operand, Number):
            return NamedAnswer(number_text(-expression.operand.value))
        other = self._question(expression, node)
        return NamedAnswer(question=other[0]) if other else None

    def _question(
        self, expression: Expression, node: NodeDefinition
    ) -> tuple[Asked, NodeDefinition] | None:
        """Find the numbered question that an expression is the answer of."""
        while isinstance(expression, Call):
            if expression.name not in _SEE_THROUGH or len(expression.arguments) != 1:
                return None
            expression = expression.arguments[0]
        if not isinstance(expression, Path):
            return None
        path = place_of(expression, node.path)
        if path not in self._definition.by_path or not self._numbers.get(path):
            return None
        return Asked(path, self._numbers[path]), self._definition.node(path)

    def _words(self, question: NodeDefinition, value: str) -> Wording | None:
        return self._lists.label(question, value) if self._lists.of(question) else None


def _relation(relation: Relation, question: NodeDefinition) -> Relation:
    """Among several answers "is" means "is one of them"."""
    if question.control is None or question.control.kind not in _MANY:
        return relation
    many = {Relation.IS: Relation.INCLUDES, Relation.IS_NOT: Relation.EXCLUDES}
    return many.get(relation, relation)


def _alphabet(pattern: str) -> str:
    """Return the alphabet whose letters a pattern looks for; '' when it looks for anything else.

    >>> _alphabet(".*[А-Яа-яЁё].*"), _alphabet("[0-9]{8}")
    ('cyrillic', '')
    """
    found = _ANYTHING.fullmatch(pattern)
    letters = set(found[1]) if found else set()
    for alphabet, ranges in _LETTERS:
        if letters and letters <= set(ranges):
            return alphabet
    return ""


def _denied(fact: Fact) -> Fact:
    return Fact(fact.question, OPPOSITE[fact.relation], fact.answers, fact.counted)
