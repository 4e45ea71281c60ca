"""Sheets with understood headings: which column means what, in which language, and where a cell stands.

Headings are understood as pyxform understands them (case, spaces, aliases, ``::`` and the older ``:``), so that a check
speaks of ``relevant`` however the author spelled it. `Report` collects findings with their places.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.checks.types import words
from app.forms.findings import Finding, FindingCode, Severity

if TYPE_CHECKING:
    from app.core.errors import Parameter
    from app.forms.workbook import Column, Sheet

SURVEY_COLUMNS = words(
    "type name label hint guidance_hint required required_message relevant constraint constraint_message calculation "
    "default read_only appearance choice_filter repeat_count parameters trigger image big-image audio video autoplay "
    "rows note disabled save_to intent jr:noapperrorstring compact_tag query sms_field sms_option sms_separator "
    "sms_allow_media sms_date_format sms_datetime_format sms_response hxl"
)
CHOICES_COLUMNS = frozenset(
    ["list_name", "name", "label", "image", "big-image", "audio", "video", "geometry"]
)
TRANSLATABLE = words(
    "label hint guidance_hint image big-image audio video constraint_message required_message"
)
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "calculate": "calculation",
        "readonly": "read_only",
        "count": "repeat_count",
        "jr:count": "repeat_count",
        "constraining_message": "constraint_message",
        "requiredmsg": "required_message",
        "noapperrorstring": "jr:noapperrorstring",
        "no_app_error_string": "jr:noapperrorstring",
        "jr:constraintmsg": "constraint_message",
        "jr:requiredmsg": "required_message",
    }
)
_CHOICES_ALIASES = MappingProxyType({"value": "name", "caption": "label", "list name": "list_name"})
_FEW = 6
_WRAPPERS = frozenset({"bind", "body", "control", "media"})
_OPEN_WRAPPERS = frozenset({"bind", "body", "control", "instance", "attribute"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column means: ``base`` is its canonical name, ``language`` '' when it is in no language."""

    column: Column
    base: str
    language: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell under a heading."""

    text: str
    row: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells in the order of the columns."""

    number: int
    cells: tuple[Cell, ...]

    def get(self, base: str) -> Cell | None:
        """Return the first cell that means ``base``, in whatever language."""
        return next((cell for cell in self.cells if cell.heading.base == base), None)

    def text(self, base: str) -> str:
        """Return what the first cell that means ``base`` says, '' when there is none."""
        cell = self.get(base)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headings are understood."""

    sheet: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    header_row: int = 1
    ignored: int = 0
    beyond: tuple[int, ...] = ()

    def has(self, base: str) -> bool:
        """Tell whether any column means ``base``."""
        return any(heading.base == base for heading in self.headings)

    def languages(self) -> list[str]:
        """List the languages of translatable columns in the order of the columns."""
        return list(
            dict.fromkeys(
                h.language for h in self.headings if h.language and h.base in TRANSLATABLE
            )
        )


@dataclass(slots=True)
class Report:
    """Findings as they are made."""

    findings: list[Finding] = field(default_factory=list)
    patience: int = 1_000_000
    """How many names may still be looked at for suggestions, so that a form full of mistakes is checked in time."""

    def suggest(self, name: str, known: Collection[str], cutoff: float = 0.6) -> str:
        """Return the known name that was probably meant; '' when none is like it, or when patience has run out."""
        self.patience -= len(known)
        return nearest(name, known, cutoff) if self.patience >= 0 else ""

    def error(self, code: FindingCode, at: Place, name: str = "", /, **params: Parameter) -> None:
        """Note what keeps the form from running."""
        self._add(Severity.ERROR, code, at, name, params)

    def warn(self, code: FindingCode, at: Place, name: str = "", /, **params: Parameter) -> None:
        """Note what runs but is probably not meant."""
        self._add(Severity.WARNING, code, at, name, params)

    def inform(self, code: FindingCode, at: Place, name: str = "", /, **params: Parameter) -> None:
        """Note what is left out or assumed."""
        self._add(Severity.INFO, code, at, name, params)

    def _add(
        self,
        severity: Severity,
        code: FindingCode,
        at: Place,
        name: str,
        params: Mapping[str, Parameter],
    ) -> None:
        self.findings.append(
            Finding(
                severity,
                code,
                at.sheet,
                at.row,
                at.column,
                name,
                MappingProxyType(dict(params)),
                at.header,
            )
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; row 0 and '' where it has no such place."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    header: str = ""


def place_of(table: Table | None, cell: Cell | Heading | Line | None = None) -> Place:
    """Return the place of a cell, a heading, a row or a whole sheet."""
    if table is None:
        return Place()
    if isinstance(cell, Cell):
        return Place(table.sheet, cell.row, cell.heading.column.letter, cell.heading.column.header)
    if isinstance(cell, Heading):
        return Place(table.sheet, table.header_row, cell.column.letter, cell.column.header)
    return Place(table.sheet, cell.number if cell else 0)


def read_table(key: str, sheet: Sheet | None) -> Table | None:
    """Understand the headings of a sheet; ``key`` is its lower-case name."""
    if sheet is None:
        return None
    double = any("::" in column.header for column in sheet.columns)
    headings = tuple(_heading(key, column, double=double) for column in sheet.columns)
    by_index = {heading.column.index: heading for heading in headings}
    lines = tuple(
        Line(
            row.number,
            tuple(
                Cell(text, row.number, by_index[index]) for index, text in sorted(row.cells.items())
            ),
        )
        for row in sheet.rows
    )
    return Table(sheet.name, headings, lines, sheet.header_row, sheet.ignored, sheet.beyond)


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known name that looks most like ``name``, '' when none does.

    Only the few that share most pairs of letters are compared in full, which is slow.

    >>> nearest("hosehold", ["household", "person"])
    'household'
    """
    folded = name.lower()
    pairs = _pairs(folded)
    candidates = {candidate.lower(): candidate for candidate in known}
    likely = heapq.nlargest(_FEW, candidates, key=lambda other: len(pairs & _pairs(other)))
    close = difflib.get_close_matches(folded, likely, n=1, cutoff=cutoff)
    return candidates[close[0]] if close else ""


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[place : place + 2] for place in range(len(padded) - 1))


