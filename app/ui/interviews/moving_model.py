"""What a move to another version of a questionnaire does, line by line, for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, assert_never

from PySide6.QtCore import QObject, Qt

from app.i18n.answers import form_language, given_text, missing_text
from app.i18n.catalog import _, current_language, pgettext
from app.operations import moving
from app.operations.moving import Fate, Line, Unfit
from app.ui.runner.markdown import plain_text
from app.ui.widgets.badges import Badge
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, TONE, Column, Index

if TYPE_CHECKING:
    from app.forms.state import Missing
    from app.operations.moving import Move

COLUMNS: Final = (Column(3, 220), Column(2, 140), Column(1, 230))
QUESTION, ANSWER, FATE = range(3)


class MoveModel(RowsModel[Line]):
    """The lines of a move, all or those of one fate."""

    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._move: Move | None = None
        self._fate = ""

    def show_move(self, move: Move | None) -> None:
        """Show another move."""
        self._move = move
        self.show_only(self._fate)

    def show_only(self, fate: str) -> None:
        """Show the lines of one fate; '' shows all."""
        self._fate = fate
        lines = self._move.lines if self._move else ()
        self.show_rows([line for line in lines if not fate or line.fate.value == fate])

    def headings(self) -> tuple[str, ...]:
        return _("Question"), _("Answer"), _("What becomes of it")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._move is None:
            return None
        line = self.row(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(self._move, line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(self._move, line)[index.column()]
        if role == BADGE and index.column() == FATE:
            return badge_of(line)
        if role == TONE:
            return "ink-soft" if line.missing and index.column() == ANSWER else "ink"
        return None

    def _words(self, move: Move, line: Line) -> tuple[str, str, str]:
        return question_text(move, line), _answer_text(move, line), badge_of(line).text


def question_text(move: Move, line: Line) -> str:
    """Return the question of a line as people know it, with the rows that it stands in."""
    session = move.before if line.address else move.after
    language = form_language(session.languages, current_language())
    said = plain_text(moving.question_words(move, line, language))
    rows = moving.row_numbers(move, line)
    if not rows:
        return said
    numbers = ".".join(map(str, rows))
    return _("{question} (row {number})").format(question=said, number=numbers)


def _answer_text(move: Move, line: Line) -> str:
    if line.missing:
        missing: Missing = "refused" if line.missing == "refused" else "dont_know"
        return missing_text(missing)
    session, place = (move.before, line.address) if line.address else (move.after, line.target)
    return given_text(session, place, line.value, current_language())


def badge_of(line: Line) -> Badge:
    """Return what becomes of a line, in a word and an icon."""
    match line.fate:
        case Fate.NEW:
            return Badge(pgettext("question", "new"), "bridge", "plus")
        case Fate.CARRIED if line.returned:
            return Badge(pgettext("answer", "comes back"), "good", "undo-2")
        case Fate.CARRIED if line.moved:
            return Badge(_("carried to another place"), "good", "check")
        case Fate.CARRIED:
            return Badge(pgettext("answer", "carried"), "good", "check")
        case Fate.DROPPED:
            return Badge(_reason(line.reason or Unfit.GONE), "notice", "circle-slash")


def _reason(reason: Unfit) -> str:
    match reason:
        case Unfit.GONE:
            return _("dropped: no longer asked")
        case Unfit.KIND:
            return _("dropped: another kind of answer")
        case Unfit.VALUE:
            return _("dropped: does not fit any more")
        case Unfit.CHOICE:
            return _("dropped: choice no longer there")
        case Unfit.MISSING:
            return _("dropped: an answer is expected")
        case _:
            assert_never(reason)
