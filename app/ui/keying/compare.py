"""Both entries of one paper side by side: only what differs, decided key by key, undone as long as nothing is finished.

1 takes the first, 2 the second, 3 writes an own answer as it would be keyed; each decision is kept at once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.forms.session import IncompleteInterview
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import pairing
from app.operations.pairing import Decision, Given
from app.ui import keys, theme
from app.ui.errors import explain_in
from app.ui.keying import chords
from app.ui.keying.compare_model import COLUMNS, CompareModel
from app.ui.keying.typed import Mark, read
from app.ui.keying.words import fault_text, legend_of
from app.ui.navigation import Page
from app.ui.runner import keys_row
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, column, frame, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.ids import DraftId
    from app.operations.pairing import Difference, Pair, Taken
    from app.ui.desk import Desk


LOW_BELOW: Final = 380
"""A lower page shows what may be typed only while an own answer is written."""


class ComparePage(Page):
    """The page of one paper that was keyed twice."""

    finished = Signal(str)
    """(record): both entries became one interview."""

    def __init__(self, desk: Desk, draft: DraftId) -> None:
        super().__init__(desk)
        self._draft = draft
        self._pair: Pair | None = None
        self._past: list[dict[str, Decision]] = []
        self.model = CompareModel(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.notice = NoticeBox()
        self.own = QLineEdit()
        self._question, self._legend = words("bold", wrap=True), words("soft", wrap=True)
        self._said, self._rate = ElidedLabel("soft"), ElidedLabel("soft")
        self._rate.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._nothing = EmptyState("circle-check")
        self.back = quiet(self.left.emit, "arrow-left")
        self.first = secondary(partial(self.take, "first"))
        self.second = secondary(partial(self.take, "second"))
        self.write = secondary(self.write_own, "pencil")
        self.undo_button = secondary(self.undo, "undo-2")
        self.finish_button = primary(self.finish, "check")
        self._build()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        if self._pair is None:
            return _("Two entries of one paper")
        return _("Paper {number}, keyed twice").format(number=self._pair.first.cover.number)

    def enter(self) -> None:
        services, draft = self.desk.services, self._draft
        self.desk.tasks.database(
            lambda _progress: pairing.open_pair(services, draft),
            self,
            done=self._show,
            failed=partial(explain_in, self.notice),
        )

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.first.words(_("1  Take the first"))
        self.second.words(_("2  Take the second"))
        self.write.words(_("3  Write another"))
        self.undo_button.words(_("Undo"), tip=keys.label("Ctrl+Z"))
        self.table.setAccessibleName(_("Differences"))
        self.own.setAccessibleName(_("Own answer"))
        if self._pair is not None:
            self.model.show_pair(self._pair)
        self._show_words()
        self.titled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_here()

    # --- what a person does

    def take(self, taken: Taken) -> None:
        """Take what one of the entries has, and go on to the next difference."""
        difference = self._here()
        if difference is not None:
            self._decide(difference, Decision(taken))

    def write_own(self) -> None:
        """Let the person type what stands on paper."""
        difference = self._here()
        if difference is None or difference.is_row:
            QApplication.beep()
            return
        self.own.clear()
        self._complain("")
        self.own.show()
        self._show_here()
        self.own.setFocus()

    def keep_own(self) -> None:
        """Take the typed answer."""
        difference, said = self._here(), self.model.words
        if difference is None or said is None:
            return
        reading = read(said.asked(difference), self.own.text())
        if reading.fault is not None:
            QApplication.beep()
            self._complain(fault_text(reading.fault))
            return
        missing = {Mark.REFUSED: "refused", Mark.DONT_KNOW: "dont_know"}.get(
            reading.mark or Mark.BLANK
        )
        given = Given(reading.value, is_there=True)
        if missing is not None:
            given = Given("", "refused" if missing == "refused" else "dont_know", is_there=True)
        self._put_away()
        self._decide(difference, Decision("own", given))

    def undo(self) -> None:
        """Take the last decision back."""
        if self._past and self._pair is not None:
            self._keep(self._past.pop())
            self._show_words()

    def finish(self) -> None:
        """Make one interview of both entries, once everything is decided."""
        pair, said = self._pair, self.model.words
        if pair is None or said is None or not self.finish_button.isEnabled():
            return
        services, summary = self.desk.services, self._summary(pair)
        self.finish_button.setEnabled(False)
        self.desk.tasks.database(
            lambda _progress: _finish(
                lambda: pairing.finish_pair(services, pair, said.remark, summary)
            ),
            self,
            done=self._on_finished,
            failed=self._on_failed,
        )

    # --- showing

    def _show(self, pair: Pair) -> None:
        self._pair = pair
        self._past.clear()
        self.model.show_pair(pair)
        self.table.choose(max(0, self.model.next_open(-1)))
        self._show_words()
        self.titled.emit()
        (self.table if pair.comparison.differences else self.finish_button).setFocus()

    def _show_words(self) -> None:
        pair = self._pair
        if pair is None:
            return
        total, left = len(pair.comparison.differences), len(pair.open)
        self._views.setCurrentWidget(self.table if total else self._nothing)
        self._nothing.words(
            _("Both entries are the same"), _("Finish makes one interview of them.")
        )
        self._said.say(
            ngettext(
                "{settled} of {count} difference settled",
                "{settled} of {count} differences settled",
                total,
            ).format(settled=formats.number(total - left), count=formats.number(total))
        )
        self._rate.say(_rate_text(pair))
        self.finish_button.words(_("Finish: one interview"), tip=keys.label("Ctrl+Return"))
        self.finish_button.setEnabled(not left)
        self.undo_button.setEnabled(bool(self._past))
        for button in (self.first, self.second, self.write):
            button.setVisible(bool(total))
        self._show_here()

    def _show_here(self) -> None:
        difference, said = self._here(), self.model.words
        if difference is None or said is None:
            self._question.setText("")
            self._legend.setText("")
            return
        self._question.setText(said.question(difference))
        is_low = self.height() < LOW_BELOW * theme.tokens().scale
        self._legend.setVisible(not is_low or not self.own.isHidden())
        own = "" if difference.is_row else legend_of(said.asked(difference))
        self._legend.setText(own)
        self.write.setEnabled(not difference.is_row)

    # --- inside

    def _here(self) -> Difference | None:
        return self.model.difference(self.table.currentIndex().row())

    def _decide(self, difference: Difference, decision: Decision) -> None:
        pair = self._pair
        if pair is None:
            return
        self.notice.be_silent()
        self._past.append(dict(pair.decisions))
        self._keep({**pair.decisions, difference.path: decision})
        ahead = self.model.next_open(self.table.currentIndex().row())
        if ahead >= 0:
            self.table.choose(ahead)
        self._show_words()
        (self.table if ahead >= 0 else self.finish_button).setFocus()

    def _keep(self, decisions: dict[str, Decision]) -> None:
        assert self._pair is not None
        pair = self._pair = replace(self._pair, decisions=decisions)
        self.model.show_decisions(decisions)
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: pairing.decide(services, pair, decisions),
            self,
            failed=partial(explain_in, self.notice),
        )

    def _summary(self, pair: Pair) -> str:
        return _("Keyed twice, by {first} and by {second}. {rate}").format(
            first=pair.names[0], second=pair.names[1], rate=_rate_text(pair)
        )

    def _on_finished(self, changes: Changes | None) -> None:
        pair = self._pair
        if changes is None or pair is None:
            self._show_words()
            self.notice.say(
                "alert",
                _("This interview cannot be finished yet"),
                _(
                    "Under these decisions an answer breaks a rule of the questionnaire or is missing. "
                    "Nothing was changed. Decide otherwise."
                ),
            )
            return
        self.desk.bus.announce(changes, self)
        self.left.emit()
        self.finished.emit(pair.first.draft)

    def _on_failed(self, error: AppError) -> None:
        self._show_words()
        explain_in(self.notice, error)

    def _complain(self, why: str) -> None:
        self.own.setProperty("state", "wrong" if why else "")
        theme.restyle(self.own)
        if why:
            self._legend.setText(why)

    def _put_away(self) -> None:
        self.own.hide()
        self._complain("")
        self._show_here()
        self.table.setFocus()

    def _build(self) -> None:
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing)
        self.own.hide()
        actions = row(self.first, self.second, self.write, self.own, STRETCH)
        actions.setStretch(3, 1)
        strip = frame(
            "card", column(self._question, self._legend, actions, gap=8, margins=(16, 12, 16, 12))
        )
        top = row(self.back, self._rate)
        top.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._views, 1)
        layout.addWidget(strip)
        layout.addWidget(self.notice)
        self.footer: QWidget = holder(row(self.finish_button, self.undo_button, self._said))

    def _connect(self) -> None:
        self.table.selection_moved.connect(self._show_here)
        keys.bind(self.table, *chords.FIRST, slot=partial(self.take, "first"))
        keys.bind(self.table, *chords.SECOND, slot=partial(self.take, "second"))
        keys.bind(self.table, *chords.OWN, slot=self.write_own)
        keys.bind(self.own, "Return", slot=self.keep_own)
        keys.bind(self.own, "Esc", slot=self._put_away)
        keys.bind(self.finish_button, "Return", slot=self.finish)
        for part in (self, self.footer):
            keys.bind(part, *keys_row.UNDO, slot=self.undo)
            keys.bind(part, *chords.FINISH, slot=self.finish)
            keys.bind(part, "Alt+Left", slot=self.left.emit)


def _finish(work: object) -> Changes | None:
    """Return None when the interview would break a rule of its form."""
    try:
        changes: Changes = work()  # type: ignore[operator]
    except IncompleteInterview:
        return None
    return changes


def _rate_text(pair: Pair) -> str:
    comparison = pair.comparison
    equal = comparison.fields - comparison.unequal
    return ngettext(
        "{equal} of {count} answer equal ({share})",
        "{equal} of {count} answers equal ({share})",
        comparison.fields,
    ).format(
        equal=formats.number(equal),
        count=formats.number(comparison.fields),
        share=formats.percent(comparison.agreement, decimals=1),
    )
