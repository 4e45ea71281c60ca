"""Names in expressions that are no references: a forgotten ``${}``, a path to nowhere, a column the list does not have.

XPath takes them for children that do not exist, so the condition is silently never true. Only warnings: a path may
lead to a node that the converter makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.forms.findings import FindingCode
from app.xpath.nodes import Expression, Path, walk

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.expressions import Formula

_CONSTANTS = frozenset({"today", "now", "true", "false", "random", "uuid", "pi"})
"""Functions without arguments, whose brackets are easily forgotten."""
_MADE = frozenset({"meta", "instanceID", "instanceName", "entity", "label", "audit"})
_COLUMNS = frozenset({"list_name", "name", "label", "itextId", "geometry"})


def check_paths(book: Book, formulas: Sequence[Formula]) -> None:
    """Check the names of every expression that stands on the survey sheet."""
    for formula in formulas:
        if formula.entry is None:
            continue
        if formula.cell.heading.base == "choice_filter":
            _check_filter(book, formula)
        else:
            _check_names(book, formula)


def _check_names(book: Book, formula: Formula) -> None:
    for path in _paths(formula.tree):
        name = _bare_name(path, formula)
        if name:
            book.report.warn(
                FindingCode.PATH_UNKNOWN,
                formula.place,
                _of(formula),
                path=name,
                suggestion=_suggest(book, name),
            )
        elif path.absolute and len(path.steps) > 1:
            last = path.steps[-1].test
            made = (
                last in _MADE
                or ":" in last
                or last.endswith(("_count", "_other"))
                or not last[0].isalpha()
            )
            if path.steps[-1].axis == "child" and last not in book.survey.by_name and not made:
                written = "/" + "/".join(step.test for step in path.steps)
                suggestion = book.report.suggest(last, book.survey.by_name)
                suggestion = f"${{{suggestion}}}" if suggestion else ""
                book.report.warn(
                    FindingCode.PATH_UNKNOWN,
                    formula.place,
                    _of(formula),
                    path=written,
                    suggestion=suggestion,
                )


def _check_filter(book: Book, formula: Formula) -> None:
    """Compare the bare names of a filter with the columns of the choices; files have columns of their own."""
    entry, table = formula.entry, book.tables.get("choices")
    if entry is None or entry.word.kind not in {"select", "rank"} or table is None:
        return
    if entry.word.list not in book.lists:
        return
    columns = {heading.column.header for heading in table.headings} | _COLUMNS
    for path in _paths(formula.tree):
        name = _bare_name(path, formula)
        if name and name not in columns:
            suggestion = book.report.suggest(name, columns)
            book.report.warn(
                FindingCode.PATH_UNKNOWN,
                formula.place,
                _of(formula),
                path=name,
                suggestion=suggestion,
            )


def _bare_name(path: Path, formula: Formula) -> str:
    """Return the name of a path that is nothing but a name and was not written as a reference."""
    if path.absolute or path.start is not None or len(path.steps) != 1:
        return ""
    step = path.steps[0]
    is_reference = step.at in formula.references or path.at in formula.references
    return step.test if step.axis == "child" and not is_reference and step.test[0].isalpha() else ""


def _suggest(book: Book, name: str) -> str:
    if name in book.survey.by_name:
        return f"${{{name}}}"
    if name in _CONSTANTS:
        return f"{name}()"
    close = book.report.suggest(name, book.survey.by_name)
    return f"${{{close}}}" if close else ""


def _of(formula: Formula) -> str:
    return formula.entry.name if formula.entry else ""


def _paths(tree: Expression) -> Iterator[Path]:
    """Find the paths of an expression, not those inside predicates: names there belong to other nodes."""
    return (node for node in walk(tree) if isinstance(node, Path))
