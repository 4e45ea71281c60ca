"""Tables as an Excel workbook: a sheet for the form, one for each repeat, one for the code book.

Cells are typed: text is never taken for a formula or an address. The workbook is put together in memory, because a
temporary file would leave answers on the disk; beyond `MOST_CELLS` CSV is the way.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from numbers import Real
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.forms.variables import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from app.reports.codebook import CodeBook
    from app.reports.export_columns import Columns
    from app.reports.frames import Frame

MOST_CELLS: Final = 5_000_000
MOST_LETTERS: Final = 32_767
"""What one cell of Excel holds."""
MOST_ROWS: Final = 1_048_575
_WIDEST: Final = 48
_NARROWEST: Final = 8
_MOST_NAME: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def render_xlsx(frames: Sequence[Frame], book: CodeBook, columns: Columns) -> bytes:
    """Return a workbook of some tables. Raises AppError EXPORT_TOO_LARGE."""
    import xlsxwriter

    _refuse_too_large(frames)
    kept = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        kept,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    head = workbook.add_format({"bold": True, "bottom": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    names = _Names()
    for frame in frames:
        sheet = workbook.add_worksheet(names.of(frame.table.name))
        _fill(sheet, frame, columns, head, day)
    _fill_book(workbook, names, book, head)
    workbook.close()
    return kept.getvalue()


class _Names:
    """Names of sheets: at most 31 letters, none of Excel's own signs, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str) -> str:
        plain = _FORBIDDEN.sub("_", wanted).strip("'") or "_"
        name, number = plain[:_MOST_NAME], 1
        while name.casefold() in self._taken:
            number += 1
            end = f"~{number}"
            name = plain[: _MOST_NAME - len(end)] + end
        self._taken.add(name.casefold())
        return name


def _refuse_too_large(frames: Iterable[Frame]) -> None:
    sizes = [frame.data.shape for frame in frames]
    rows = max(rows for rows, _columns in sizes)
    if rows > MOST_ROWS or sum(rows * columns for rows, columns in sizes) > MOST_CELLS:
        raise AppError(ErrorCode.EXPORT_TOO_LARGE, rows=rows)


def _fill(sheet: Worksheet, frame: Frame, columns: Columns, head: Format, day: Format) -> None:
    data = columns.spread(frame)
    days = {each.name for each in frame.table.variables if each.scale is Scale.DATE}
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(data.columns):
        sheet.write_string(0, place, str(name), head)
        widest = len(str(name))
        for row, cell in enumerate(data[name].array, start=1):
            written = _write(sheet, row, place, cell, day if name in days else None)
            widest = max(widest, written)
        sheet.set_column(place, place, min(max(widest + 2, _NARROWEST), _WIDEST))
    if len(data):
        sheet.autofilter(0, 0, len(data), len(data.columns) - 1)


def _write(sheet: Worksheet, row: int, place: int, cell: object, day: Format | None) -> int:
    """Write one cell as what it is; return how many letters wide it shows."""
    if isinstance(cell, str):
        if day is not None and _DAY.fullmatch(cell) and (read := _read_day(cell)):
            sheet.write_datetime(row, place, read, day)
        else:
            sheet.write_string(row, place, cell[:MOST_LETTERS])
        return len(cell)
    if isinstance(cell, Real):
        sheet.write_number(row, place, float(cell))
        return len(str(cell))
    return 0


def _read_day(text: str) -> datetime | None:
    """Read a day that Excel knows: its calendar begins in 1900."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(read.year, read.month, read.day) if read.year >= 1900 else None  # noqa: DTZ001 - a day


def _fill_book(workbook: Workbook, names: _Names, book: CodeBook, head: Format) -> None:
    sheet = workbook.add_worksheet(names.of(book.title))
    sheet.freeze_panes(1, 0)
    for place, heading in enumerate(book.headings):
        sheet.write_string(0, place, heading, head)
    for row, line in enumerate(book.lines, start=1):
        for place, cell in enumerate(line):
            if cell:
                sheet.write_string(row, place, cell[:MOST_LETTERS])
    for place, width in enumerate((18, 32, 10, _WIDEST, 20, 16, _WIDEST)):
        sheet.set_column(place, place, width)
