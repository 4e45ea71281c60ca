"""Tables as CSV files (RFC 4180, UTF-8 with a mark that Excel needs): one for the form, one for each repeat.

Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

import contextlib
import os
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final

from app.core.files import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from app.reports.export_columns import Columns
    from app.reports.frames import Frame

_PART: Final = ".part"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    batches: Iterable[Sequence[Frame]], files: Mapping[str, Path], columns: Columns
) -> None:
    """Write each table of every batch to its file, all of them or none; ``files`` by the path of the table.

    Raises AppError FILE_UNWRITABLE, DISK_FULL; whatever the batches raise leaves the old files.
    """
    with ExitStack() as stack:
        for target in files.values():
            stack.enter_context(writing(target))
        parts = {path: target.with_name(target.name + _PART) for path, target in files.items()}
        stack.callback(_take_away, parts.values())
        _write(batches, parts, columns)
        for path, target in files.items():
            parts[path].replace(target)


def _write(batches: Iterable[Sequence[Frame]], parts: Mapping[str, Path], columns: Columns) -> None:
    with ExitStack() as stack:
        opened: dict[str, IO[str]] = {}
        for path, part in parts.items():
            part.parent.mkdir(parents=True, exist_ok=True)
            opened[path] = stack.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
        for number, frames in enumerate(batches):
            for frame in frames:
                data = _guarded(columns.spread(frame))
                data.to_csv(
                    opened[frame.table.path],
                    index=False,
                    header=number == 0,
                    lineterminator="\r\n",
                )
        for file in opened.values():
            file.flush()
            os.fsync(file.fileno())


def _guarded(data: pd.DataFrame) -> pd.DataFrame:
    """Guard every column of text; numbers are left, so that one below zero stays one."""
    for name in data.columns:
        if data[name].dtype == object:
            data[name] = data[name].map(guarded)
    return data


def guarded(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    >>> guarded("=1+1"), guarded("-5"), guarded("Narva"), guarded(-5)
    ("'=1+1", "'-5", 'Narva', -5)
    """
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return "'" + cell
    return cell


def _take_away(parts: Iterable[Path]) -> None:
    for part in parts:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def file_names(target: Path, tables: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Path]]:
    """Yield the file of each table (path, name), the form's first.

    ``data.csv`` becomes ``data.csv`` and ``data-NAME.csv``; a folder gets ``NAME.csv`` for each.
    """
    is_file = target.suffix.lower() == ".csv"
    for number, (path, name) in enumerate(tables):
        plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
        if not is_file:
            yield path, target / f"{plain}.csv"
        elif number == 0:
            yield path, target
        else:
            yield path, target.with_name(f"{target.stem}-{plain}.csv")
