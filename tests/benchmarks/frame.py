"""What every bench shares: figures beside figures, targets, the machine's load, and the table they are printed in.

Apart from the benches so that all tables read alike. Less is better in every figure. A limit is met or missed by our
figure alone; a comparison says how many times faster we must be (`Other.faster`), or how many times slower we may be
(`Other.within`), than the other in the same run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Other:
    """A figure of somebody else for the same work; None when it could not be had."""

    name: str
    value: float | None
    faster: float | None = None
    within: float | None = None

    def target(self, word: str) -> str:
        if self.faster is not None:
            return f">= {self.faster:g}x {word}"
        return f"<= {self.within:g}x of it" if self.within is not None else ""

    def is_met(self, ours: float) -> bool | None:
        if self.value is None or (self.faster is None and self.within is None):
            return None
        if self.faster is not None:
            return ours * self.faster <= self.value
        return ours <= self.value * (self.within or 1.0)


@dataclass(frozen=True)
class Figure:
    """One thing measured: ours, a limit if there is one, and others beside it."""

    name: str
    ours: float | None
    unit: str = "ms"
    limit: float | None = None
    others: Sequence[Other] = ()

    def is_met(self) -> bool | None:
        return None if self.limit is None or self.ours is None else self.ours <= self.limit


@dataclass
class Table:
    """The figures of one bench."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sums_up: bool = False
    """Whether its figures stand in other tables too."""

    def add(
        self,
        name: str,
        ours: float | None,
        *others: Other,
        unit: str = "ms",
        limit: float | None = None,
    ) -> None:
        self.figures.append(Figure(name, ours, unit, limit, others))

    def missed(self) -> list[str]:
        """Name what missed its target."""
        found = [each.name for each in self.figures if each.is_met() is False]
        found += [
            f"{figure.name} beside {other.name}"
            for figure in self.figures
            for other in figure.others
            if figure.ours is not None and other.is_met(figure.ours) is False
        ]
        return found


def as_values(table: Table) -> dict[str, Any]:
    """Return a table as JSON values, for a process that measures to hand it over."""
    return asdict(table)


def from_values(values: dict[str, Any]) -> Table:
    """Return the table that `as_values` took apart."""
    figures = [
        Figure(**{**each, "others": tuple(Other(**other) for other in each["others"])})
        for each in values["figures"]
    ]
    return Table(values["title"], figures, values["notes"])


HEADINGS = ("figure", "Sild", "beside", "ratio", "target", "")


def load() -> str:
    """Return the machine's load: how many processes wanted to run in the last 1, 5 and 15 minutes, and on what."""
    cores = os.cpu_count() or 1
    averages = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return f"{' '.join(f'{each:.2f}' for each in averages) or 'unknown'} on {cores} cores"


def show(table: Table, before: str, after: str) -> str:
    """Write a table in Markdown, with the load under its title."""
    lines = [f"## {table.title}", "", f"load before {before}; after {after}", ""]
    lines += _in_columns([HEADINGS, *_rows(table.figures)])
    return "\n".join([*lines, *(f"- {note}" for note in table.notes), ""])


def _rows(figures: Iterable[Figure]) -> Iterable[tuple[str, ...]]:
    for figure in figures:
        limit = f"<= {_number(figure.limit)} {figure.unit}" if figure.limit is not None else ""
        yield (
            figure.name,
            _with_unit(figure.ours, figure.unit),
            "",
            "",
            limit,
            _verdict(figure.is_met()),
        )
        for other in figure.others:
            met = None if figure.ours is None else other.is_met(figure.ours)
            yield (
                f"  · {other.name}",
                "",
                _with_unit(other.value, figure.unit),
                _ratio(figure, other.value),
                other.target(_word(figure)),
                _verdict(met),
            )


def _ratio(figure: Figure, other: float | None) -> str:
    ours = figure.ours
    if not ours or not other:
        return ""
    if other >= ours:
        return f"{_number(other / ours)}x {_word(figure)}"
    return f"{_number(ours / other)}x of it"


def _word(figure: Figure) -> str:
    return "less" if figure.unit == "MB" else "faster"


def _verdict(met: bool | None) -> str:
    return "" if met is None else ("met" if met else "MISSED")


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _with_unit(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{_number(value)} {unit}".rstrip()


def _in_columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [lines[0], rule, *lines[1:]]
