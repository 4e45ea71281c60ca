"""Conditions of a form as an interviewer can judge them on paper: questions, answers, and, or.

The syntax tree of a relevance is turned into facts about numbered questions where it speaks of nothing else. What it
says beyond that (functions, the day of the interview) stays a formula that nobody is shown: only the questions whose
answers it looks at are named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.forms.wordings import Wording


class Relation(StrEnum):
    """How an answer stands to the answers that a condition names."""

    IS = "is"
    IS_NOT = "is_not"
    OTHER_THAN = "other_than"
    """Answered, and with none of these."""
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    ANSWERED = "answered"
    EMPTY = "empty"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    WRITTEN_IN = "written_in"
    """There are letters of an alphabet in the answer; the answers named are the alphabets."""
    NOT_WRITTEN_IN = "not_written_in"


class Counting(StrEnum):
    """What of an answer is compared."""

    ITSELF = ""
    CHOICES = "#"
    """How many choices are ticked."""
    SUM = "+"
    """The answers of all rows of a repeat together."""


OPPOSITE = {
    Relation.IS: Relation.IS_NOT,
    Relation.IS_NOT: Relation.IS,
    Relation.OTHER_THAN: Relation.IS,
    Relation.INCLUDES: Relation.EXCLUDES,
    Relation.EXCLUDES: Relation.INCLUDES,
    Relation.ANSWERED: Relation.EMPTY,
    Relation.EMPTY: Relation.ANSWERED,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_MOST: Relation.MORE,
    Relation.MORE: Relation.AT_MOST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.WRITTEN_IN: Relation.NOT_WRITTEN_IN,
    Relation.NOT_WRITTEN_IN: Relation.WRITTEN_IN,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a condition speaks of."""

    path: str
    number: str


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """An answer in a condition: a choice with its words, another question, or a value as it is written."""

    value: str = ""
    words: Wording | None = None
    question: Asked | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to look up among the answers."""

    question: Asked
    relation: Relation
    answers: tuple[NamedAnswer, ...] = ()
    counted: Counting = Counting.ITSELF


@dataclass(frozen=True, slots=True)
class Formula:
    """A condition that only the program can judge, and the questions whose answers it looks at.

    ``source`` tells formulas apart; it is never printed.
    """

    source: str
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts: always."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts: never."""

    parts: tuple[Condition, ...] = ()


Condition = Fact | Formula | AllOf | AnyOf
ALWAYS = AllOf()
NEVER = AnyOf()


def all_of(parts: list[Condition]) -> Condition:
    """Join by *and*: flat, without repetitions; "is answered" gives way to what says more about the same answer."""
    if any(part == NEVER for part in parts):
        return NEVER
    flat = _flat(parts, AllOf)
    kept: list[Condition] = []
    for part in flat:
        if not isinstance(part, Fact) or not _join_answered(part, kept):
            kept.append(part)
    return kept[0] if len(kept) == 1 else AllOf(tuple(kept))


def any_of(parts: list[Condition]) -> Condition:
    """Join by *or*: flat, and answers of one question in one fact."""
    if any(part == ALWAYS for part in parts):
        return ALWAYS
    kept: list[Condition] = []
    for part in _flat(parts, AnyOf):
        if not isinstance(part, Fact) or not _join_answers(part, kept):
            kept.append(part)
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept))


def _flat(parts: list[Condition], kind: type[AllOf | AnyOf]) -> list[Condition]:
    found: list[Condition] = []
    for part in parts:
        inside = part.parts if isinstance(part, kind) else (part,)
        found += [each for each in inside if each not in found]
    return found


def _join_answered(fact: Fact, kept: list[Condition]) -> bool:
    """Let a fact and "is answered" of the same question be one; tells whether ``fact`` is taken care of."""
    for at, other in enumerate(kept):
        if not isinstance(other, Fact) or other.question != fact.question:
            continue
        if Relation.NOT_WRITTEN_IN in {other.relation, fact.relation}:
            continue
        if fact.relation is Relation.ANSWERED:
            kept[at] = _when_answered(other)
            return True
        if other.relation is Relation.ANSWERED:
            kept[at] = _when_answered(fact)
            return True
        if Relation.OTHER_THAN is other.relation and fact.relation is Relation.IS_NOT:
            kept[at] = replace(other, answers=other.answers + fact.answers)
            return True
    return False


def _when_answered(fact: Fact) -> Fact:
    is_bare = fact.relation is Relation.IS_NOT
    return replace(fact, relation=Relation.OTHER_THAN) if is_bare else fact


def _join_answers(fact: Fact, kept: list[Condition]) -> bool:
    """Put the answers of a fact beside those of another about the same question; tells whether there was one."""
    for at, other in enumerate(kept):
        if (
            isinstance(other, Fact)
            and (other.question, other.counted) == (fact.question, fact.counted)
            and other.relation is fact.relation
            and fact.relation in {Relation.IS, Relation.INCLUDES}
        ):
            more = tuple(answer for answer in fact.answers if answer not in other.answers)
            kept[at] = replace(other, answers=other.answers + more)
            return True
    return False
