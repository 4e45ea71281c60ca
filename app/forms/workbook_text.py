"""Workbooks written as text: one CSV file with all sheets, or tables in Markdown.

In both the first column names the sheet, on the row of its headings or on a row of its own. CSV files that a
spreadsheet of this region writes come with semicolons and in an old code page; they are understood too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.forms.external import decode, delimiter_of
from app.forms.workbook_grid import MOST_ROWS

if TYPE_CHECKING:
    from app.forms.workbook_grid import Grid

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")


def read_csv(path: Path, data: bytes) -> dict[str, Grid]:
    """Read a CSV workbook. Raises AppError WORKBOOK_BROKEN, WORKBOOK_TOO_LARGE."""
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise AppError(ErrorCode.WORKBOOK_BROKEN, path=str(path), detail=str(error)) from error
    return _sheets(path, rows)


def read_markdown(path: Path, data: bytes) -> dict[str, Grid]:
    """Read the tables of a Markdown file. Raises AppError WORKBOOK_TOO_LARGE."""
    return _sheets(path, _table_rows(decode(data)))


def _delimiter(text: str) -> str:
    return delimiter_of(
        next((line for line in text.splitlines() if any(d in line for d in ",;\t")), ",")
    )


def _table_rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("|") and not _RULE.fullmatch(stripped):
            inner = stripped[1:-1] if stripped.endswith("|") else stripped[1:]
            yield [cell.replace(r"\|", "|") for cell in _PIPE.split(inner)]


def _sheets(path: Path, rows: Iterable[Sequence[str]]) -> dict[str, Grid]:
    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    current: list[tuple[int, list[str]]] | None = None
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise AppError(ErrorCode.WORKBOOK_TOO_LARGE, path=str(path), limit=MOST_ROWS)
        cells = [cell.replace("\u00a0", " ").strip() for cell in row]
        if cells and cells[0]:
            current = sheets.setdefault(cells[0], [])
        if current is not None and any(cells[1:]):
            current.append((number, ["", *cells[1:]]))
    return dict(sheets)
