"""Expressions: readable, calling functions that exist, comparing with choices that exist.

pyxform puts expressions into the form as they are; unchecked, a mistake would show in the middle of an interview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.checks.book import NO, YES
from app.forms.checks.habits import habit_at
from app.forms.checks.references import as_xpath
from app.forms.checks.tables import Cell, Place, Report, Table, place_of
from app.forms.checks.types import words
from app.forms.findings import FindingCode
from app.forms.workbook import plain_quotes
from app.xpath.errors import CallFault, XPathSyntaxError
from app.xpath.functions import REGISTRY, BadCall, check_calls
from app.xpath.parser import parse

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry
    from app.xpath.nodes import Expression

COLUMNS = words(
    "relevant required read_only constraint calculation repeat_count choice_filter default bind::sild:warning"
)
_SETTINGS = frozenset({"instance_name"})
_ENTITIES = words("label create_if update_if entity_id")
_CALL = re.compile(r"[^\W\d][\w.:-]*\(")
_NEAR = 20
_COLLECT_FUNCTIONS = frozenset({"search"})
_MEDIC = (
    "cht:",
    "difference-in-",
    "add-date",
    "to-bikram-sambat",
    "is-valid-bikram-sambat",
    "z-score",
)
_COMMCARE = words(
    "upper-case lower-case replace cond if-else distinct-values sort sort-by join-chunked encrypt-string "
    "decrypt-string json-property checksum calendar-date here id-compress index-of is-point-inside-polygon "
    "closest-point-on-polygon unique-list"
)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression in a cell that could be read: its tree, and which paths in it are references."""

    table: Table
    cell: Cell
    tree: Expression
    references: dict[int, str]
    entry: Entry | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return place_of(self.table, self.cell)


def check_expressions(book: Book) -> list[Formula]:
    """Check syntax and calls of every expression; return those that can be read, for further checks."""
    formulas = []
    for table, cell, entry in _cells(book):
        tree = check_source(
            cell.text, place_of(table, cell), book.report, entry.name if entry else ""
        )
        if tree is not None:
            formulas.append(Formula(table, cell, tree, as_xpath(plain_quotes(cell.text))[1], entry))
    return formulas


def check_source(text: str, place: Place, report: Report, name: str = "") -> Expression | None:
    """Check one expression; return its tree when it can be read."""
    source = as_xpath(plain_quotes(text))[0]
    try:
        tree = parse(source)
    except XPathSyntaxError as error:
        if str(error.message_code) == "too_long":
            limit = error.params.get("limit", 0)
            report.error(
                FindingCode.EXPRESSION_TOO_LONG, place, name, length=len(source), limit=limit
            )
        else:
            _report_syntax(text, error, (place, name), report)
        return None
    for bad in check_calls(tree):
        _report_call(bad, place, report, name)
    return tree


def _report_syntax(
    text: str, error: XPathSyntaxError, where: tuple[Place, str], report: Report
) -> None:
    habit = habit_at(text, error.at)
    at = habit.at if habit else error.at
    told: dict[str, str | int] = {"at": at + 1, "near": text[max(0, at - 2) : at + _NEAR].strip()}
    if habit is None:
        cause = str(error.message_code)
        report.error(FindingCode.EXPRESSION_SYNTAX, *where, cause=cause, **told)
    elif habit.meant:
        report.error(
            FindingCode.EXPRESSION_SIGN, *where, sign=habit.sign, meant=habit.meant, **told
        )
    else:
        report.error(FindingCode.EXPRESSION_QUOTES, *where, sign=habit.sign, **told)


def dialect_of(function: str) -> str:
    """Name the product whose function this is."""
    if function in _COLLECT_FUNCTIONS:
        return "ODK Collect"
    if function.startswith(_MEDIC):
        return "Medic CHT"
    return "CommCare" if function in _COMMCARE else "SurveyCTO"


def _report_call(bad: BadCall, place: Place, report: Report, name: str) -> None:
    function = str(bad.params.get("name", ""))
    if bad.code is CallFault.UNKNOWN_FUNCTION:
        suggestion = report.suggest(function, REGISTRY)
        report.error(
            FindingCode.FUNCTION_UNKNOWN, place, name, function=function, suggestion=suggestion
        )
    elif bad.code is CallFault.DIALECT_FUNCTION:
        report.error(
            FindingCode.FUNCTION_DIALECT,
            place,
            name,
            function=function,
            dialect=dialect_of(function),
        )
    elif bad.code is CallFault.UNREADABLE_PATTERN:
        report.error(
            FindingCode.REGEX_INVALID, place, name, pattern=str(bad.params.get("pattern", ""))
        )
    else:
        known = REGISTRY[function]
        maximum = known.maximum if known.maximum is not None else -1
        given = bad.params.get("found", 0)
        params = {
            "function": function,
            "given": given,
            "minimum": known.minimum,
            "maximum": maximum,
        }
        report.error(FindingCode.FUNCTION_ARGUMENTS, place, name, **params)


def _cells(book: Book) -> Iterator[tuple[Table, Cell, Entry | None]]:
    table = book.survey.table
    for entry in book.survey.entries:
        for cell in entry.line.cells:
            if cell.heading.base in COLUMNS and _is_expression(cell):
                yield table, cell, entry
    yield from _others(book, "settings", _SETTINGS)
    yield from _others(book, "entities", _ENTITIES)


def _others(
    book: Book, key: str, bases: frozenset[str]
) -> Iterator[tuple[Table, Cell, Entry | None]]:
    table = book.tables.get(key)
    for line in table.lines if table else ():
        for cell in line.cells:
            if cell.heading.base in bases and table:
                yield table, cell, None


def _is_expression(cell: Cell) -> bool:
    if cell.heading.base == "default":
        return "${" in cell.text or bool(_CALL.search(cell.text))
    return cell.text.lower() not in YES | NO
