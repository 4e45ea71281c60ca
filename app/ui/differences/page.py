"""Differences to settle: the list at the left, the versions as cards at the right, nothing applied until Finish.

Decisions are kept as they are made and taken back one by one; Finish applies all of them at once and can be taken back
as long as the page is open. The second list of the page are merged interviews that need a look.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import difference_plan, differences, second_looks, settling
from app.ui import keys, theme
from app.ui.differences import hotkeys
from app.ui.differences.listing import DifferencesModel, DifferencesView, Line
from app.ui.differences.pane import DifferencePane
from app.ui.differences.second import SecondLooks
from app.ui.differences.words import speak
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import STRETCH, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.segments import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.forms.session import FormSession
    from app.operations.difference_plan import Decision
    from app.operations.differences import Sheet
    from app.operations.second_looks import SecondLook
    from app.operations.settling import Settled, TakenBack
    from app.ui.desk import Desk
    from app.ui.tasks import Task

TO_SETTLE: Final = "settle"
TO_LOOK: Final = "look"
LIST_WIDTH: Final = 300
NARROW: Final = 760
"""A narrower page makes the list as small as it can be."""


class DifferencesPage(Page):
    """The page; ``record`` is shown first where it has differences."""

    settled = Signal(int)
    """(differences): finishing is over."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        super().__init__(desk)
        self._record = record
        self._sheets: Sequence[Sheet] = ()
        self._past: list[dict[tuple[str, str], Decision]] = []
        self._looks: Sequence[SecondLook] = ()
        self._done: Settled | None = None
        self._task: Task | None = None
        self.model = DifferencesModel(self)
        self.list = DifferencesView(self.model)
        self.pane = DifferencePane(desk)
        self.second = SecondLooks(desk)
        self.which = Segmented()
        self.notice = NoticeBox()
        self.progress = ProgressLine()
        self._nothing = EmptyState("circle-check")
        self._said = ElidedLabel("soft")
        self.back = quiet(self.left.emit, "arrow-left")
        self.undo_button = secondary(self.undo, "undo-2")
        self.finish_button = primary(self.finish, "check")
        self._build()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        return _("Differences")

    def enter(self) -> None:
        self._load()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back"), keys.label("Alt+Left"))
        self.list.setAccessibleName(_("Differences to settle"))
        self._nothing.words(
            _("Nothing differs"),
            _(
                "What was changed on several computers at once is shown here after packages come in."
            ),
        )
        for session in self._sessions():
            speak(session)
        self.model.retranslate()
        self.pane.retranslate()
        self.second.retranslate()
        self.progress.retranslate()
        self._show_words()
        self._show_line()
        self.titled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    # --- what a person does

    def take(self, place: int) -> None:
        """Take one of the versions, and go on to the next difference."""
        line = self.line()
        if line is None or not 0 <= place < len(line.difference.versions):
            QApplication.beep()
            return
        self.decide(difference_plan.take(line.difference, place))

    def combine(self) -> None:
        """Take all versions together, where that means something."""
        line = self.line()
        if line is None or not difference_plan.combined(line.sheet, line.difference):
            QApplication.beep()
            return
        self.decide(difference_plan.Decision("combine"))

    def decide(self, decision: Decision) -> None:
        """Keep a decision on the difference in view, and go on to the next open one."""
        line = self.line()
        if line is None:
            return
        self.notice.be_silent()
        self._past.append(dict(self.model.plan))
        self._keep({**self.model.plan, line.place: decision})
        ahead = self.model.next_open(self.list.at())
        if ahead >= 0:
            self.list.choose(ahead)
        self._show_line()
        (self.list if ahead >= 0 else self.finish_button).setFocus()

    def later(self) -> None:
        """Leave this one open, and go on."""
        self.go(1)

    def go(self, step: int) -> None:
        """Go to the next difference that is still open, or to the one before."""
        ahead = self.model.next_open(self.list.at(), step)
        if ahead < 0:
            QApplication.beep()
            return
        self.list.choose(ahead)
        self.list.setFocus()

    def onwards(self) -> None:
        """Go to the next difference, settled or not."""
        if self.model.lines:
            self.list.choose((self.list.at() + 1) % len(self.model.lines))

    def undo(self) -> None:
        """Take back the last decision; when there is none, the last Finish."""
        line = self.line()
        if self._past:
            self._keep(self._past.pop())
        elif line is not None and line.place in self.model.plan:
            self._keep({at: each for at, each in self.model.plan.items() if at != line.place})
        elif self._done is not None:
            self._take_back(self._done)
            return
        else:
            QApplication.beep()
        self._show_line()

    def finish(self) -> None:
        """Apply everything that was decided, at once."""
        if not self.finish_button.isEnabled() or not self.model.plan:
            return
        services, sheets, plan = self.desk.services, self._sheets, dict(self.model.plan)
        self.finish_button.setEnabled(False)
        self.desk.tasks.database(
            lambda _progress: settling.settle(services, sheets, plan),
            self,
            done=self._on_settled,
            failed=self._on_failed,
        )

    # --- loading

    def _load(self) -> None:
        self._cancel()
        services = self.desk.services

        def read(
            progress: Progress,
        ) -> tuple[list[Sheet], dict[tuple[str, str], Decision], list[SecondLook]]:
            sheets = differences.list_sheets(services, progress)
            plan = difference_plan.read_plan(services, sheets)
            return sheets, plan, second_looks.list_second_looks(services, progress)

        self.progress.begin(_("Looking for differences…"))
        self._task = self.desk.tasks.database(
            read,
            self,
            done=self._show,
            failed=self._on_failed,
            progressed=self.progress.report,
            cancelled=self.progress.end,
        )

    def _show(
        self,
        told: tuple[list[Sheet], dict[tuple[str, str], Decision], list[SecondLook]],
    ) -> None:
        line = self.line()
        here = line.place if line is not None else (self._record, "")
        self._task = None
        self.progress.end()
        self._sheets, plan, looks = told
        self._past.clear()
        self._looks = looks
        for session in self._sessions():
            speak(session)
        self.model.show_sheets(self._sheets, plan)
        self.second.show_looks(looks)
        at = self.model.place_of(here)
        if at < 0:
            at = max(0, self.model.next_open(-1))
        if self.model.lines:
            self.list.choose(at)
        self._show_words()
        self._show_line()
        if self.which.current == TO_SETTLE and self.model.lines:
            self.list.setFocus()

    # --- showing

    def _show_words(self) -> None:
        total, settled = len(self.model.lines), self.model.settled()
        looks = len(self._looks)
        current = self.which.current or TO_SETTLE
        parts = (
            Segment(
                TO_SETTLE, _("To settle {count}").format(count=formats.number(total - settled))
            ),
            Segment(TO_LOOK, _("Needs a look {count}").format(count=formats.number(looks))),
        )
        self.which.show_segments(parts, current)
        self.which.setAccessibleName(_("What to show"))
        is_settling = current == TO_SETTLE
        self._views.setCurrentWidget(
            self.second if not is_settling else self._split if total else self._nothing
        )
        said = ngettext("{settled} of {count} settled", "{settled} of {count} settled", total)
        told = said.format(settled=formats.number(settled), count=formats.number(total))
        self._said.say(told if is_settling and total else "")
        decided = len(self.model.plan)
        self.finish_button.words(
            _("Finish: apply {count}").format(count=formats.number(decided))
            if decided
            else _("Finish"),
            tip=keys.label("Ctrl+Return"),
        )
        self.finish_button.setEnabled(bool(decided))
        self.finish_button.setVisible(is_settling and bool(total))
        can_undo = bool(self._past or self.model.plan or self._done)
        self.undo_button.words(
            _("Take Finish back") if self._done and not self.model.plan else _("Undo"),
            tip=keys.label("U"),
        )
        self.undo_button.setEnabled(can_undo)
        self.undo_button.setVisible(is_settling and bool(total or self._done))

    def _show_line(self) -> None:
        line = self.line()
        if line is not None:
            self.pane.show_line(line, self.model.plan)

    def _share_width(self) -> None:
        scale = theme.tokens().scale
        is_narrow = self.width() < NARROW * scale
        wide = round((LIST_WIDTH * 2 // 3 if is_narrow else LIST_WIDTH) * min(scale, 1.4))
        self.list.setFixedWidth(max(120, min(wide, self.width() // 3)))

    # --- inside

    def _sessions(self) -> list[FormSession | None]:
        return [*(each.session for each in self._sheets), *(each.session for each in self._looks)]

    def line(self) -> Line | None:
        """Return the difference in view."""
        at = self.list.at()
        return self.model.lines[at] if 0 <= at < len(self.model.lines) else None

    def _keep(self, plan: dict[tuple[str, str], Decision]) -> None:
        self.model.show_plan(plan)
        self._show_words()
        services, sheets = self.desk.services, self._sheets
        self.desk.tasks.database(
            lambda _progress: difference_plan.keep_plan(services, sheets, plan),
            self,
            failed=partial(explain_in, self.notice),
        )

    def _take_back(self, done: Settled) -> None:
        services = self.desk.services
        self.undo_button.setEnabled(False)
        self.desk.tasks.database(
            lambda _progress: settling.take_back(services, done),
            self,
            done=self._on_taken_back,
            failed=self._on_failed,
        )

    def _on_settled(self, done: Settled) -> None:
        self._done = done
        settled = ngettext(
            "{count} difference was settled.", "{count} differences were settled.", done.differences
        ).format(count=formats.number(done.differences))
        followed = ngettext(
            "{count} more field follows from it: worked out again, or no longer asked.",
            "{count} more fields follow from it: worked out again, or no longer asked.",
            done.followed,
        ).format(count=formats.number(done.followed))
        self.notice.say("good", settled, followed if done.followed else "")
        self.desk.bus.announce(done.changes, self)
        self.settled.emit(done.differences)
        self._load()

    def _on_taken_back(self, back: TakenBack) -> None:
        self._done = None
        if back.how == "removed":
            self.notice.say("good", _("Finish was taken back. Your decisions are still there."))
        else:
            self.notice.say(
                "notice",
                _("The values that were shown before stand again."),
                _(
                    "A package was written since, or somebody built on it: both the decision and its being "
                    "taken back stay in the history."
                ),
            )
        self.desk.bus.announce(back.changes, self)
        self._load()

    def _on_failed(self, error: AppError) -> None:
        self._task = None
        self.progress.end()
        self._show_words()
        explain_in(self.notice, error)
        if error.code is settling.MOVED:
            self._load()

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        mine = changes.interviews or changes.entities or changes.everything or changes.members
        if initiator is not self and mine and self.isVisible():
            self._load()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _build(self) -> None:
        both = row(self.list, self.pane, gap=16)
        both.setStretch(1, 1)
        self._split = holder(both)
        self._views = QStackedWidget()
        for each in (self._split, self.second, self._nothing):
            self._views.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self.back, self.which, STRETCH))
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)
        self.footer: QWidget = holder(row(self.finish_button, self.undo_button, self._said))

    def _connect(self) -> None:
        self.list.moved.connect(self._show_line)
        self.pane.taken.connect(self.take)
        self.pane.combined.connect(self.combine)
        self.pane.written.connect(self.decide)
        self.pane.postponed.connect(self.later)
        self.pane.put_away.connect(self.list.setFocus)
        self.which.chosen.connect(lambda _code: self._show_words())
        self.progress.cancelled.connect(self._cancel)
        self.desk.bus.changed.connect(self._on_changed)
        hotkeys.bind(self, self._split)
