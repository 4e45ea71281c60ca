"""The rows of the cases for a QTableView: as a plain list, or by the day of their appointment under headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.cases.states import badge_of, next_words
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.operations.cases import CaseRow, CaseSort

SORT_KEYS: Final[tuple[CaseSort, ...]] = (
    "name", "contact", "language", "due", "attempts", "next", "state",
)  # fmt: skip
NAME, CONTACT, LANGUAGE, DUE, ATTEMPTS, NEXT, STATE = range(7)
COLUMNS: Final = (
    Column(3.4, 170),
    Column(1.3, 110, hidden_below=820),
    Column(0.5, 106, hidden_below=900),
    Column(0.4, 104, hidden_below=640),
    Column(0.3, 84, hidden_below=760),
    Column(0.6, 136),
    Column(1.0, 176),
)
ROOT: Final = QModelIndex()


class CasesModel(QAbstractTableModel):
    """Lines of the list in the order in which the store gave them; in the day view headings stand between them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._rows: Sequence[CaseRow] = ()
        self._lines: Sequence[CaseRow | str] = ()
        self._words: dict[int, tuple[str, ...]] = {}
        self._now = clock.now()
        self._by_day = False

    def show_rows(self, rows: Sequence[CaseRow], *, by_day: bool) -> None:
        """Show other lines; ``by_day`` leaves out what is done and groups the rest by appointment."""
        self.beginResetModel()
        self._rows, self._by_day = rows, by_day
        self._write_lines()
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every word again."""
        self.beginResetModel()
        self._write_lines()
        self.endResetModel()

    def row(self, place: int) -> CaseRow | None:
        """Return one case; None where a heading stands."""
        line = self._lines[place] if 0 <= place < len(self._lines) else None
        return None if isinstance(line, str) else line

    def headings(self) -> list[int]:
        """Return where headings stand."""
        return [place for place, line in enumerate(self._lines) if isinstance(line, str)]

    def place_of(self, case: str) -> int:
        """Return where a case stands, or the first case when it is not listed."""
        first = -1
        for place, line in enumerate(self._lines):
            if not isinstance(line, str):
                if line.case.id == case:
                    return place
                first = place if first < 0 else first
        return max(first, 0)

    @property
    def total(self) -> int:
        """How many cases are shown."""
        return len(self._lines) - len(self.headings())

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _("Firm or person"),
            _("Contact"),
            _("Language"),
            pgettext("column", "Due"),
            pgettext("column", "Attempts"),
            _("Appointment"),
            pgettext("column", "State"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        line = self._lines[place]
        if isinstance(line, str):
            return self._heading(line, column, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._line(place, line)[column]
        if role == BADGE and column == STATE:
            return badge_of(line, self._now)
        if role == TONE:
            return self._tone(line, column)
        if role == STRONG:
            return column == NAME and line.standing.is_open
        if role == Qt.ItemDataRole.ToolTipRole and column in {NAME, CONTACT}:
            return self._line(place, line)[column]
        return None

    def _heading(self, line: str, column: int, role: int) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line if column == NAME else ""
        if role == TONE:
            return "bridge"
        return True if role == STRONG else None

    def _tone(self, row: CaseRow, column: int) -> str:
        stands = row.standing
        if not stands.is_open:
            return "ink-soft"
        if column == NEXT and stands.next is not None and stands.next < self._now:
            return "notice"
        overdue = row.case.due is not None and row.case.due < self._now.date()
        if column == DUE and overdue:
            return "notice"
        return "ink-soft" if column in {LANGUAGE, ATTEMPTS} else "ink"

    def _line(self, place: int, row: CaseRow) -> tuple[str, ...]:
        if place not in self._words:
            self._words[place] = self._write(row)
        return self._words[place]

    def _write(self, row: CaseRow) -> tuple[str, ...]:
        case, stands = row.case, row.standing
        return (
            _("Practice: {title}").format(title=case.name) if case.test else case.name,
            case.contact,
            formats.language_name(case.language) if case.language else "",
            formats.date(case.due) if case.due else "",
            formats.number(stands.attempts) if stands.attempts else "",
            next_words(row, self._now),
            badge_of(row, self._now).text,
        )

    def _write_lines(self) -> None:
        self._words, self._now = {}, self._clock.now()
        self._lines = list(_grouped(self._rows, self._now)) if self._by_day else self._rows


def _grouped(rows: Sequence[CaseRow], now: datetime) -> Iterator[CaseRow | str]:
    """Yield headings and the cases below them: missed appointments, then day by day, then those without one."""
    at_work = [row for row in rows if row.standing.is_open]
    agreed = sorted(
        (row for row in at_work if row.standing.next is not None),
        key=lambda row: row.standing.next or now,
    )
    for heading, group in groupby(agreed, key=lambda row: _heading_of(row, now)):
        yield heading
        yield from group
    without = [row for row in at_work if row.standing.next is None]
    if without:
        yield _("Without an appointment")
        yield from without


def _heading_of(row: CaseRow, now: datetime) -> str:
    at = row.standing.next or now
    days = (at.date() - now.date()).days
    if days < 0:
        return _("Missed")
    day = formats.date(at, style="long")
    if days == 0:
        return _("Today, {date}").format(date=day)
    if days == 1:
        return _("Tomorrow, {date}").format(date=day)
    weekday = formats.weekday(at)
    return f"{weekday[:1].upper()}{weekday[1:]}, {day}"
