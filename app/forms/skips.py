"""Where to go on after an answer: the other side of "ask if", worked out from the same conditions.

Three-valued: with one answer known, a condition holds, does not hold, or cannot be told. Whatever surely does not
hold is skipped; the first question that may have to be asked is where to go on. Nothing is said when that is the next
question anyway, inside a repeat when the way leads out of it, and when a note for the interviewer would be passed by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.forms.conditions import ALWAYS, AllOf, AnyOf, Condition, Fact, Formula, Relation
from app.forms.definition import nothing

Known = dict[str, frozenset[str]]
"""What the answer to a question may still be, by path; an answer that was never given is ''."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Where to go on: the number of a question, '' for the end of the interview."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A question or note on the way through the form. ``condition`` holds for it and everything around it."""

    path: str
    number: str
    condition: Condition = ALWAYS
    repeat: int = -1
    values: tuple[str, ...] = ()
    """What can be chosen, when exactly one can."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go on after a question: by the choice that was ticked, or whatever was answered."""

    always: Skip | None = None
    by_value: Mapping[str, Skip] = field(default_factory=nothing)


def ways(stops: Sequence[Stop]) -> dict[str, Way]:
    """Return where each stop leads to other than to the next one, by path."""
    found: dict[str, Way] = {}
    for place, stop in enumerate(stops):
        way = _way(stops, place)
        if way.always is not None or way.by_value:
            found[stop.path] = way
    return found


def _way(stops: Sequence[Stop], place: int) -> Way:
    stop, known = stops[place], _implied(stops[place].condition)
    always = _go_on(stops, place, known)
    if always is not None:
        return Way(always)
    by_value = {}
    for value in stop.values:
        skip = _go_on(stops, place, known | {stop.path: frozenset({value})})
        if skip is not None:
            by_value[value] = skip
    return Way(None, by_value)


def _go_on(stops: Sequence[Stop], place: int, known: Known) -> Skip | None:
    known, passed = dict(known), False
    for stop in stops[place + 1 :]:
        if holds(stop.condition, known) is not False:
            leads_out = stops[place].repeat not in {-1, stop.repeat}
            return Skip(stop.number) if passed and stop.number and not leads_out else None
        known[stop.path] = frozenset({""})
        passed = passed or bool(stop.number)
    return Skip() if passed and stops[place].repeat == -1 else None


def holds(condition: Condition, known: Mapping[str, frozenset[str]]) -> bool | None:
    """Tell whether a condition holds with what is known; None when that cannot be told."""
    if isinstance(condition, Formula):
        return None
    if isinstance(condition, Fact):
        return _fact_holds(condition, known)
    verdicts = [holds(part, known) for part in condition.parts]
    deciding = isinstance(condition, AnyOf)
    if deciding in verdicts:
        return deciding
    return None if None in verdicts else not deciding


def _fact_holds(fact: Fact, known: Mapping[str, frozenset[str]]) -> bool | None:
    possible = known.get(fact.question.path)
    if possible is None or fact.counted or fact.relation in _BY_LETTERS:
        return None
    if fact.relation in {Relation.ANSWERED, Relation.EMPTY}:
        verdicts = {bool(value) is (fact.relation is Relation.ANSWERED) for value in possible}
    elif fact.relation in _BY_NAME and all(answer.question is None for answer in fact.answers):
        named = {answer.value for answer in fact.answers}
        verdicts = {_by_name(fact.relation, value, named) for value in possible}
    elif possible == {""} and fact.relation not in _BY_NAME:
        verdicts = {False}
    else:
        return None
    return verdicts.pop() if len(verdicts) == 1 else None


_BY_LETTERS = frozenset({Relation.WRITTEN_IN, Relation.NOT_WRITTEN_IN})
_BY_NAME = frozenset(
    {
        Relation.IS,
        Relation.IS_NOT,
        Relation.OTHER_THAN,
        Relation.INCLUDES,
        Relation.EXCLUDES,
    }
)


def _by_name(relation: Relation, value: str, named: set[str]) -> bool:
    if relation in {Relation.IS, Relation.INCLUDES}:
        return value in named
    if relation is Relation.OTHER_THAN:
        return bool(value) and value not in named
    return value not in named


def _implied(condition: Condition) -> Known:
    """Return what is known of the answers when a condition holds."""
    known: Known = {}
    for part in condition.parts if isinstance(condition, AllOf) else (condition,):
        if not isinstance(part, Fact) or part.relation is not Relation.IS or part.counted:
            continue
        if all(answer.question is None for answer in part.answers):
            known[part.question.path] = frozenset(answer.value for answer in part.answers)
    return known
