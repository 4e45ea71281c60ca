"""The rows of the interviews list for a QTableView: words are made when a row comes into view, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.core.ids import DraftId
from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.interviews.states import badge_of
from app.ui.keying import states as papers
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index
from app.ui.words import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.clock import Clock
    from app.operations.interviews import InterviewRow, SortKey
    from app.operations.keying import Standing
    from app.ui.widgets.badges import Badge

SORT_KEYS: Final[tuple[SortKey, ...]] = ("title", "form", "interviewer", "when", "status")
COLUMNS: Final = (
    Column(3.0, 180),
    Column(2.4, 120, hidden_below=520),
    Column(1.0, 100, hidden_below=760),
    Column(0.8, 130),
    Column(0.8, 150),
)
TITLE, FORM, INTERVIEWER, WHEN, STATUS = range(5)
ROOT: Final = QModelIndex()


class InterviewsModel(QAbstractTableModel):
    """Lines of the list in the order in which the store gave them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._rows: Sequence[InterviewRow] = ()
        self._words: dict[int, tuple[str, ...]] = {}
        self._now = clock.now()
        self._papers: Mapping[DraftId, Standing] = {}

    def know_papers(self, standings: Mapping[DraftId, Standing]) -> None:
        """Take how far the papers have come that are being keyed in, by draft; shown with the next rows."""
        self._papers = standings

    def show_rows(self, rows: Sequence[InterviewRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._rows = rows
        self._words = {}
        self._now = self._clock.now()
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every word again."""
        self._words = {}
        last = len(SORT_KEYS) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))

    def row(self, place: int) -> InterviewRow:
        """Return one line."""
        return self._rows[place]

    def place_of(self, id_: str) -> int:
        """Return where an interview stands; -1 when it is not listed."""
        return next((place for place, row in enumerate(self._rows) if row.id == id_), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(SORT_KEYS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            _("Respondent"),
            _("Questionnaire"),
            _("Interviewer"),
            pgettext("column", "When"),
            pgettext("column", "State"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._line(place)[column]
        if role == BADGE and column == STATUS:
            return self._badge(self._rows[place])
        if role == TONE:
            return "ink-soft" if column == FORM or not self._rows[place].title else "ink"
        if role == STRONG:
            return column == TITLE and self._rows[place].kind == "draft"
        if role == Qt.ItemDataRole.ToolTipRole and column in {TITLE, FORM}:
            return self._line(place)[column]
        return None

    def _badge(self, row: InterviewRow) -> Badge:
        standing = self._papers.get(DraftId(row.id)) if row.kind == "draft" else None
        return papers.badge_of(standing, row) if standing else badge_of(row)

    def _line(self, place: int) -> tuple[str, ...]:
        if place not in self._words:
            self._words[place] = self._write(self._rows[place], self._now)
        return self._words[place]

    def _write(self, row: InterviewRow, now: datetime) -> tuple[str, ...]:
        standing = self._papers.get(DraftId(row.id)) if row.kind == "draft" else None
        title = papers.title_of(standing, row.title) if standing else row.title
        title = title or _("not named yet")
        if row.test:
            title = _("{title} (practice)").format(title=title)
        return (
            title,
            local(row.form_title) or row.form_id,
            row.interviewer,
            formats.when(row.when, now),
            self._badge(row).text,
        )
