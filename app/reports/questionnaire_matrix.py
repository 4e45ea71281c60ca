"""Matrices on paper: questions with the same choices as rows, the choices as columns, a box where they meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from app.forms.conditions import ALWAYS
from app.forms.print_view import PrintedItem, PrintedQuestion
from app.forms.writing_space import Ticks
from app.reports.boxes import Tick, TickGrid
from app.reports.glyphs import markup
from app.reports.questionnaire_repeats import ruled
from app.reports.sheet_styles import sheet_styles
from app.reports.theme import TEXT_WIDTH
from app.reports.writing import soft

if TYPE_CHECKING:
    from app.forms.choice_lists import PrintedChoice
    from app.reports.form_words import SheetLanguages
    from app.reports.writing import WritingSpaces

MOST_COLUMNS: Final = 7
ROWS_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Neighbouring questions that share their choices."""

    questions: tuple[PrintedQuestion, ...]
    choices: tuple[PrintedChoice, ...]


def gathered(items: tuple[PrintedItem, ...]) -> Iterator[PrintedItem | Matrix]:
    """Yield items with the rows of each matrix put together."""
    for key, together in groupby(items, _matrix_of):
        found = list(together)
        rows = tuple(item for item in found if isinstance(item, PrintedQuestion))
        if key and len(rows) > 1 and isinstance(rows[0].space, Ticks):
            yield Matrix(rows, rows[0].space.choices.choices)
        else:
            yield from found


def _matrix_of(item: PrintedItem) -> str:
    """Return what the rows of one matrix share; '' for what stands in none."""
    if not isinstance(item, PrintedQuestion) or not item.in_matrix or item.ask_if != ALWAYS:
        return ""
    if not isinstance(item.space, Ticks) or len(item.space.choices.choices) > MOST_COLUMNS:
        return ""
    return f"{item.space.choices.key}{item.space.several}"


class MatrixTables:
    """Sets matrices in the languages of a sheet."""

    def __init__(self, languages: SheetLanguages, spaces: WritingSpaces) -> None:
        self._languages = languages
        self._spaces = spaces

    def table(self, matrix: Matrix) -> Table:
        """Return the table of a matrix; rows keep whole, the heads come again on the next page."""
        style = sheet_styles()
        heads: list[Flowable | str] = [""]
        heads += [Paragraph(self._spaces.choice(each), style.scale) for each in matrix.choices]
        rows = [[self._row_head(each), *self._boxes(matrix)] for each in matrix.questions]
        width = TEXT_WIDTH * (1 - ROWS_SHARE) / len(matrix.choices)
        widths = [TEXT_WIDTH * ROWS_SHARE, *(width for _each in matrix.choices)]
        table = Table([heads, *rows], colWidths=widths, repeatRows=1, style=ruled(), hAlign="LEFT")
        table.setStyle(TableStyle([("VALIGN", (1, 1), (-1, -1), "MIDDLE")]))
        return table

    def _row_head(self, question: PrintedQuestion) -> list[Flowable]:
        style = sheet_styles()
        label = f"{question.number} {self._languages.lead(question.label)}"
        parts: list[Flowable] = [Paragraph(markup(label), style.cell_question)]
        if below := soft(self._languages.below(question.label)):
            parts.append(Paragraph(below, style.cell_second))
        return parts

    @staticmethod
    def _boxes(matrix: Matrix) -> list[Flowable]:
        return [TickGrid([Tick(each.code, "", 0.0)], 1) for each in matrix.choices]
