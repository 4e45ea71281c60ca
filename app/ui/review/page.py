"""A finished interview on a reviewer's desk: read down by keys, remark, return, approve, on to the next.

The letters A, R, M, J, K and F work wherever the focus is on the page, under any keyboard layout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import review
from app.operations.review import Pending
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.interviews.states import badge_of
from app.ui.navigation import Page
from app.ui.review.card import QuestionCard, remark_words
from app.ui.review.dialogs import remark_dialog, return_dialog
from app.ui.review.lines import Line, count, count_words, read_lines
from app.ui.review.model import COLUMNS, LinesModel
from app.ui.review.told import decision_words, paper_words
from app.ui.widgets.badges import StateBadge
from app.ui.widgets.buttons import Button, icon_button, primary, secondary
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.tables import Table
from app.ui.words import local

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.ids import RecordId
    from app.operations.review import Sheet
    from app.ui.desk import Desk


class ReviewPage(Page):
    """One interview of a row that waits for a look."""

    def __init__(self, desk: Desk, queue: Sequence[RecordId], at: int = 0) -> None:
        super().__init__(desk)
        self._queue, self._at = list(queue), at
        self._sheet: Sheet | None = None
        self._lines: list[Line] = []
        self.model = LinesModel()
        self.model.setParent(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.card = QuestionCard()
        self.notice = NoticeBox()
        self.badge = StateBadge()
        self.back = secondary(self.left.emit, "arrow-left")
        self.before = icon_button("chevron-left", partial(self.go, -1))
        self.after = icon_button("chevron-right", partial(self.go, 1))
        self._place = words("soft")
        self.only = Button("chip", "eye")
        self.only.setCheckable(True)
        self._facts = words("soft", wrap=True)
        self._counts = words("bold", wrap=True)
        self._decided = words("soft", wrap=True)
        self.remark = secondary(self.write_remark, "flag")
        self.send = secondary(self.send_back, "undo-2")
        self.agree = primary(self.approve, "badge-check")
        self._said = ElidedLabel("soft")
        self._build()
        self._connect()
        self.retranslate()

    # --- what the window asks

    def title(self) -> str:
        name = self._sheet.session.instance_name() if self._sheet else ""
        return name or _("Review")

    def enter(self) -> None:
        self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.before.words(_("Interview before"), tip=keys.label("Shift+K"))
        self.after.words(_("Next interview"), tip=keys.label("Shift+J"))
        self.only.words(_("Only what asks for a look"), tip=keys.label("F"))
        self.remark.words(_("Remark…"), tip=keys.label("M"))
        self.send.words(_("Return…"), tip=keys.label("R"))
        self.agree.words(_("Approve"), tip=keys.label("A"))
        self.table.setAccessibleName(_("Questions and answers"))
        if self._sheet is not None:
            self._show(self._sheet)
        self.titled.emit()

    # --- what a person does

    def approve(self) -> None:
        """Approve the interview as it is shown, and go on to the next."""
        if self._sheet is None:
            return
        services, record, seen = self.desk.services, self._sheet.row.record, self._sheet.seen
        self._ask(
            lambda: review.approve(services, {record: seen}),
            _("Approved: {name}").format(name=self.title()),
        )

    def send_back(self) -> None:
        """Return the interview with the remarks and a note, and go on to the next."""
        if self._sheet is None:
            return
        dialog = return_dialog(self, self.title(), len(self._sheet.pending))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        services, record, seen = self.desk.services, self._sheet.row.record, self._sheet.seen
        note = dialog.text()
        self._ask(
            lambda: review.send_back(services, record, seen, note),
            _("Returned: {name}").format(name=self.title()),
        )

    def write_remark(self) -> None:
        """Leave a remark at the question under the cursor, or change the one that is not sent yet."""
        sheet, line = self._sheet, self.current()
        if sheet is None:
            return
        at = line.address if line is not None and line.address else str(sheet.session.root)
        question = line.question if line is not None else self.title()
        waiting = line.pending[-1] if line is not None and line.pending else None
        told = [remark_words(each) for each in line.remarks] if line is not None else []
        dialog = remark_dialog(self, question, told, waiting.text if waiting else "")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        kept = Pending(waiting.id if waiting else review.new_remark_id(), at, dialog.text())
        services, record = self.desk.services, sheet.row.record
        self.desk.tasks.database(
            lambda _progress: review.note_remark(services, record, kept),
            self,
            done=lambda _all: self._load(),
            failed=self._on_failed,
        )

    def go(self, step: int) -> None:
        """Go to the next or previous interview, if there is one."""
        if 0 <= self._at + step < len(self._queue):
            self._at += step
            self.notice.be_silent()
            self._load(afresh=True)

    def walk(self, step: int) -> None:
        """Go to the next or previous question."""
        place = self.table.currentIndex().row()
        self.table.choose(self.model.next_question(place, step))
        self.table.setFocus()

    def current(self) -> Line | None:
        """Return the line under the cursor."""
        places = self.table.rows()
        return self.model.row(places[0]) if places else None

    # --- inside

    def _ask(self, deed: Callable[[], Changes], said: str) -> None:
        def decide(_progress: object) -> Changes:
            return deed()

        self.desk.tasks.database(
            decide,
            self,
            done=lambda changes: self._on_decided(changes, said),
            failed=self._on_failed,
        )

    def _on_decided(self, changes: Changes, said: str) -> None:
        self.desk.bus.announce(changes, self)
        if self._at + 1 < len(self._queue):
            self.go(1)
        else:
            self._load()
        self.notice.say("good", said)

    def _on_failed(self, error: AppError) -> None:
        explain_in(self.notice, error)

    def _load(self, *, afresh: bool = False) -> None:
        services, record = self.desk.services, self._queue[self._at]

        def show(sheet: Sheet) -> None:
            self._show(sheet)
            if afresh:
                self.table.choose(self.model.next_question(-1, 1))

        self.desk.tasks.database(
            lambda _progress: review.read_sheet(services, record),
            self,
            done=show,
            failed=self._on_failed,
        )

    def _show(self, sheet: Sheet) -> None:
        line = self.current()
        self._sheet = sheet
        self._lines = read_lines(sheet)
        self._filter(line.address if line is not None else "")
        self.badge.show_badge(badge_of(sheet.row))
        self._show_words(sheet)
        self.titled.emit()

    def _show_words(self, sheet: Sheet) -> None:
        place = _("{place} of {count}").format(place=self._at + 1, count=len(self._queue))
        self._place.setText(place)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < len(self._queue))
        at_work = formats.duration(sheet.times.active_ms / 1000) if sheet.times.active_ms else ""
        when = formats.when(sheet.row.when, self.desk.services.clock.now())
        told = (
            local(sheet.row.form_title) or sheet.row.form_id,
            sheet.row.interviewer,
            when,
            at_work,
            _("practice") if sheet.row.test else "",
            paper_words(sheet.paper),
        )
        self._facts.setText(" · ".join(part for part in told if part))
        counted = count_words(count(sheet, self._lines))
        dispute = _("Two versions differ; settle that first.") if sheet.is_disputed else ""
        self._counts.setText(" ".join(p for p in (counted or _("Nothing unusual."), dispute) if p))
        now = self.desk.services.clock.now()
        decided = [decision_words(each, _moment(each.at), now) for each in sheet.decisions[-3:]]
        self._decided.setText("\n".join(decided))
        self._decided.setVisible(bool(decided))
        self.agree.setEnabled(sheet.state != "approved")

    def _filter(self, address: str = "") -> None:
        only = self.only.isChecked()
        shown = [line for line in self._lines if not only or line.needs_a_look]
        had = self.table.hasFocus()
        self.model.show_rows(shown)
        place = self.model.place_of(address) if address else -1
        self.table.choose(place if place >= 0 else self.model.next_question(-1, 1))
        if had:
            self.table.setFocus()
        self._follow()

    def _follow(self) -> None:
        closed = self._sheet.closed if self._sheet else frozenset()
        self.card.show_line(self.current(), closed)
        total = sum(line.needs_a_look for line in self._lines)
        asked = sum(not line.is_section for line in self._lines)
        self._said.say(
            _("{count} of {total} ask for a look").format(
                count=formats.number(total), total=formats.number(asked)
            )
        )

    def _build(self) -> None:
        top = row(self.back, self.badge, STRETCH, self.only, self.before, self._place, self.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        for part in (self._facts, self._counts, self._decided, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.card, 1)
        self.footer = holder(row(self.agree, self.send, self.remark, self._said))

    def _connect(self) -> None:
        self.table.selection_moved.connect(self._follow)
        self.table.opened.connect(lambda _place: self.write_remark())
        self.only.toggled.connect(lambda _on: self._filter(self._here()))
        self.desk.bus.changed.connect(self._on_changed)
        for chords, slot in (
            (("A",), self.approve),
            (("R",), self.send_back),
            (("M", "Ctrl+M"), self.write_remark),
            (("J",), partial(self.walk, 1)),
            (("K",), partial(self.walk, -1)),
            (("Shift+J", "Ctrl+PgDown"), partial(self.go, 1)),
            (("Shift+K", "Ctrl+PgUp"), partial(self.go, -1)),
            (("F",), self.only.toggle),
            (("Alt+Left", "Esc"), self.left.emit),
        ):
            keys.bind(self, *chords, slot=slot)

    def _here(self) -> str:
        line = self.current()
        return line.address if line is not None else ""

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is not self and (
            changes.everything or self._queue[self._at] in changes.interviews
        ):
            self._load()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
