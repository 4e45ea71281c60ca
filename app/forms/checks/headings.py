"""Sheets and headings: which are there, missing, doubled, misspelt, and what stands under no heading at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.tables import (
    CHOICES_COLUMNS,
    SURVEY_COLUMNS,
    TRANSLATABLE,
    Heading,
    Place,
    Report,
    Table,
    nearest,
    place_of,
)
from app.forms.checks.types import words
from app.forms.findings import FindingCode
from app.forms.workbook_grid import SHEETS

if TYPE_CHECKING:
    from app.forms.workbook import Workbook

NOT_HERE = words(
    "compact_tag sms_field sms_option sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response "
    "hxl intent"
)
UNPLAYED = {
    "survey": words("video"),
    "choices": words("audio video"),
    "external_choices": words("audio video"),
}
"""Columns of sounds and films that nobody plays here; the sound of a question is played."""
SHEET_CUTOFF = 0.75
SPREADSHEET_ERRORS = words("#REF! #N/A #VALUE! #NAME? #DIV/0! #NULL! #NUM!")


def check_sheets(workbook: Workbook, report: Report) -> bool:
    """Check which sheets are there. Returns whether there is a survey to look at."""
    strangers = [
        name
        for name in workbook.names
        if name.strip().lower() not in SHEETS and not name.startswith("_")
    ]
    found = ", ".join(workbook.names)
    if workbook.sheet("survey") is None:
        suggestion = nearest("survey", strangers, SHEET_CUTOFF)
        report.error(FindingCode.SURVEY_SHEET_MISSING, Place(), sheets=found, suggestion=suggestion)
        return False
    for meant in ("choices", "settings", "entities"):
        similar = nearest(meant, strangers, SHEET_CUTOFF)
        if workbook.sheet(meant) is None and similar:
            report.warn(FindingCode.SHEET_MISSPELT, Place(similar), found=similar, meant=meant)
    return True


def check_headings(key: str, table: Table, report: Report) -> bool:
    """Check the headings of a sheet. Returns whether its rows can be understood."""
    _check_doubles(table, report)
    _check_strays(table, report)
    if key == "survey":
        _check_survey(table, report)
    if key in {"choices", "external_choices"}:
        _check_choices(table, report)
    _check_unplayed(table, UNPLAYED.get(key, frozenset()), report)
    return _check_required(key, table, report)


def _check_required(key: str, table: Table, report: Report) -> bool:
    required = {
        "survey": ("type", "name"),
        "choices": ("list_name", "name"),
        "entities": ("list_name",),
    }.get(key, ())
    missing = [base for base in required if not table.has(base)]
    if missing and not table.headings and not table.lines:
        if key == "survey":
            report.error(FindingCode.SURVEY_EMPTY, place_of(table))
        return False
    if len(missing) == len(required) and required:
        report.error(FindingCode.HEADER_ROW_MISSING, Place(table.sheet, table.header_row))
        return False
    if not table.lines and key != "survey":
        return True
    for base in missing:
        report.error(FindingCode.COLUMN_MISSING, Place(table.sheet, table.header_row), header=base)
    return not missing


def _check_doubles(table: Table, report: Report) -> None:
    seen: dict[tuple[str, str], Heading] = {}
    written: dict[str, Heading] = {}
    for heading in table.headings:
        other = written.get(heading.column.header) or (
            seen.get((heading.base, heading.language)) if heading.is_known else None
        )
        if other is not None:
            params = {"header": heading.column.header, "other": other.column.header}
            report.error(
                FindingCode.COLUMN_DUPLICATE,
                place_of(table, heading),
                **params,
                other_column=other.column.letter,
            )
        written.setdefault(heading.column.header, heading)
        seen.setdefault((heading.base, heading.language), heading)


def _check_strays(table: Table, report: Report) -> None:
    if table.ignored:
        report.warn(FindingCode.CELL_WITHOUT_HEADER, place_of(table), count=table.ignored)
    if table.beyond:
        place = Place(table.sheet, table.beyond[0])
        report.warn(FindingCode.ROWS_AFTER_GAP, place, ignored=len(table.beyond))
    for line in table.lines:
        for cell in line.cells:
            if cell.text in SPREADSHEET_ERRORS:
                report.error(
                    FindingCode.CELL_ERROR, place_of(table, cell), line.text("name"), text=cell.text
                )


def _check_survey(table: Table, report: Report) -> None:
    for heading in table.headings:
        place, header = place_of(table, heading), heading.column.header
        if heading.base in NOT_HERE:
            report.inform(FindingCode.COLUMN_NOT_SUPPORTED, place, header=header)
        elif not heading.is_known:
            word = header.split(":")[0]
            suggestion = nearest(word, SURVEY_COLUMNS, 0.8)
            report.inform(FindingCode.COLUMN_UNKNOWN, place, header=header, suggestion=suggestion)
    _check_unnamed_language(table, report)


def _check_choices(table: Table, report: Report) -> None:
    for heading in table.headings:
        header = heading.column.header
        if not heading.is_known and " " in header:
            report.warn(FindingCode.COLUMN_HAS_SPACES, place_of(table, heading), header=header)
        elif not heading.is_known and nearest(header, CHOICES_COLUMNS, 0.85):
            suggestion = nearest(header, CHOICES_COLUMNS, 0.85)
            report.inform(
                FindingCode.COLUMN_UNKNOWN,
                place_of(table, heading),
                header=header,
                suggestion=suggestion,
            )
    _check_unnamed_language(table, report)


def _check_unplayed(table: Table, columns: frozenset[str], report: Report) -> None:
    """Say where films, and sounds of choices, would have to be played."""
    for heading in table.headings:
        cells = [cell for line in table.lines if (cell := line.get(heading.base)) is not None]
        is_film = heading.base == "autoplay" and any(cell.text == "video" for cell in cells)
        if is_film or (cells and heading.base in columns):
            header = heading.column.header
            report.inform(FindingCode.COLUMN_NOT_SUPPORTED, place_of(table, heading), header=header)


def _check_unnamed_language(table: Table, report: Report) -> None:
    translated = {heading.base for heading in table.headings if heading.language}
    for heading in table.headings:
        if heading.base in translated & TRANSLATABLE and not heading.language:
            report.warn(
                FindingCode.LANGUAGE_UNNAMED, place_of(table, heading), header=heading.column.header
            )
