"""Comparisons that can never be true: with a choice that its list does not have, or of several choices by ``=``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.forms.findings import FindingCode
from app.xpath.nodes import Binary, Call, Expression, Path, Text, walk

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.expressions import Formula
    from app.forms.checks.survey import Entry

_LOOP_MARK = "%("
"""Where pyxform puts the name or label of a loop's choice."""
_EQUALITY = frozenset({"=", "!="})
_BOOLEAN_COLUMNS = frozenset({"relevant", "constraint", "required", "calculation", "choice_filter"})


def check_comparisons(book: Book, formulas: Sequence[Formula]) -> None:
    """Check every comparison of a select's answer with a literal."""
    for formula in formulas:
        if formula.cell.heading.base in _BOOLEAN_COLUMNS:
            for path, literal, is_equality in _comparisons(formula.tree):
                entry = _entry(book, formula, path)
                if entry is not None and literal.text and _LOOP_MARK not in literal.text:
                    _check(book, formula, (entry, literal.text), is_equality=is_equality)


def _check(book: Book, formula: Formula, compared: tuple[Entry, str], *, is_equality: bool) -> None:
    entry, choice = compared
    name = formula.entry.name if formula.entry else ""
    if is_equality and entry.word.is_multiple and len(choice.split()) == 1:
        book.report.warn(FindingCode.MULTIPLE_COMPARED, formula.place, name, reference=entry.name)
    known = {line.text("name") for line in book.lists[entry.word.list]}
    if entry.word.or_other:
        known.add("other")
    for word in choice.split() if entry.word.is_multiple else [choice]:
        if word not in known:
            params = {"choice": word, "list": entry.word.list, "reference": entry.name}
            suggestion = book.report.suggest(word, known)
            book.report.warn(
                FindingCode.CHOICE_NOT_IN_LIST, formula.place, name, **params, suggestion=suggestion
            )


def _entry(book: Book, formula: Formula, path: Path) -> Entry | None:
    """Return the select from a list of the workbook that a path names, None when it names anything else."""
    if path.absolute or path.start is not None or len(path.steps) != 1 or path.steps[0].predicates:
        return None
    if path.steps[0].axis == "self" and formula.cell.heading.base == "constraint":
        entry = formula.entry
    else:
        entry = book.survey.named(formula.references.get(path.steps[0].at, ""))
    if (
        entry is None
        or entry.word.kind not in {"select", "rank"}
        or entry.word.list not in book.lists
    ):
        return None
    return entry


def _comparisons(tree: Expression) -> Iterator[tuple[Path, Text, bool]]:
    for node in walk(tree):
        match node:
            case Binary(operator=sign, left=left, right=right) if sign in _EQUALITY:
                yield from _pair(left, right)
            case Call(name="selected", arguments=(Path() as path, Text() as literal)):
                yield path, literal, False


def _pair(left: Expression, right: Expression) -> Iterator[tuple[Path, Text, bool]]:
    if isinstance(left, Path) and isinstance(right, Text):
        yield left, right, True
    elif isinstance(left, Text) and isinstance(right, Path):
        yield right, left, True
