"""The table of a review: number, question, answer, what asks for a look, time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _
from app.ui.review.lines import Line, hurried
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import STRONG, TONE, Column, Index

NUMBER, QUESTION, ANSWER, FLAGS, TIME = range(5)
COLUMNS: Final = (
    Column(0, 76),
    Column(2.2, 150),
    Column(2.2, 150),
    Column(1.2, 130),
    Column(0, 84, hidden_below=760, right=True),
)


class LinesModel(RowsModel[Line]):
    """Sections and questions, or only those that ask for a look."""

    columns: ClassVar[Sequence[Column]] = COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (_("No."), _("Question"), _("Answer"), _("To look at"), _("Time"))

    def lines(self) -> Sequence[Line]:
        """Return every line in view."""
        return self._rows

    def place_of(self, address: str) -> int:
        """Return where a question stands; -1 when it is not in view."""
        places = (at for at, line in enumerate(self._rows) if line.address == address)
        return next(places, -1)

    def next_question(self, place: int, step: int) -> int:
        """Return the place of the next or previous line that is no heading; ``place`` itself at the end."""
        at = place + step
        while 0 <= at < len(self._rows):
            if not self._rows[at].is_section:
                return at
            at += step
        return place

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _cells(line)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column in {QUESTION, ANSWER}:
            return _cells(line)[column]
        if role == STRONG:
            return line.is_section or (column == ANSWER and not line.is_missing)
        if role == TONE:
            return _tone(line, column)
        return self.side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _cells(line: Line) -> tuple[str, ...]:
    seconds = formats.stopwatch(line.ms / 1000) if line.ms >= 0 else ""
    answer = " ".join(line.answer.split())
    return (line.number, line.question, answer, ", ".join(line.flags), seconds)


def _tone(line: Line, column: int) -> str:
    if column == FLAGS or (column == TIME and hurried(line)):
        return "notice"
    if column in {NUMBER, TIME} or (column == ANSWER and line.is_missing):
        return "ink-soft"
    return "ink"
