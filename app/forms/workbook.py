"""A workbook as its author sees it: sheets, headings and cells with their places.

Apart from conversion because pyxform forgets where a cell stood; every finding names sheet, row and column from here.
What ends a sheet, and how a cell becomes text, follows pyxform, so that both read the same form.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.forms.workbook_grid import MOST_EMPTY_COLUMNS, MOST_EMPTY_ROWS, SHEETS, Grid

LARGEST_FILE_BYTES = 100 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 500 * 1024 * 1024

Kind = Literal["xlsx", "xls", "csv", "md"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPACES = re.compile(" +")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SMART_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_TEXT_ENDINGS: Mapping[str, Kind] = MappingProxyType({".csv": "csv", ".md": "md"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column with a heading. ``index`` counts from 0."""

    index: int
    header: str

    @property
    def letter(self) -> str:
        """The letter that the spreadsheet shows above it."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its number as the spreadsheet shows it, its cells by column index."""

    number: int
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``name`` as written, headings, rows below them without the empty ones.

    ``header_row`` is the number of the row of headings, ``ignored`` how many filled cells stand without heading,
    ``beyond`` the numbers of filled rows behind the gap that ends a sheet (as far as was read).
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header_row: int = 1
    ignored: int = 0
    beyond: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that mean something by their lower-case names, and the names of all sheets as written."""

    path: Path
    kind: Kind
    sheets: Mapping[str, Sheet]
    names: tuple[str, ...]

    def sheet(self, name: str) -> Sheet | None:
        """Return a sheet by its lower-case name."""
        return self.sheets.get(name)


def read_workbook(path: Path, progress: Progress | None = None) -> Workbook:
    """Read a workbook whatever its ending says it is.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, WORKBOOK_BROKEN, WORKBOOK_EMPTY, WORKBOOK_PROTECTED,
    WORKBOOK_UNKNOWN_KIND, WORKBOOK_TOO_LARGE; Cancelled.
    """
    data = read_file(path)
    kind = kind_of(path, data)
    grids = _grids(path, kind, data, progress or Progress())
    return _workbook(path, kind, grids)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises AppError FILE_MISSING, FILE_UNREADABLE, WORKBOOK_TOO_LARGE, WORKBOOK_EMPTY."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise AppError(ErrorCode.WORKBOOK_TOO_LARGE, path=str(path), limit=LARGEST_FILE_BYTES)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error
    if not data.strip():
        raise AppError(ErrorCode.WORKBOOK_EMPTY, path=str(path))
    return data


def kind_of(path: Path, data: bytes) -> Kind:
    """Tell what a file is from its first bytes; only text is known by its ending.

    Raises AppError WORKBOOK_PROTECTED, WORKBOOK_BROKEN, WORKBOOK_TOO_LARGE, WORKBOOK_UNKNOWN_KIND.
    """
    if data.startswith(b"PK"):
        return _zip_kind(path, data)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise AppError(ErrorCode.WORKBOOK_PROTECTED, path=str(path))
        return "xls"
    ending = path.suffix.lower()
    if ending in _TEXT_ENDINGS and b"\0" not in data[:4096].replace(b"\xff\xfe", b""):
        return _TEXT_ENDINGS[ending]
    raise AppError(ErrorCode.WORKBOOK_UNKNOWN_KIND, path=str(path))


def column_letter(index: int) -> str:
    """Return the letters of a column that counts from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701), column_letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain_quotes(text: str) -> str:
    """Turn typographic quotes into the plain ones that expressions need."""
    return text.translate(_SMART_QUOTES)


def _zip_kind(path: Path, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise AppError(ErrorCode.WORKBOOK_BROKEN, path=str(path), detail="zip") from error
    if sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
        raise AppError(ErrorCode.WORKBOOK_TOO_LARGE, path=str(path), limit=LARGEST_UNPACKED_BYTES)
    names = {member.filename for member in members}
    if not any(name.startswith("xl/") for name in names):
        raise AppError(ErrorCode.WORKBOOK_UNKNOWN_KIND, path=str(path))
    return "xlsx"


def _grids(path: Path, kind: Kind, data: bytes, progress: Progress) -> dict[str, Grid]:
    if kind in {"xlsx", "xls"}:
        from app.forms.workbook_excel import read_xls, read_xlsx

        return (read_xlsx if kind == "xlsx" else read_xls)(path, data, progress)
    from app.forms.workbook_text import read_csv, read_markdown

    return (read_csv if kind == "csv" else read_markdown)(path, data)


def _workbook(path: Path, kind: Kind, grids: Mapping[str, Grid]) -> Workbook:
    names = tuple(grids)
    sheets: dict[str, Sheet] = {}
    for name, grid in grids.items():
        key = name.strip().lower()
        if key not in SHEETS and len(names) == 1 and kind != "csv":
            key = "survey"
        if key in SHEETS and key not in sheets:
            sheets[key] = _sheet(name, grid)
    if not any(any(cells) for grid in grids.values() for _, cells in grid):
        raise AppError(ErrorCode.WORKBOOK_EMPTY, path=str(path))
    return Workbook(path, kind, MappingProxyType(sheets), names)


def _sheet(name: str, grid: Grid) -> Sheet:
    header_row, headers = grid[0] if grid else (1, ())
    columns = tuple(_columns(headers))
    wanted = {column.index for column in columns}
    rows: list[Row] = []
    beyond: list[int] = []
    ignored = empty = 0
    for number, cells in grid[1:]:
        filled = {index: text for index, text in enumerate(cells) if text}
        known = {index: text for index, text in filled.items() if index in wanted}
        ignored += len(filled) - len(known)
        if empty > MOST_EMPTY_ROWS:
            beyond.extend([number] if known else [])
            continue
        empty = 0 if known else empty + 1
        if known:
            rows.append(Row(number, MappingProxyType(known)))
    return Sheet(name, columns, tuple(rows), header_row, ignored, tuple(beyond))


def _columns(headers: Iterable[str]) -> Iterator[Column]:
    empty = 0
    for index, header in enumerate(headers):
        if header:
            empty = 0
            yield Column(index, _SPACES.sub(" ", header).strip())
            continue
        empty += 1
        if empty > MOST_EMPTY_COLUMNS:
            return
