"""The rows of the list of questionnaires for a QTableView."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.widgets.badges import Badge
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index
from app.ui.words import local, marks

if TYPE_CHECKING:
    from app.operations.forms import FormRow

COLUMNS: Final = (
    Column(3.0, 180),
    Column(1.2, 120, hidden_below=660),
    Column(0.6, 100, hidden_below=460),
    Column(0.4, 90, hidden_below=760, right=True),
    Column(0.4, 90, right=True),
    Column(0.6, 110, hidden_below=860),
    Column(0.6, 140),
)
TITLE, VERSION, LANGUAGES, QUESTIONS, INTERVIEWS, IMPORTED, STATE = range(len(COLUMNS))


class FormsModel(RowsModel["FormRow"]):
    """Questionnaires, the latest import first."""

    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[FormRow] = ()
        self._sought: list[str] = []

    def show_rows(self, rows: Sequence[FormRow]) -> None:
        """Show other questionnaires."""
        self._all = rows
        self.seek(" ".join(self._sought))

    def seek(self, text: str) -> None:
        """Show only those in whose title, id or version every word of ``text`` occurs."""
        self._sought = text.casefold().split()
        self.beginResetModel()
        self._rows = [row for row in self._all if self._is_sought(row)]
        self.endResetModel()

    def place_of(self, bundle: str) -> int:
        """Return where a questionnaire stands; -1 when it is not listed."""
        return next((place for place, row in enumerate(self._rows) if row.bundle == bundle), -1)

    @property
    def total(self) -> int:
        """How many there are, found or not."""
        return len(self._all)

    def headings(self) -> tuple[str, ...]:
        return (
            _("Questionnaire"),
            _("Version"),
            _("Languages"),
            _("Questions"),
            _("Interviews"),
            _("Added"),
            pgettext("column", "State"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._write(row)[column]
        if role == BADGE and column == STATE:
            return _badge(row)
        if role == TONE:
            return "ink" if column in {TITLE, INTERVIEWS} and not row.retired else "ink-soft"
        if role == STRONG:
            return column == TITLE and not row.retired
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
            return row.form_id
        return None

    def _is_sought(self, row: FormRow) -> bool:
        heap = " ".join((row.form_id, row.version, *row.title.by_language.values())).casefold()
        return all(word in heap for word in self._sought)

    def _write(self, row: FormRow) -> tuple[str, ...]:
        return (
            local(row.title) or row.form_id,
            row.version or "–",
            marks(row.languages),
            formats.number(row.questions),
            formats.number(row.interviews),
            formats.date(row.imported_at),
            _badge(row).text,
        )


def _badge(row: FormRow) -> Badge:
    if row.retired:
        return Badge(pgettext("questionnaire", "retired"), "plain", "archive")
    return Badge(pgettext("questionnaire", "in use"), "good", "check")
