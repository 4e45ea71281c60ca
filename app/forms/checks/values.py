"""Literal values that their question cannot take: defaults, days written as people write them, giant counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.forms.checks.parameters import is_number
from app.forms.checks.tables import Place, place_of
from app.forms.findings import FindingCode
from app.xpath.nodes import Binary, Expression, Path, Text, walk

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.expressions import Formula
    from app.forms.checks.survey import Entry

MOST_INSTANCES = 10_000
"""More instances of a repeat than this by a constant are a slip of the finger or malice."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_TYPES = frozenset({"date", "dateTime", "datetime"})
_TIME = re.compile(r"\d{1,2}:\d{2}")
_COMPARES = frozenset({"=", "!=", "<", "<=", ">", ">="})


def check_values(book: Book, formulas: Sequence[Formula]) -> None:
    """Check defaults and counts of every entry, and every comparison of a day with a text."""
    for entry in book.survey.entries:
        _check_default(book, entry)
        _check_count(book, entry)
    for formula in formulas:
        for path, text in _compared(formula.tree):
            if _is_day(book, formula, path) and text.text and not _DAY.match(text.text):
                name = formula.entry.name if formula.entry else ""
                book.report.warn(FindingCode.DATE_INVALID, formula.place, name, text=text.text)


def _check_default(book: Book, entry: Entry) -> None:
    value = entry.text("default")
    if value and "(" not in value and "${" not in value and not _fits(book, entry, value):
        place = _at(book, entry, "default")
        book.report.warn(
            FindingCode.DEFAULT_INVALID, place, entry.name, value=value, type=entry.text("type")
        )


def _fits(book: Book, entry: Entry, value: str) -> bool:
    base, kind = entry.word.base, entry.word.kind
    if base == "integer":
        return bool(re.fullmatch(r"[+-]?\d+", value))
    if base == "decimal":
        return is_number(value) or not re.fullmatch(r"[A-Za-z ]+", value)
    if base in _DAY_TYPES:
        return bool(_DAY.match(value)) or any(sign in value for sign in "+-*")
    if base == "time":
        return bool(_TIME.match(value))
    if kind == "select" and entry.word.list in book.lists:
        known = {line.text("name") for line in book.lists[entry.word.list]}
        return set(value.split() if entry.word.is_multiple else [value]) <= known
    return True


def _check_count(book: Book, entry: Entry) -> None:
    count = entry.text("repeat_count")
    if count.isdigit() and int(count[:12]) > MOST_INSTANCES:
        place = _at(book, entry, "repeat_count")
        book.report.error(
            FindingCode.REPEAT_COUNT_TOO_LARGE,
            place,
            entry.name,
            count=count[:12],
            limit=MOST_INSTANCES,
        )


def _is_day(book: Book, formula: Formula, path: Path) -> bool:
    if len(path.steps) != 1 or path.start is not None:
        return False
    if path.steps[0].axis == "self":
        entry = formula.entry
    else:
        entry = book.survey.named(formula.references.get(path.steps[0].at, ""))
    return entry is not None and entry.word.base in _DAY_TYPES


def _compared(tree: Expression) -> Iterator[tuple[Path, Text]]:
    for node in walk(tree):
        if not isinstance(node, Binary) or node.operator not in _COMPARES:
            continue
        match node.left, node.right:
            case (Path() as path, Text() as literal) | (Text() as literal, Path() as path):
                yield path, literal


def _at(book: Book, entry: Entry, base: str) -> Place:
    return place_of(book.survey.table, entry.cell(base) or entry.line)
