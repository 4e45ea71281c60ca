"""Tables that set their own column widths, or say that they would not fit and must be told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, Table, TableStyle

from app.reports.glyphs import markup
from app.reports.theme import HAIRLINE, REGULAR, colours, styles

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

PADDING: Final = 6.0
LONGEST_CELL: Final = 160
"""Characters; a longer answer is read better as running text."""
TALLEST_HEADING: Final = 6
"""Lines of a column's heading."""


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


def fitting_table(columns: Sequence[TableColumn], width: float) -> Table | None:
    """Set ``columns`` in ``width`` points; None when words would break or the table would be hard to read."""
    if any(len(cell.text) > LONGEST_CELL for column in columns for cell in column.cells):
        return None
    widths = column_widths(columns, width)
    if widths is None:
        return None
    headings = [_heading(column) for column in columns]
    for heading, column_width in zip(headings, widths, strict=True):
        lines = heading.wrap(column_width - 2 * PADDING, 1e6)[1] / styles().column.leading
        if lines > TALLEST_HEADING:
            return None
    rows = zip(*(column.cells for column in columns), strict=True)
    body = [
        [_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows
    ]
    return Table([headings, *body], colWidths=widths, repeatRows=1, style=_ruled(), hAlign="LEFT")


def column_widths(columns: Sequence[TableColumn], width: float) -> list[float] | None:
    """Share out ``width``: every column holds its longest word; what is left goes where texts are long."""
    least = [_widest_word(column) + 2 * PADDING + 1 for column in columns]
    wished = [
        max(low, _widest_text(column) + 2 * PADDING + 1)
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


def _widest_word(column: TableColumn) -> float:
    return max(
        _measure(word, style) for text, style in _texts(column) for word in text.split() or [""]
    )


def _widest_text(column: TableColumn) -> float:
    return max(_measure(line, style) for text, style in _texts(column) for line in text.split("\n"))


def _texts(column: TableColumn) -> list[tuple[str, ParagraphStyle]]:
    return [
        (column.heading, styles().column),
        *((cell.text, styles().cell) for cell in column.cells),
    ]


def _measure(text: str, style: ParagraphStyle) -> float:
    return stringWidth(text, style.fontName, style.fontSize)


def _heading(column: TableColumn) -> Paragraph:
    style = styles().column_number if column.numeric else styles().column
    return Paragraph(markup(column.heading), style)


def _cell(cell: TableCell, column: TableColumn) -> Paragraph:
    if not cell.given:
        return Paragraph(markup(cell.text), styles().cell_soft)
    return Paragraph(markup(cell.text), styles().cell_number if column.numeric else styles().cell)


def _ruled() -> TableStyle:
    """Hairlines between rows, a stronger one under the headings, nothing else."""
    colour = colours()
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, 0), 2 * HAIRLINE, colour.line_strong),
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, colour.line),
        ]
    )
