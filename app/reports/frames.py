"""Frames of answers: finished interviews as tables of pandas, one for the form and one for each of its repeats.

Every analysis and every export stands on these. A cell holds what was answered, in ODK's lexical form; numbers are
numbers when every one of a column can be read as such. Labels are not here: they are looked up by whoever shows them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from app.forms.variables import Scale

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from app.forms.variables import VariableTable

KEY: Final = "KEY"
PARENT_KEY: Final = "PARENT_KEY"
POSITION: Final = "POSITION"
MISSING: Final = ":missing"
"""After the name of a variable: the column that says why an answer is missing (``dont_know``, ``refused``)."""
REPEAT_KEYS: Final = (KEY, PARENT_KEY, POSITION)
ABOUT: Final = (
    KEY,
    "FORM",
    "VERSION",
    "STATUS",
    "INTERVIEWER",
    "LANGUAGE",
    "CASE",
    "STARTED",
    "FINISHED",
    "CONFLICTS",
)
"""Columns of the form's own table before its variables."""

_IDENTITY: Final = re.compile(r"\{[^}]*\}")
_NUMBERS: Final = {Scale.WHOLE: "Int64", Scale.DECIMAL: "Float64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredInterview:
    """A finished interview on its way into frames; ``fields`` are the paths of records.md, moments in UTC.

    ``conflicts`` counts the answers that nobody has settled: of those the one written last is shown.
    """

    record: str
    form_id: str
    version: str
    status: str
    interviewer: str
    language: str
    case: str
    started: datetime
    finished: datetime
    conflicts: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One table: its variables, and the answers as rows."""

    table: VariableTable
    data: pd.DataFrame


Row = list[str | None]


def with_missing(interviews: Iterable[AnsweredInterview]) -> frozenset[str]:
    """Return the paths, without identities, to which somebody said don't know or refused."""
    return frozenset(
        _IDENTITY.sub("", path.removeprefix("missing"))
        for interview in interviews
        for path in interview.fields
        if path.startswith("missing/")
    )


def batches(
    interviews: Iterable[AnsweredInterview], size: int
) -> Iterator[list[AnsweredInterview]]:
    """Yield interviews in lists of at most ``size``, so that frames of many need little memory."""
    rest = iter(interviews)
    while some := list(islice(rest, size)):
        yield some


class FrameMaker:
    """Makes frames of one form. ``missing`` are the paths that get a column for why an answer is missing."""

    def __init__(self, tables: Iterable[VariableTable], missing: frozenset[str]) -> None:
        self.tables = tuple(tables)
        self._columns: dict[str, list[str]] = {}
        self._place: dict[str, tuple[str, int]] = {}
        for table in self.tables:
            columns = list(ABOUT if table is self.tables[0] else REPEAT_KEYS)
            for variable in table.variables:
                self._place["answers" + variable.path] = table.path, len(columns)
                columns.append(variable.name)
                if variable.path in missing:
                    self._place["missing" + variable.path] = table.path, len(columns)
                    columns.append(variable.name + MISSING)
            self._columns[table.path] = columns
        self._main = self.tables[0].path

    def frames(self, interviews: Iterable[AnsweredInterview]) -> list[Frame]:
        """Make one frame for each table, rows in the order of the interviews and of the rows in them."""
        import pandas as pd

        rows: dict[str, list[Row]] = {table.path: [] for table in self.tables}
        for interview in interviews:
            self._spread(interview, rows)
        return [
            Frame(
                table,
                _typed(
                    pd.DataFrame(rows[table.path], columns=self._columns[table.path], dtype=object),
                    table,
                ),
            )
            for table in self.tables
        ]

    def _spread(self, interview: AnsweredInterview, rows: dict[str, list[Row]]) -> None:
        """Put one interview's answers into the rows they belong to."""
        main = _about(interview)
        main += [None] * (len(self._columns[self._main]) - len(main))
        instances: dict[str, Row] = {}
        order: dict[str, str] = {}
        for path, value in interview.fields.items():
            place = self._place.get(path)
            if place is not None:
                main[place[1]] = value
                continue
            kind, _slash, rest = path.partition("/")
            if kind == "order":
                order[rest] = value
                self._instance(rest, interview.record, instances)
            elif kind in {"answers", "missing"} and "{" in rest:
                place = self._place.get(_IDENTITY.sub("", path))
                if place is not None:
                    self._instance(rest[: rest.rindex("}") + 1], interview.record, instances)[
                        place[1]
                    ] = value
        rows[self._main].append(main)
        counted: dict[tuple[str, str | None], int] = {}
        for address in sorted(instances, key=lambda each: _in_order(each, order)):
            row, path = instances[address], _table_path(address)
            nth = counted[path, row[1]] = counted.get((path, row[1]), 0) + 1
            row[2] = str(nth)
            rows[path].append(row)

    def _instance(self, address: str, record: str, instances: dict[str, Row]) -> Row:
        """Return the row of one instance, made when it is met first; unknown repeats get one that nobody reads."""
        known = instances.get(address)
        if known is not None:
            return known
        columns = self._columns.get(_table_path(address))
        if columns is None:
            return [None] * len(self._place)
        *around, own = (found[1:-1] for found in _IDENTITY.findall(address))
        row: Row = [own, around[-1] if around else record]
        row += [None] * (len(columns) - len(row))
        instances[address] = row
        return row


def _table_path(address: str) -> str:
    return "/" + _IDENTITY.sub("", address)


def _in_order(address: str, order: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what rows are sorted by: the order keys of the instance and of those around it, ties by identity."""
    ends = [found.end() for found in _IDENTITY.finditer(address)]
    return [(order.get(address[:end], ""), address[:end]) for end in ends]


def _about(interview: AnsweredInterview) -> Row:
    return [
        interview.record,
        interview.form_id,
        interview.version,
        interview.status,
        interview.interviewer,
        interview.language,
        interview.case or None,
        interview.started.isoformat(timespec="seconds"),
        interview.finished.isoformat(timespec="seconds"),
        str(interview.conflicts),
    ]


def _typed(data: pd.DataFrame, table: VariableTable) -> pd.DataFrame:
    """Make numbers of what are numbers; a column with anything else in it stays as it was answered."""
    import pandas as pd

    numeric = {
        variable.name: _NUMBERS[variable.scale]
        for variable in table.variables
        if variable.scale in _NUMBERS
    }
    numeric |= {name: "Int64" for name in (POSITION, "CONFLICTS") if name in data.columns}
    for name, dtype in numeric.items():
        with contextlib.suppress(ValueError, TypeError):
            data[name] = pd.Series(data[name], dtype=dtype)
    return data
