"""A plain list that somebody made in a spreadsheet: one sheet, headings in its first row, read into rows of text.

Apart from `workbook`, which reads questionnaires and knows their sheets by name: here the first sheet that holds
anything is the list. Files saved by a Russian Excel come in code page 1251, by an Estonian one in 1252; which it is, is
told by whether the letters beyond ASCII stand together.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.forms.external import decode, delimiter_of
from app.forms.workbook import kind_of, read_file

if TYPE_CHECKING:
    from app.forms.workbook_grid import Grid

MOST_LINES: Final = 20_000
"""More is no list of firms to visit."""
_HIGH: Final = 0x80


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds something, with its number as the spreadsheet shows it; as many cells as there are headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The headings of a list and the rows below them."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_listing(path: Path, progress: Progress | None = None) -> Listing:
    """Read a .csv, .xlsx or .xls.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, WORKBOOK_BROKEN, WORKBOOK_EMPTY, WORKBOOK_PROTECTED,
    WORKBOOK_UNKNOWN_KIND, WORKBOOK_TOO_LARGE, LIST_TOO_LARGE; Cancelled.
    """
    data = read_file(path)
    kind = kind_of(path, data)
    if kind in {"xlsx", "xls"}:
        from app.forms.workbook_excel import read_first_sheet

        grid = read_first_sheet(path, data, progress or Progress())
    else:
        grid = _text_grid(path, data)
    filled = [(number, cells) for number, cells in grid if any(cells)]
    if not filled:
        raise AppError(ErrorCode.WORKBOOK_EMPTY, path=str(path))
    if len(filled) > MOST_LINES:
        raise AppError(ErrorCode.LIST_TOO_LARGE, path=str(path), limit=MOST_LINES)
    return _listing(filled)


def decode_list(data: bytes) -> str:
    """Decode a text file made by hand, in one of the code pages of this region.

    >>> decode_list("Сланцы;Кингисепп".encode("cp1251")), decode_list("Jõhvi;Püssi".encode("cp1252"))
    ('Сланцы;Кингисепп', 'Jõhvi;Püssi')
    """
    if data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and _is_cyrillic(data):
        return data.decode("cp1251", errors="replace")
    return decode(data)


def _is_cyrillic(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        high = [place for place, byte in enumerate(data) if byte >= _HIGH]
        together = sum(1 for place in high if place + 1 < len(data) and data[place + 1] >= _HIGH)
        return together * 2 > len(high)
    return False


def _text_grid(path: Path, data: bytes) -> Grid:
    text = decode_list(data)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        return [
            (number, [cell.replace("\u00a0", " ").strip() for cell in row])
            for number, row in enumerate(rows, start=1)
        ]
    except csv.Error as error:
        raise AppError(ErrorCode.WORKBOOK_BROKEN, path=str(path), detail=str(error)) from error


def _listing(filled: Grid) -> Listing:
    _number, first = filled[0]
    width = max((place + 1 for place, text in enumerate(first) if text), default=0)
    lines = [
        Line(number, tuple(cells[place] if place < len(cells) else "" for place in range(width)))
        for number, cells in filled[1:]
    ]
    return Listing(tuple(first[:width]), tuple(line for line in lines if any(line.cells)))
