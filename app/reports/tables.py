"""Tables that set their own column widths, or say that they would not fit and must be told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, Table, TableStyle

from app.reports.glyphs import markup
from app.reports.theme import (
    CLOSE,
    HAIRLINE,
    HANG,
    REGULAR,
    ROOMY,
    TEXT_WIDTH,
    Density,
    colours,
    table_style,
)

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

LONGEST_CELL: Final = 160
"""Characters; a longer answer is read better as running text."""
TALLEST_HEADING: Final = 6
"""Lines of a column's heading."""
ATTEMPTS: Final = ((HANG, ROOMY), (0.0, ROOMY), (0.0, CLOSE))
"""Indent and density to try in turn: under the question, over the whole width, more closely."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; ``given`` False sets it softly (don't know, refused, no answer)."""

    text: str
    given: bool = True


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column's heading and its cells, from top to bottom; numbers stand to the right."""

    heading: str
    cells: tuple[TableCell, ...]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class FittedTable:
    """A table that fits, and how far from the left margin it stands."""

    table: Table
    indent: float


def fitting_table(columns: Sequence[TableColumn]) -> FittedTable | None:
    """Set ``columns`` as roomily as they allow; None when words would break or the table would be hard to read."""
    if any(len(cell.text) > LONGEST_CELL for column in columns for cell in column.cells):
        return None
    for indent, density in ATTEMPTS:
        widths = column_widths(columns, TEXT_WIDTH - indent, density)
        if widths is not None and _headings_are_short(columns, widths, density):
            return FittedTable(_table(columns, widths, density), indent)
    return None


def column_widths(
    columns: Sequence[TableColumn], width: float, density: Density
) -> list[float] | None:
    """Share out ``width``: every column holds its longest word; what is left goes where texts are long."""
    sides = 2 * density.padding + 1
    least = [_widest_word(column, density) + sides for column in columns]
    wished = [
        max(low, _widest_text(column, density) + sides)
        for low, column in zip(least, columns, strict=True)
    ]
    spare = width - sum(least)
    if spare < 0:
        return None
    longing = [wish - low for wish, low in zip(wished, least, strict=True)]
    if sum(longing) > spare:
        return [low + spare * more / sum(longing) for low, more in zip(least, longing, strict=True)]
    growing = [
        0.0 if column.numeric else wish for column, wish in zip(columns, wished, strict=True)
    ]
    surplus = width - sum(wished)
    return [
        wish + surplus * share / (sum(growing) or 1)
        for wish, share in zip(wished, growing, strict=True)
    ]


def _widest_word(column: TableColumn, density: Density) -> float:
    return max(
        _measure(word, style)
        for text, style in _texts(column, density)
        for word in text.split() or [""]
    )


def _widest_text(column: TableColumn, density: Density) -> float:
    return max(
        _measure(line, style)
        for text, style in _texts(column, density)
        for line in text.split("\n")
    )


def _texts(column: TableColumn, density: Density) -> list[tuple[str, ParagraphStyle]]:
    cell = table_style(density)
    return [
        (column.heading, table_style(density, heading=True)),
        *((one.text, cell) for one in column.cells),
    ]


def _measure(text: str, style: ParagraphStyle) -> float:
    return stringWidth(text, style.fontName, style.fontSize)


def _headings_are_short(
    columns: Sequence[TableColumn], widths: Sequence[float], density: Density
) -> bool:
    style = table_style(density, heading=True)
    heights = (
        _heading(column, density).wrap(width - 2 * density.padding, 1e6)[1]
        for column, width in zip(columns, widths, strict=True)
    )
    return max(heights) <= TALLEST_HEADING * style.leading + 0.1


def _table(columns: Sequence[TableColumn], widths: Sequence[float], density: Density) -> Table:
    rows = zip(*(column.cells for column in columns), strict=True)
    body = [
        [_cell(cell, column, density) for cell, column in zip(row, columns, strict=True)]
        for row in rows
    ]
    headings = [_heading(column, density) for column in columns]
    return Table(
        [headings, *body],
        colWidths=list(widths),
        repeatRows=1,
        style=_ruled(density),
        hAlign="LEFT",
    )


def _heading(column: TableColumn, density: Density) -> Paragraph:
    return Paragraph(
        markup(column.heading), table_style(density, heading=True, numeric=column.numeric)
    )


def _cell(cell: TableCell, column: TableColumn, density: Density) -> Paragraph:
    return Paragraph(
        markup(cell.text), table_style(density, numeric=column.numeric, soft=not cell.given)
    )


def _ruled(density: Density) -> TableStyle:
    """Hairlines between rows, a stronger one under the headings, nothing else."""
    colour = colours()
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), density.padding),
            ("RIGHTPADDING", (0, 0), (-1, -1), density.padding),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, 0), 2 * HAIRLINE, colour.line_strong),
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, colour.line),
        ]
    )
