"""``${name}``: well formed, naming something, naming one thing only. And what an expression with them reads like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.checks.survey import is_name
from app.forms.checks.tables import TRANSLATABLE, Cell, Report, Table, place_of
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Survey

_REFERENCE = re.compile(r"\$\{([^}]*)(\}|$)")
LAST_SAVED = "last-saved#"


@dataclass(frozen=True, slots=True)
class Reference:
    """``${name}`` in a text; ``at`` counts from 0."""

    name: str
    at: int
    length: int
    is_last_saved: bool = False
    is_well_formed: bool = True


def references(text: str) -> Iterator[Reference]:
    """Yield every reference in a text, malformed ones too.

    >>> [r.name for r in references("${a} + ${last-saved#b}")]
    ['a', 'b']
    """
    if "${" not in text:
        return
    for match in _REFERENCE.finditer(text):
        inner, closed = match[1], match[2] == "}"
        last_saved = inner.startswith(LAST_SAVED)
        name = inner.removeprefix(LAST_SAVED)
        yield Reference(
            name, match.start(), match.end() - match.start(), last_saved, closed and is_name(name)
        )


def as_xpath(text: str) -> tuple[str, dict[int, str]]:
    """Return the text with each reference as a path of one step, and where those paths stand -> name.

    The length stays the same, so that a place in the result is a place in the cell.

    >>> as_xpath("${a} > 1")
    ('  a  > 1', {2: 'a'})
    """
    found: dict[int, str] = {}
    parts: list[str] = []
    end = 0
    for reference in references(text):
        start = reference.at + reference.length - 1 - len(reference.name)
        parts += [text[end : reference.at], " " * (start - reference.at), reference.name, " "]
        found[start] = reference.name
        end = reference.at + reference.length
    return "".join([*parts, text[end:]]), found


def check_references(book: Book) -> None:
    """Check every reference in the cells where pyxform replaces them."""
    for table, cell in _cells(book):
        if "${" in cell.text:
            _check_cell(book.survey, table, cell, book.report)
    _check_triggers(book)


def _cells(book: Book) -> Iterator[tuple[Table, Cell]]:
    skipped = {"survey": {"name", "trigger"}, "entities": {"list_name", "repeat"}}
    for key, table in book.tables.items():
        if key in {"external_choices", "osm"}:
            continue
        for line in table.lines:
            for cell in line.cells:
                if key == "choices" and cell.heading.base not in TRANSLATABLE:
                    continue
                if cell.heading.base not in skipped.get(key, ()):
                    yield table, cell


def _check_cell(survey: Survey, table: Table, cell: Cell, report: Report) -> None:
    place = place_of(table, cell)
    for reference in references(cell.text):
        if not reference.is_well_formed:
            text = cell.text[reference.at : reference.at + reference.length][:60]
            report.error(FindingCode.REFERENCE_MALFORMED, place, text=text)
            continue
        found = survey.by_name.get(reference.name, [])
        if not found:
            suggestion = report.suggest(reference.name, survey.by_name)
            report.error(
                FindingCode.REFERENCE_UNKNOWN,
                place,
                reference=reference.name,
                suggestion=suggestion,
            )
        elif len(found) > 1:
            rows = ", ".join(str(entry.line.number) for entry in found)
            report.error(
                FindingCode.REFERENCE_AMBIGUOUS, place, reference=reference.name, rows=rows
            )


def _check_triggers(book: Book) -> None:
    for entry in book.survey.entries:
        cell = entry.cell("trigger")
        if cell is None:
            continue
        place = place_of(book.survey.table, cell)
        for part in cell.text.split(","):
            named = list(references(part.strip()))
            if len(named) != 1 or not named[0].is_well_formed or part.strip()[:2] != "${":
                book.report.error(
                    FindingCode.TRIGGER_MALFORMED, place, entry.name, text=part.strip()[:60]
                )
                continue
            target = book.survey.named(named[0].name)
            if target is None or target.is_group:
                questions = [e.name for e in book.survey.entries if not e.is_group]
                suggestion = book.report.suggest(named[0].name, questions)
                book.report.error(
                    FindingCode.TRIGGER_UNKNOWN,
                    place,
                    entry.name,
                    reference=named[0].name,
                    suggestion=suggestion,
                )
