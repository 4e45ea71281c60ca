"""Languages: a code for each, the same columns for each, and how many cells one of them lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.tables import TRANSLATABLE, Heading, Place, Table, nearest, place_of
from app.forms.checks.types import read_type
from app.forms.findings import FindingCode
from app.forms.languages import code_in_brackets, is_known_code, language_code

if TYPE_CHECKING:
    from app.forms.checks.book import Book

_SHEETS = ("survey", "choices")


def check_translations(book: Book) -> None:
    """Check the languages of survey and choices together."""
    tables = [book.tables[key] for key in _SHEETS if key in book.tables]
    languages = list(dict.fromkeys(language for table in tables for language in table.languages()))
    for language in languages:
        _check_language(book, tables, language)
    for table in tables:
        for language in languages:
            _check_columns(book, table, language)
    _check_default(book, tables, languages)


def _check_language(book: Book, tables: list[Table], language: str) -> None:
    place = next(
        place_of(table, h) for table in tables for h in table.headings if h.language == language
    )
    code = code_in_brackets(language)
    if code and not is_known_code(code):
        suggestion = language_code(language.split("(", maxsplit=1)[0])
        params = {"language": language, "code": code, "suggestion": suggestion}
        book.report.warn(FindingCode.LANGUAGE_CODE_UNKNOWN, place, **params)
    elif not code and language != "default":
        add = book.report.inform if language_code(language) else book.report.warn
        add(FindingCode.LANGUAGE_CODE_MISSING, place, language=language)


def _check_columns(book: Book, table: Table, language: str) -> None:
    for base in dict.fromkeys(
        h.base for h in table.headings if h.language and h.base in TRANSLATABLE
    ):
        own = next((h for h in table.headings if h.base == base and h.language == language), None)
        if own is None:
            if not any(h.base == base and not h.language for h in table.headings):
                place = Place(table.sheet, table.header_row)
                book.report.warn(
                    FindingCode.TRANSLATION_COLUMN_MISSING, place, language=language, header=base
                )
        else:
            _check_cells(book, table, own)


def _check_cells(book: Book, table: Table, own: Heading) -> None:
    missing = []
    for line in table.lines:
        if read_type(line.text("type")).kind == "silent":
            continue
        filled = {cell.heading.language for cell in line.cells if cell.heading.base == own.base}
        if filled - {""} and own.language not in filled:
            missing.append(line)
    if missing:
        place = Place(table.sheet, missing[0].number, own.column.letter, own.column.header)
        params = {"language": own.language, "header": own.base}
        book.report.warn(
            FindingCode.TRANSLATION_MISSING,
            place,
            missing[0].text("name"),
            **params,
            count=len(missing),
        )


def _check_default(book: Book, tables: list[Table], languages: list[str]) -> None:
    wanted = book.setting("default_language")
    unnamed = any(h.base == "label" and not h.language for table in tables for h in table.headings)
    if wanted and languages and wanted not in languages and not unnamed:
        settings = book.tables["settings"]
        place = place_of(settings, settings.lines[0].get("default_language"))
        params = {
            "language": wanted,
            "known": ", ".join(languages),
            "suggestion": nearest(wanted, languages),
        }
        book.report.warn(FindingCode.DEFAULT_LANGUAGE_UNKNOWN, place, **params)
