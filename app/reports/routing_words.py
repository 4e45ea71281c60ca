"""Routing in words: who is asked a question, and where to go on after an answer.

Whole sentences around phrases of facts ("1.6 = yes"). Signs of comparison are the same in every language; everything
else is said. A formula is never printed: it is said which answers decide.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from app.forms.conditions import (
    ALWAYS,
    AllOf,
    Asked,
    Condition,
    Counting,
    Fact,
    Formula,
    NamedAnswer,
    Relation,
)
from app.i18n.catalog import _
from app.i18n.formats import written

if TYPE_CHECKING:
    from app.forms.print_view import PrintedGroup, PrintedRepeat, Times
    from app.forms.skips import Skip
    from app.reports.form_words import SheetLanguages

_SIGNS = {
    Relation.LESS: "<",
    Relation.AT_MOST: "≤",
    Relation.MORE: ">",
    Relation.AT_LEAST: "≥",
    Relation.IS: "=",
}


class RoutingWords:
    """Says conditions and ways in the language that is speaking, with choices in the words of the sheet."""

    def __init__(self, languages: SheetLanguages) -> None:
        self._languages = languages

    # --- sentences

    def question(self, condition: Condition) -> str:
        """Say above a question when it is asked; '' for always."""
        return self._sentence(condition, _("Ask if {condition}"))

    def note(self, condition: Condition) -> str:
        """Say above a note when it matters; '' for always."""
        return self._sentence(condition, _("Only if {condition}"))

    def section(self, condition: Condition) -> str:
        """Say under the heading of a section when it is asked; '' for always."""
        return self._sentence(condition, _("Ask this section if {condition}"))

    def group(self, group: PrintedGroup | PrintedRepeat) -> str:
        """Say above a group which questions are asked when; '' for always."""
        if group.ask_if == ALWAYS or not group.first:
            return self.note(group.ask_if)
        condition = self.phrase(group.ask_if)
        if group.first == group.last:
            return _("Ask {question} if {condition}").format(
                question=group.first, condition=condition
            )
        return _("Ask {first} to {last} if {condition}").format(
            first=group.first, last=group.last, condition=condition
        )

    def skip(self, skip: Skip) -> str:
        """Say where to go on after a question."""
        if skip.number:
            return _("Go on to {question}").format(question=skip.number)
        return _("Go on to the end")

    def skip_unless(self, answers: list[str], skip: Skip) -> str:
        """Say where to go on after every answer but these."""
        named = self._either([self._quoted(answer) for answer in answers])
        if skip.number:
            return _("After any answer but {answers}, go on to {question}").format(
                answers=named, question=skip.number
            )
        return _("After any answer but {answers}, go on to the end").format(answers=named)

    def times(self, times: Times) -> str:
        """Say how often a repeat is asked; '' when nothing fixes it."""
        if times.question is not None:
            return _("As many times as the answer to {question} says").format(
                question=times.question.number
            )
        if times.follows:
            return _("As many times as follows from the answers to {questions}").format(
                questions=self._numbers(times.follows)
            )
        return ""

    # --- phrases

    def phrase(self, condition: Condition) -> str:
        """Say a condition inside a sentence."""
        if isinstance(condition, Formula):
            return self._formula(condition)
        if isinstance(condition, Fact):
            return self._fact(condition)
        joined = self._both if isinstance(condition, AllOf) else self._either
        return joined([self._part(part) for part in condition.parts])

    def _sentence(self, condition: Condition, words: str) -> str:
        if condition == ALWAYS:
            return ""
        return words.format(condition=self.phrase(condition))

    def _formula(self, formula: Formula) -> str:
        if not formula.questions:
            return _("it applies to this interview")
        if len(formula.questions) == 1:
            return _("the answer to {question} calls for it").format(
                question=formula.questions[0].number
            )
        return _("the answers to {questions} call for it").format(
            questions=self._numbers(formula.questions)
        )

    def _numbers(self, questions: tuple[Asked, ...]) -> str:
        *first, last = (question.number for question in questions)
        if not first:
            return last
        return _("{left} and {right}").format(left=", ".join(first), right=last)

    def _part(self, condition: Condition) -> str:
        words = self.phrase(condition)
        return words if isinstance(condition, Fact | Formula) else f"({words})"

    def _fact(self, fact: Fact) -> str:
        question = fact.question.number
        if fact.relation is Relation.ANSWERED:
            return _("{question} is answered").format(question=question)
        if fact.relation is Relation.EMPTY:
            return _("{question} is not answered").format(question=question)
        answers = [self._answer(answer) for answer in fact.answers]
        if fact.relation in {Relation.WRITTEN_IN, Relation.NOT_WRITTEN_IN}:
            return _letters(fact)
        if fact.counted is Counting.CHOICES:
            question = _("the number of choices in {question}").format(question=question)
        elif fact.counted is Counting.SUM:
            question = _("the answers to {question} together").format(question=question)
        plain = self._either([self._plain(answer) for answer in answers])
        if sign := _SIGNS.get(fact.relation):
            return f"{question} {sign} {plain}"
        if fact.relation is Relation.IS_NOT:
            return _("{question} is not {answers}").format(question=question, answers=plain)
        return self._named(fact.relation, question, answers)

    def _named(self, relation: Relation, question: str, answers: list[str]) -> str:
        named = self._either([self._quoted(answer) for answer in answers])
        if relation is Relation.OTHER_THAN:
            words = _("{question} is answered, but not with {answers}")
        elif relation is Relation.INCLUDES:
            words = _("{answers} is ticked in {question}")
        else:
            words = _("{answers} is not ticked in {question}")
        return words.format(question=question, answers=named)

    def _answer(self, answer: NamedAnswer) -> str:
        if answer.question is not None:
            return answer.question.number
        if answer.words is not None:
            return self._languages.lead(answer.words) or answer.value
        return _number(answer.value, self._languages.speech)

    def _plain(self, words: str) -> str:
        """Quote an answer of several words, so that it is seen where it ends."""
        return self._quoted(words) if " " in words else words

    @staticmethod
    def _quoted(words: str) -> str:
        return _("“{words}”").format(words=words)

    @staticmethod
    def _both(parts: list[str]) -> str:
        return reduce(
            lambda left, right: _("{left} and {right}").format(left=left, right=right), parts
        )

    @staticmethod
    def _either(parts: list[str]) -> str:
        return reduce(
            lambda left, right: _("{left} or {right}").format(left=left, right=right), parts
        )


def _letters(fact: Fact) -> str:
    words = {
        (Relation.WRITTEN_IN, "cyrillic"): _(
            "there are Cyrillic letters in the answer to {question}"
        ),
        (Relation.WRITTEN_IN, "latin"): _("there are Latin letters in the answer to {question}"),
        (Relation.NOT_WRITTEN_IN, "cyrillic"): _(
            "there are no Cyrillic letters in the answer to {question}"
        ),
        (Relation.NOT_WRITTEN_IN, "latin"): _(
            "there are no Latin letters in the answer to {question}"
        ),
    }
    return words[fact.relation, fact.answers[0].value].format(question=fact.question.number)


def _number(value: str, speech: str) -> str:
    try:
        float(value)
    except ValueError:
        return value
    return written(value, speech)
