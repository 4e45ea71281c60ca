"""How an interview went in time: every section and question with its minutes and changes, pauses, all together.

Apart from the finished page, whose button opens it: it is read at a desk, long after the conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import formats
from app.i18n.answers import form_language
from app.i18n.catalog import _, current_language, ngettext
from app.operations import timing
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.runner.markdown import plain_text
from app.ui.widgets.buttons import quiet
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.tables import STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.operations.timing import InterviewTimes, TimeLine
    from app.ui.desk import Desk

COLUMNS: Final = (Column(0, 72), Column(4, 240), Column(0.6, 110), Column(0.6, 110))
NUMBER, QUESTION, TIME, CHANGES = range(4)
ROOT: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TimesModel(QAbstractTableModel):
    """Sections, each with its questions below it, in the order of asking."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: InterviewTimes | None = None
        self._lines: Sequence[TimeLine] = ()

    def show_times(self, times: InterviewTimes) -> None:
        """Show the times of another interview."""
        self.beginResetModel()
        self._times, self._lines = times, times.lines
        self.endResetModel()

    def retranslate(self) -> None:
        """Make every word again."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in {TIME, CHANGES}:
            return _RIGHT
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("No."), _("Question"), _("Time"), _("Changes"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._times is None:
            return None
        line, column = self._lines[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(self._times, line)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == QUESTION:
            return self._words(self._times, line)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in {TIME, CHANGES}:
            return _RIGHT
        if role == STRONG:
            return line.is_section
        if role == TONE:
            return "ink-soft" if column == NUMBER and not line.is_section else "ink"
        return None

    def _words(self, times: InterviewTimes, line: TimeLine) -> tuple[str, ...]:
        language = form_language(times.session.languages, current_language())
        label = plain_text(timing.label_of(times, line, language))
        changes = line.spent.changes
        return (
            line.number,
            label or _("Questions outside of sections"),
            formats.stopwatch(line.spent.active_ms / 1000),
            formats.number(changes) if changes else "",
        )


class TimesPage(Page):
    """The page of one interview's times."""

    def __init__(self, desk: Desk, id_: str) -> None:
        super().__init__(desk)
        self._id = id_
        self._times: InterviewTimes | None = None
        self.model = TimesModel(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.notice = NoticeBox()
        self._said = words("strong", wrap=True)
        self._pauses = words("soft", wrap=True)
        self._nothing = EmptyState("clock")
        self._back = quiet(self.left.emit, "arrow-left")
        self._build()
        self.retranslate()

    def title(self) -> str:
        name = self._times.session.instance_name() if self._times else ""
        return _("Times: {name}").format(name=name) if name else _("Times")

    def enter(self) -> None:
        services, id_ = self.desk.services, self._id
        self.desk.tasks.database(
            lambda _progress: timing.read_times(services, id_),
            self,
            done=self._show,
            failed=self._on_failed,
        )

    def retranslate(self) -> None:
        self._back.words(_("Back"), _("Back to the interview"), keys.label("Alt+Left"))
        self.table.setAccessibleName(_("Times by question"))
        self._nothing.words(
            _("No times are kept of this interview"),
            _("They are kept of interviews that were held in the window."),
        )
        self.model.retranslate()
        self._show_words()
        self.titled.emit()

    def _show(self, times: InterviewTimes) -> None:
        self._times = times
        self.model.show_times(times)
        self.table.choose(0)
        self._show_words()
        self.titled.emit()
        self.table.setFocus()

    def _show_words(self) -> None:
        if self._times is None:
            return
        total = self._times.total
        self._views.setCurrentWidget(self.table if self.model.rowCount() else self._nothing)
        self._said.setVisible(bool(total.end))
        self._pauses.setVisible(bool(total.pauses))
        active = formats.duration(total.active_ms / 1000)
        self._said.setText(_("Active time: {time}").format(time=active))
        count = len(total.pauses)
        said = ngettext("{count} pause, {time}", "{count} pauses, {time} together", count)
        paused = formats.duration(total.paused_ms / 1000)
        self._pauses.setText(said.format(count=count, time=paused))

    def _on_failed(self, error: AppError) -> None:
        explain_in(self.notice, error)

    def _build(self) -> None:
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self._back, STRETCH))
        layout.addWidget(self.notice)
        layout.addLayout(row(self._said, self._pauses, STRETCH, gap=16))
        layout.addWidget(self._views, 1)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