def cells_of(line: Line, bases: Iterable[str]) -> Iterator[Cell]:
    """Yield the cells of a row that mean one of ``bases``."""
    wanted = frozenset(bases)
    for cell in line.cells:
        if cell.heading.base in wanted:
            yield cell


def _heading(key: str, column: Column, *, double: bool) -> Heading:
    if key == "settings":
        return Heading(column, snake(column.header))
    tokens = _tokens(column.header, double=double)
    if key in {"choices", "external_choices", "osm"}:
        return _choices_heading(column, tokens)
    if key == "entities":
        base = snake(column.header)
        return Heading(column, "list_name" if base == "dataset" else base)
    return _survey_heading(column, tokens)


def _survey_heading(column: Column, tokens: list[str]) -> Heading:
    first = snake(tokens[0])
    if first in _WRAPPERS and len(tokens) > 1:
        inner = snake(tokens[1])
        base = _ALIASES.get(inner, inner)
        if base in SURVEY_COLUMNS or first == "media":
            return Heading(column, base, _language(base, tokens[2:]), base in SURVEY_COLUMNS)
    if first in _OPEN_WRAPPERS and len(tokens) > 1:
        return Heading(column, f"{first}::{tokens[1]}")
    base = _ALIASES.get(first, first)
    known = base in SURVEY_COLUMNS
    return Heading(column, base if known else column.header, _language(base, tokens[1:]), known)


def _choices_heading(column: Column, tokens: list[str]) -> Heading:
    first = snake(tokens[0])
    if first == "media" and len(tokens) > 1:
        tokens = tokens[1:]
        first = snake(tokens[0])
    base = _CHOICES_ALIASES.get(first, first)
    if base not in CHOICES_COLUMNS:
        return Heading(column, column.header, "", is_known=False)
    return Heading(column, base, _language(base, tokens[1:]))


def _language(base: str, rest: list[str]) -> str:
    return rest[0] if rest and base in TRANSLATABLE | {"jr:noapperrorstring"} else ""


def _tokens(header: str, *, double: bool) -> list[str]:
    if double or "::" in header:
        return [token.strip() for token in header.split("::")]
    tokens = [token.strip() for token in header.split(":")]
    if "jr" in tokens[:-1]:
        place = tokens.index("jr")
        tokens[place : place + 2] = [f"jr:{tokens[place + 1]}"]
    return tokens


def snake(text: str) -> str:
    """Return a heading in lower case with underscores for spaces."""
    return "_".join(text.split()).lower()
