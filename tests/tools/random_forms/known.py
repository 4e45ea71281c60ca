"""Differences that are meant (``tests/forms/known_differences.md``), recognised in a minimised case by rule.

A rule looks at the minimal form and interview, so that what it says is the reason, not a coincidence: everything that
is not needed for the difference is gone by then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from tests.tools.random_forms.model import Term
from tests.tools.random_forms.shrinking import Case
from tests.tools.random_forms.writing import CHANGED

Rule = Callable[[Case], bool]
_SETS = re.compile(r"\b(sum|max|min|count|join|concat|count-non-empty)\((', ', |' ', )?(/|\.\./)")
_TEXT_OF_NUMBER = re.compile(
    r"\b(concat|string|join|string-length|contains|substr|coalesce|regex)\("
)


def recognised(case: Case) -> str:
    """Return the class of a difference, '' when it is not known."""
    return next((name for name, rule in RULES.items() if rule(case)), "")


def _terms(case: Case) -> list[Term]:
    return [part for node in case.form.walk() for term in node.terms() for part in term.all_terms()]


def _words(case: Case) -> str:
    return "\n".join(str(term) for node in case.form.walk() for term in node.terms())


def _is_counted(case: Case) -> bool:
    return any(node.count is not None for node in case.form.walk())


def _hides(case: Case) -> bool:
    return any(name == "relevant" for node in case.form.walk() for name, _ in node.binds)


def _hidden_in_set(case: Case) -> bool:
    return _hides(case) and bool(_SETS.search(_words(case)))


def _blanks_in_total(case: Case) -> bool:
    return bool(re.search(r"\b(sum|max|min)\(", _words(case)))


def _nan_as_text(case: Case) -> bool:
    numbers = {"number"}
    return any(
        term.kind != "number"
        and _TEXT_OF_NUMBER.match(term.pattern)
        and {p.kind for p in term.parts} & numbers
        for term in _terms(case)
    )


def _decimal_as_text(case: Case) -> bool:
    return any(node.type == "decimal" for node in case.form.walk()) and bool(
        _TEXT_OF_NUMBER.search(_words(case))
    )


def _count_falls(case: Case) -> bool:
    """The instances of a counted repeat were taken away, or its count was cleared, or hidden with its question."""
    if not _is_counted(case):
        return False
    if any(action.event == CHANGED for node in case.form.walk() for action in node.actions):
        return True
    if _hides(case) and None in (case.difference.peer, case.difference.sild):
        return True
    counts = {name for node in case.form.walk() if node.count is not None for name in node.names()}
    standing = {f"/data/{name}": node.default for name in counts if (node := case.form.named(name))}
    given = {path: [default] for path, default in standing.items() if default}
    for step in case.steps:
        if step["op"] == "set" and step["path"].rpartition("/")[2] in counts:
            given.setdefault(step["path"], []).append(step["value"])
    return any(_falls(values) for values in given.values())


def _falls(values: list[str]) -> bool:
    numbers = [int(value) if value.lstrip("-").isdigit() else -1 for value in values]
    return any(after < before for before, after in pairwise(numbers)) or -1 in numbers


def _changed_after_removal(case: Case) -> bool:
    removed = any(step["op"] == "remove" for step in case.steps)
    return removed and any(a.event == CHANGED for node in case.form.walk() for a in node.actions)


def _sunday(case: Case) -> bool:
    return "'%a'" in _words(case) and case.difference.fact == "value"


def _node_as_truth(case: Case) -> bool:
    return bool(re.search(r"\bboolean\((/|\.\./|indexed-repeat\()", _words(case)))


def _empty_set(case: Case) -> bool:
    """A set without nodes is compared: ``/data/r[...]/x = ''``."""
    compared = [term for term in _terms(case) if re.search(r"(=|!=|<|<=|>|>=) @$", term.pattern)]
    sets = [part for term in compared for part in term.parts]
    return any(part.kind == "nodes" or "indexed-repeat(" in str(part) for part in sets)


def _months_in_words(case: Case) -> bool:
    return any(step["op"] == "lang" for step in case.steps) and bool(
        re.search("%[ab]", _words(case))
    )


def _changed_at_opening(case: Case) -> bool:
    set_off = any(action.event == CHANGED for node in case.form.walk() for action in node.actions)
    return set_off and case.difference.step == 0


def _half(case: Case) -> bool:
    """Halves below zero are rounded up, or away from zero: the results are one apart."""
    return "round(" in _words(case)


def _nearly_equal(case: Case) -> bool:
    """Remainders of decimals are hardly ever equal to the last digit."""
    return any(re.search(r"^@ (=|!=) @$", t.pattern) and " mod " in str(t) for t in _terms(case))


def _default_of_hidden(case: Case) -> bool:
    set_at_start = any(a.event != CHANGED for node in case.form.walk() for a in node.actions)
    return set_at_start and _hides(case)


def _once_behind(case: Case) -> bool:
    return "once(" in _words(case) and _hides(case)


def _once_before_settled(case: Case) -> bool:
    """``once()`` reads what is worked out from the same answer, or in the same new row."""
    calculated = {
        node.name: term
        for node in case.form.walk()
        for name, term in node.binds
        if name == "calculate"
    }
    return any(
        "once(" in str(term) and node.names() & set(calculated) - {node.name}
        for node in case.form.walk()
        if (term := calculated.get(node.name)) is not None
    )


def _power_of_nothing(case: Case) -> bool:
    return bool(re.search(r"pow\(.*, 0\)", _words(case)))


def _part_of_text(case: Case) -> bool:
    return "'[0-9]+')" in _words(case)


def _nearly_whole(case: Case) -> bool:
    try:
        return abs(float(case.difference.peer) - float(case.difference.sild)) < 1e-9
    except (TypeError, ValueError):
        return False


RULES: dict[str, Rule] = {
    "a number next to a whole one": _nearly_whole,
    "a hidden row in a set": _hidden_in_set,
    "sum, max and min over blanks": _blanks_in_total,
    "NaN as text": _nan_as_text,
    "a decimal answer as text": _decimal_as_text,
    "instances that a falling count takes away": _count_falls,
    "value-changed after an instance was removed": _changed_after_removal,
    "format-date %a on a Sunday": _sunday,
    "a node where a truth is wanted": _node_as_truth,
    "once() of what changes with its relevance": _once_behind,
    "once() of what is being worked out": _once_before_settled,
    "an action on a node that is not relevant": _default_of_hidden,
    "pow() of nothing": _power_of_nothing,
    "regex() on a part of a text": _part_of_text,
    "an empty set of nodes, compared": _empty_set,
    "months and days in words in another language": _months_in_words,
    "value-changed at opening": _changed_at_opening,
    "round() of a negative half": _half,
    "numbers equal but for 1e-12": _nearly_equal,
}
