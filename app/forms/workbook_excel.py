"""Excel's two formats, read into rows of text.

Apart from ``workbook`` so that openpyxl and xlrd are imported only when such a file is opened. Both libraries raise
whatever they stumble over in a damaged file; here it all becomes one error.
"""

from __future__ import annotations

import datetime as dt
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import openpyxl
import xlrd
from openpyxl.utils.exceptions import InvalidFileException

from app.core.errors import AppError, ErrorCode
from app.forms.workbook_grid import MOST_EMPTY_COLUMNS, MOST_EMPTY_ROWS, MOST_ROWS, is_wanted

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.forms.workbook_grid import Grid

_DAMAGE = (
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    zipfile.BadZipFile,
    zlib.error,
)
_STEP_ROWS = 500


def read_xlsx(path: Path, data: bytes, progress: Progress) -> dict[str, Grid]:
    """Read the wanted sheets of an .xlsx or .xlsm; unwanted ones stay empty. Raises AppError WORKBOOK_BROKEN."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions
            return _xlsx_grids(path, data, progress)
    except _DAMAGE as error:
        raise _broken(path, error) from error


def _xlsx_grids(path: Path, data: bytes, progress: Progress) -> dict[str, Grid]:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return {
            sheet.title: _grid(path, _values(sheet), progress)
            if is_wanted(sheet.title, book.sheetnames)
            else []
            for sheet in book.worksheets
        }
    finally:
        book.close()


def read_first_sheet(path: Path, data: bytes, progress: Progress) -> Grid:
    """Read the first sheet that holds anything. Raises AppError WORKBOOK_BROKEN, WORKBOOK_PROTECTED."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grids = _every_grid(path, data, progress)
            return next((grid for grid in grids if any(any(cells) for _, cells in grid)), [])
    except _DAMAGE as error:
        raise _broken(path, error) from error


def _every_grid(path: Path, data: bytes, progress: Progress) -> Iterator[Grid]:
    if data.startswith(b"PK"):
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            for sheet in book.worksheets:
                yield _grid(path, _values(sheet), progress)
        finally:
            book.close()
    else:
        old = xlrd.open_workbook(file_contents=data, logfile=_Silence(), on_demand=True)
        for name in old.sheet_names():
            yield _grid(path, _xls_rows(old, name), progress)


def read_xls(path: Path, data: bytes, progress: Progress) -> dict[str, Grid]:
    """Read the wanted sheets of an .xls. Raises AppError WORKBOOK_BROKEN, WORKBOOK_PROTECTED."""
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=_Silence(), on_demand=True)
        names = book.sheet_names()
        return {
            name: _grid(path, _xls_rows(book, name), progress) if is_wanted(name, names) else []
            for name in names
        }
    except _DAMAGE as error:
        if "encrypted" in str(error).lower():
            raise AppError(ErrorCode.WORKBOOK_PROTECTED, path=str(path)) from error
        raise _broken(path, error) from error


class _Silence:
    """A log that keeps xlrd's remarks off the terminal."""

    def write(self, _text: str) -> int:
        return 0

    def flush(self) -> None:
        """Do nothing."""


def _broken(path: Path, error: Exception) -> AppError:
    detail = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
    return AppError(ErrorCode.WORKBOOK_BROKEN, path=str(path), detail=detail)


def _values(sheet: object) -> Iterator[tuple[object, ...]]:
    """Yield the values of a sheet row by row, not trusting the size it claims (a million rows in some files)."""
    reset = getattr(sheet, "reset_dimensions", None)
    if reset is None:
        return iter(())
    reset()
    rows: Iterator[tuple[object, ...]] = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return rows


def _xls_rows(book: xlrd.Book, name: str) -> Iterator[tuple[object, ...]]:
    sheet = book.sheet_by_name(name)
    for number in range(sheet.nrows):
        yield tuple(_xls_value(book, cell) for cell in sheet.row(number))


def _xls_value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_moment(book, cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return cell.value


def _xls_moment(book: xlrd.Book, value: float) -> object:
    try:
        parts = xlrd.xldate_as_tuple(value, book.datemode)
    except xlrd.XLDateError:
        return value
    return dt.time(*parts[3:]) if parts[:3] == (0, 0, 0) else dt.datetime(*parts)  # noqa: DTZ001 - as the cell says


def _grid(path: Path, rows: Iterable[Sequence[object]], progress: Progress) -> Grid:
    """Make text of a sheet until its gap of empty rows; a little more is read to tell whether something was lost."""
    grid: list[tuple[int, Sequence[str]]] = []
    empty = width = 0
    for number, row in enumerate(rows):
        if number % _STEP_ROWS == 0:
            progress.step(number, 0, "reading_workbook")
        if number >= MOST_ROWS:
            raise AppError(ErrorCode.WORKBOOK_TOO_LARGE, path=str(path), limit=MOST_ROWS)
        if number == 0:
            width = _width(row)
        cells = [cell_text(value) for value in islice(row, width)]
        empty = 0 if any(cells) else empty + 1
        if empty > 2 * MOST_EMPTY_ROWS:
            break
        grid.append((number + 1, cells))
    return grid


def _width(headers: Sequence[object]) -> int:
    """Return how many columns are worth reading: to the gap of empty headings, and that far again."""
    empty = 0
    for place, header in enumerate(headers):
        empty = 0 if cell_text(header) else empty + 1
        if empty > MOST_EMPTY_COLUMNS:
            return place + MOST_EMPTY_COLUMNS
    return len(headers) + MOST_EMPTY_COLUMNS


def cell_text(value: object) -> str:
    """Return a cell's value as pyxform writes it: whole numbers without a point, TRUE and FALSE, ISO dates.

    >>> cell_text(3.0), cell_text(True), cell_text(None), cell_text(" a\\u00a0b ")
    ('3', 'TRUE', '', 'a b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\u00a0", " ").strip()
