"""A questionnaire as rows, and its workbook: survey, choices and settings sheets of an XLSForm in three languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LANGUAGES = ("Estonian (et)", "Russian (ru)", "English (en)")
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
Words = tuple[str, str, str]
WIDTHS = {"type": 26, "name": 22, "list_name": 18, "label": 52, "hint": 40, "guidance_hint": 40}
EPOCH = datetime(2026, 11, 21)  # noqa: DTZ001 - a workbook knows no time zones


@dataclass
class Questionnaire:
    """A form while it is written. ``row`` adds to the survey sheet, ``choice`` to the choices sheet."""

    settings: dict[str, str]
    survey: list[dict[str, str]] = field(default_factory=list)
    choices: list[dict[str, str]] = field(default_factory=list)

    def row(
        self, type_: str, name: str = "", label: Words | None = None, **columns: str | Words
    ) -> None:
        """Add a survey row; a column whose value is three texts is translated."""
        self.survey.append(_cells({"type": type_, "name": name, "label": label or "", **columns}))

    def choice(self, list_name: str, name: str, label: Words, **columns: str) -> None:
        """Add a choice."""
        self.choices.append(
            _cells({"list_name": list_name, "name": name, "label": label, **columns})
        )

    def choices_from(self, list_name: str, table: str) -> None:
        """Add choices from lines ``name | et | ru | en``."""
        for line in table.strip().splitlines():
            name, et, ru, en = (cell.strip() for cell in line.split("|"))
            self.choice(list_name, name, (et, ru, en))

    def sheets(self) -> dict[str, list[list[str]]]:
        """Return every sheet as rows of cells, the header first."""
        return {
            "survey": _table(self.survey, "type", "name"),
            "choices": _table(self.choices, "list_name", "name"),
            "settings": [list(self.settings), list(self.settings.values())],
        }

    def save(self, path: Path) -> None:
        """Write the workbook: a frozen bold header, wrapped texts, sections tinted."""
        book = Workbook()
        book.remove(book.active)
        book.properties.created = book.properties.modified = EPOCH
        book.properties.creator = "Sild"
        for title, rows in self.sheets().items():
            _fill(book.create_sheet(title), rows)
        book.save(path)


def warning(condition: str, message: Words) -> dict[str, str]:
    """Return the columns that warn of an odd answer: when, and in which words. Other programs pass over them."""
    codes = (language.rpartition("(")[2].rstrip(")") for language in LANGUAGES)
    told = zip(codes, message, strict=True)
    return {"bind__sild_warning": condition} | {
        f"bind__sild_warning-message-{code}": text for code, text in told
    }


def _cells(given: dict[str, str | Words]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for column, value in given.items():
        name = column.replace("bind__sild_", "bind::sild:").replace("__", "::")
        if isinstance(value, tuple):
            cells |= {
                f"{name}::{language}": text for language, text in zip(LANGUAGES, value, strict=True)
            }
        elif value:
            cells[name] = value
    return cells


def _table(rows: list[dict[str, str]], *first: str) -> list[list[str]]:
    seen = {name: None for row in rows for name in row}
    header = [*first, *(name for name in seen if name not in first)]
    return [header, *([row.get(name, "") for name in header] for row in rows)]


def _fill(sheet: Worksheet, rows: list[list[str]]) -> None:
    for row in rows:
        sheet.append([cell or None for cell in row])
    sheet.freeze_panes = "C2"
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0B6771")
        sheet.column_dimensions[get_column_letter(cell.column)].width = WIDTHS.get(
            str(cell.value).split("::", maxsplit=1)[0], 20
        )
    for row in sheet.iter_rows(min_row=2):
        is_section = str(row[0].value).startswith(("begin_", "end_"))
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if is_section:
                cell.fill = PatternFill("solid", fgColor="E1F0F1")
