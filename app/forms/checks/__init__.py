"""Sild's own checker: everything that is wrong with a workbook, all at once, each with its place.

pyxform stops at its first error, in English, and looks into no expression. Here every check walks the sheets by
itself and none stops another; ``book`` is what they share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.book import Book, group_choices
from app.forms.checks.comparisons import check_comparisons
from app.forms.checks.cycles import check_cycles
from app.forms.checks.entities import check_entities
from app.forms.checks.expressions import check_expressions
from app.forms.checks.headings import check_headings, check_sheets
from app.forms.checks.kinds import check_kinds
from app.forms.checks.lists import check_lists
from app.forms.checks.names import check_names
from app.forms.checks.parameters import check_parameters
from app.forms.checks.paths import check_paths
from app.forms.checks.questions import check_questions
from app.forms.checks.references import check_references
from app.forms.checks.settings import check_settings
from app.forms.checks.survey import read_survey
from app.forms.checks.tables import Report, Table, read_table
from app.forms.checks.translations import check_translations
from app.forms.checks.values import check_values
from app.forms.findings import Finding, in_reading_order

if TYPE_CHECKING:
    from app.forms.workbook import Workbook


def check_workbook(workbook: Workbook) -> list[Finding]:
    """Return everything that is wrong with a workbook, errors first."""
    report = Report()
    if check_sheets(workbook, report):
        tables = _tables(workbook, report)
        if "survey" in tables:
            _check_book(tables, report, workbook.path.stem)
    return in_reading_order(report.findings)


def _tables(workbook: Workbook, report: Report) -> dict[str, Table]:
    tables = {}
    for key, sheet in workbook.sheets.items():
        table = read_table(key, sheet)
        if table is not None and check_headings(key, table, report):
            tables[key] = table
    return tables


def _check_book(tables: dict[str, Table], report: Report, file_stem: str) -> None:
    survey = read_survey(tables["survey"], report)
    book = Book(tables, survey, report, group_choices(tables.get("choices")), file_stem)
    check_names(survey, book.root, report)
    check_questions(book)
    check_lists(book)
    check_references(book)
    formulas = check_expressions(book)
    check_cycles(book, formulas)
    check_comparisons(book, formulas)
    check_kinds(book, formulas)
    check_paths(book, formulas)
    check_values(book, formulas)
    check_parameters(book)
    check_translations(book)
    check_settings(book)
    check_entities(book)
