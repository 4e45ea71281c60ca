"""One case: who it is, where it stands, everything that was tried; and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.operations import assignment, cases
from app.operations.attempts import MEANINGS
from app.operations.cases import CaseState
from app.ui import keys, theme
from app.ui.cases import starting
from app.ui.cases.ages import late_words
from app.ui.cases.states import badge_of, channel_words, next_words, outcome_words
from app.ui.differences.sign import DiffersButton
from app.ui.navigation import Page
from app.ui.widgets.badges import StateBadge
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.dialogs import ask
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, selectable, words
from app.ui.widgets.layouts import Flow, frame, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import TONE, Column, Index, Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.core.ids import RecordId
    from app.operations.assignment import Late
    from app.operations.cases import Attempt, CaseFile
    from app.ui.desk import Desk

COLUMNS: Final = (
    Column(0.4, 136),
    Column(0.5, 90, hidden_below=640),
    Column(1.2, 190),
    Column(0.9, 100, hidden_below=760),
    Column(1.4, 110, hidden_below=520),
    Column(0.6, 110, hidden_below=900),
)
WIDE_FROM: Final = 760
"""A narrower page shows what is known in three columns."""


class AttemptsModel(RowsModel["Attempt"]):
    """Attempts, the latest first."""

    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[str, str] = {}

    def show_attempts(self, attempts: Sequence[Attempt], names: Mapping[str, str]) -> None:
        """Show other attempts."""
        self._names = names
        self.show_rows(attempts)

    def headings(self) -> tuple[str, ...]:
        return (
            pgettext("column", "When"),
            _("Channel"),
            _("Outcome"),
            _("Spoken with"),
            _("Note"),
            _("Interviewer"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        attempt = self.row(index.row())
        shown = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        if role in shown:
            return self._cells(attempt)[index.column()]
        if role == TONE and index.column() == 2 and MEANINGS[attempt.outcome].is_hard_refusal:
            return "alert"
        return "ink-soft" if role == TONE and index.column() in {1, 5} else None

    def _cells(self, attempt: Attempt) -> tuple[str, ...]:
        outcome = outcome_words(attempt.outcome)
        if attempt.next is not None:
            said = _("{outcome}, {when}")
            outcome = said.format(outcome=outcome, when=formats.date_time(attempt.next))
        return (
            formats.date_time(attempt.at),
            channel_words(attempt.channel),
            outcome,
            attempt.who,
            attempt.note,
            self._names.get(attempt.actor, ""),
        )


class CasePage(Page):
    """The page of one case."""

    def __init__(self, desk: Desk, case: RecordId) -> None:
        super().__init__(desk)
        self._id = case
        self._file: CaseFile | None = None
        self._late: list[Late] = []
        self.model = AttemptsModel()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.back = secondary(self.left.emit, "arrow-left")
        self.change = secondary(self._change, "pencil")
        self.interview = secondary(self._interview, "message-square")
        self.log = primary(self._log, "phone")
        self.paper = secondary(self._key_in, "clipboard-list")
        self.differs = DiffersButton(desk, case)
        self.badge = StateBadge()
        self.notice = NoticeBox()
        self._facts = [(words("caption"), selectable(words(wrap=True))) for _each in range(10)]
        self._grid = QGridLayout()
        self._nothing = EmptyState("phone")
        self._views = QStackedWidget()
        self._said = ElidedLabel("soft")
        self._take_back = secondary(self._take_back_chosen, "undo-2")
        self._build()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        return self._file.row.case.name if self._file else _("Contact")

    def enter(self) -> None:
        self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.change.words(_("Change…"), tip=keys.label("F4"))
        self.differs.retranslate()
        self.log.words(_("Log an attempt"), tip=keys.label("Ctrl+L"))
        self.paper.words(_("Key in from paper…"), tip=keys.label("F7"))
        self._take_back.words(_("Take back the attempt"), tip=keys.label("Del"))
        self.table.setAccessibleName(_("Attempts"))
        self._nothing.words(_("Nobody has tried yet"))
        self.model.retranslate()
        self._show_words()
        self.titled.emit()

    # --- what a person does

    def _log(self) -> None:
        if self._file is not None:
            starting.log_attempt(
                self.desk, self._file.row, self, lambda _row, kept: self._on_done(kept.changes)
            )

    def _interview(self) -> None:
        if self._file is not None:
            starting.interview(self.desk, self._file.row, self)

    def _key_in(self) -> None:
        if self._file is not None and not self.paper.isHidden():
            starting.key_in(self.desk, self._file.row, self)

    def _change(self) -> None:
        if self._file is not None:
            starting.change(self.desk, self._file.row.case, self, lambda _case: self._load())

    def _open_finished(self) -> None:
        from app.ui.interviews.finished import FinishedPage

        if self._file is not None and self._file.row.interview is not None:
            self.desk.navigator.open(FinishedPage(self.desk, self._file.row.interview))

    def _take_back_chosen(self) -> None:
        places = self.table.rows()
        if not places:
            return
        attempt = self.model.row(places[0])
        agreed = ask(
            self,
            _("Take this attempt back?"),
            _("It counts no more; that it was there stays in the history."),
            _("Take back"),
            kind="danger",
        )
        if agreed:
            starting.take_back(self.desk, attempt.id, self, self._load)

    # --- loading

    def _load(self) -> None:
        services, case = self.desk.services, self._id
        self.desk.tasks.database(
            lambda _progress: (
                cases.get_case(services, case),
                assignment.late_attempts(services, case),
            ),
            self,
            done=self._show,
            failed=lambda _error: self.left.emit(),
        )

    def _on_done(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()

    def _show(self, read: tuple[CaseFile, list[Late]]) -> None:
        self._file, self._late = read
        file = self._file
        self.model.show_attempts(file.attempts, file.names)
        self.table.choose(0)
        self._show_words()
        if self.table.hasFocus() and not file.attempts:
            self.log.setFocus()
        self.titled.emit()

    def _show_words(self) -> None:
        file = self._file
        if file is None:
            return
        case, now = file.row, self.desk.services.clock.now()
        stands = case.standing
        self.badge.show_badge(badge_of(case, now))
        self._show_facts()
        self._views.setCurrentWidget(self.table if file.attempts else self._nothing)
        self._show_notice()
        started = case.draft is not None
        self.interview.words(
            _("Continue the interview") if started else _("Start interview"),
            tip=keys.label("Ctrl+Return"),
        )
        self.paper.setVisible(not started and case.interview is None)
        for button in (self.log, self.interview, self.paper):
            button.setEnabled(not stands.is_locked)
        self._result.words(_("Open the interview"))
        self._result.setVisible(case.interview is not None)
        self._take_back.setVisible(bool(file.attempts))
        said = _("counted as AAPOR {code}").format(code=stands.aapor)
        self._said.say(said)

    def _show_facts(self) -> None:
        """Show what is known, in as many columns as there is room for."""
        told = [(name, text) for name, text in self._told() if text]
        across = 5 if self.width() >= WIDE_FROM * theme.tokens().scale else 3
        for place, (label, value) in enumerate(self._facts):
            is_known = place < len(told)
            label.setVisible(is_known)
            value.setVisible(is_known)
            if not is_known:
                continue
            name, text = told[place]
            line, side = divmod(place, across)
            label.setText(name)
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")
            self._grid.addWidget(label, 2 * line, side)
            self._grid.addWidget(value, 2 * line + 1, side, Qt.AlignmentFlag.AlignTop)
        for side in range(5):
            self._grid.setColumnStretch(side, 1 if side < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_facts()

    def _show_notice(self) -> None:
        stands = self._file.row.standing if self._file else None
        if stands is not None and stands.is_locked:
            self.notice.say(
                "alert",
                _("Refused for good. Nobody contacts them again."),
                _("If that was noted by mistake, take the attempt back below."),
            )
        elif stands is not None and stands.state is CaseState.PAUSED and stands.pause_until:
            until = formats.date(stands.pause_until, style="long")
            self.notice.say(
                "notice", _("They refused for now. The case rests until {date}.").format(date=until)
            )
        else:
            self.notice.say("notice", late_words(self._late))

    def _told(self) -> tuple[tuple[str, str], ...]:
        if self._file is None:
            return ()
        at, now = self._file.row, self.desk.services.clock.now()
        case = at.case
        return (
            (_("Contact person"), case.contact),
            (_("Phone"), case.phone),
            (_("E-mail"), case.email),
            (_("Address"), case.address),
            (_("Language"), formats.language_name(case.language) if case.language else ""),
            (_("Appointment"), next_words(at, now)),
            (_("To be done by"), formats.date(case.due) if case.due else ""),
            (_("Held by"), at.holder),
            (_("Registry code"), case.code),
            (_("Note"), " · ".join(part for part in (case.quota, case.note) if part)),
        )

    # --- inside

    def _build(self) -> None:
        self._result = secondary(self._open_finished, "file-text")
        flow = Flow(gap=8)
        state = holder(row(self.badge))
        state.setMinimumHeight(self.back.sizeHint().height())
        flow.add_all([self.back, state, self.differs, self._result, self.change, self.paper])
        flow.add_all([self.interview, self.log])
        self._grid.setContentsMargins(16, 10, 16, 10)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        for view in (self.table, self._nothing):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(_as_low_as_it_wraps(holder(flow)))
        layout.addWidget(self.notice)
        layout.addWidget(frame("card", self._grid))
        layout.addWidget(self._views, 1)
        self.footer = holder(row(self._take_back, self._said))

    def _connect(self) -> None:
        self.table.removal_wanted.connect(self._take_back_chosen)
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+L", slot=self._log)
        keys.bind(self, "Ctrl+Return", slot=self._interview)
        keys.bind(self, "F4", "Ctrl+E", slot=self._change)
        keys.bind(self, "F7", "Ctrl+7", slot=self._key_in)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is self or not self.isVisible():
            return
        if changes.entities or changes.interviews or changes.drafts or changes.everything:
            self._load()


def _as_low_as_it_wraps(widget: QWidget) -> QWidget:
    """Let a row that wraps be as high as its lines, no higher; returns it."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget
