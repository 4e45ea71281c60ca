"""The place of packages: what was prepared here and how far it has come, what was taken in, what was set aside.

Interviewers prepare and hand over; coordinators take in and confirm. Both find everything here, in another order.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext, pgettext
from app.operations import sync, sync_lists, sync_outlook
from app.ui import keys, theme
from app.ui.differences.strip import SettleStrip
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.sync.arrivals import ArrivalsPage
from app.ui.sync.aside import Aside
from app.ui.sync.models import (
    ASIDE_COLUMNS,
    SENT_COLUMNS,
    TAKEN_COLUMNS,
    AsideModel,
    SentModel,
    TakenModel,
)
from app.ui.sync.sending import Sending
from app.ui.sync.taking_in import TakingIn
from app.ui.sync.undoing import Undoing
from app.ui.widgets.buttons import Button, IconButton, secondary
from app.ui.widgets.chips import ChipChoice, ChipRow
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.operations.sync_lists import Lists
    from app.operations.sync_outlook import Standing
    from app.ui.desk import Desk

WIDE_FROM = 760
SQUARE = "padding: 0; min-width: 34px; max-width: 34px;"
FOLDER = "take-in"


class SyncPage(Page):
    """Prepared, taken in, set aside; and the buttons to do either."""

    standing_known = Signal(object)
    """A Standing: how much waits here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lists: Lists | None = None
        self._standing: Standing | None = None
        self._arrivals: ArrivalsPage | None = None
        self.sending = Sending(desk, self)
        self.basket = TakingIn(desk, self)
        self.chips = ChipRow()
        self.bring = Button("", "download")
        self.folder = IconButton("folder-open", "")
        self.prepare = Button("primary", "file-up")
        self.notice = NoticeBox(closable=True)
        self.nag = NoticeBox()
        self.progress = ProgressLine()
        self.strip = SettleStrip(desk)
        self.models = (SentModel(), TakenModel(), AsideModel())
        self.tables = tuple(map(Table, (SENT_COLUMNS, TAKEN_COLUMNS, ASIDE_COLUMNS)))
        self._nothing = EmptyState("arrow-left-right")
        self.hand_over = secondary(self._hand_over, "check")
        self.again = secondary(self._save_again, "save")
        self.undoing = Undoing(desk, (self.models[1], self.tables[1]), self.notice)
        self.aside = Aside(desk, (self.models[2], self.tables[2]), self.notice)
        self._said = ElidedLabel("soft")
        self.footer = holder(
            row(
                self.hand_over,
                self.again,
                self.undoing.button,
                self.aside.retry,
                self.aside.keep,
                self._said,
            )
        )
        self._build()
        self._connect()
        self.retranslate()

    # --- what the window asks

    def title(self) -> str:
        return pgettext("place", "Sync")

    def enter(self) -> None:
        self._load()
        self._come_back()
        if self._table().isVisible():
            self._table().setFocus()
        else:
            (self.prepare if self.prepare.isVisible() else self.bring).setFocus()

    def retranslate(self) -> None:
        self.chips.setAccessibleName(pgettext("place", "Sync"))
        self.folder.words(_("Take in a folder of packages…"))
        self.hand_over.words(_("Mark as handed over"))
        self.again.words(_("Save again…"))
        self.undoing.retranslate()
        self.aside.retranslate()
        self.progress.retranslate()
        self.notice.be_silent()
        names = (_("Packages prepared here"), _("Packages taken in"), _("Set aside"))
        for table, name in zip(self.tables, names, strict=True):
            table.setAccessibleName(name)
        for part in (*self.models, self.strip):
            part.retranslate()
        self._show_words()

    def _come_back(self) -> None:
        """Put away what was looked at and left; show what came to its end while this page was not in view."""
        arrivals, self._arrivals = self._arrivals, None
        if arrivals is None:
            self._show_basket()
        elif not self.basket.is_busy:
            self.basket.put_away()
            if arrivals.wants_confirmation:
                QTimer.singleShot(0, self, self.sending.confirm)

    # --- what a person does

    def take_in(self, paths: Sequence[Path]) -> None:
        """Look into files and folders that somebody chose or dropped."""
        if self.basket.bring(paths):
            self.notice.be_silent()
        elif not self.basket.is_busy:
            self.notice.say("notice", _("There is no package among these files."))

    def choose_files(self) -> None:
        """Let the person choose packages."""
        start = str(self.desk.preferences.folder(FOLDER))
        kinds = _("Packages (*.sildpack)")
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Take in packages"), start, kinds)
        self._take_chosen([Path(each) for each in chosen])

    def choose_folder(self) -> None:
        """Let the person choose a folder of packages."""
        start = str(self.desk.preferences.folder(FOLDER))
        chosen = QFileDialog.getExistingDirectory(self, _("Take in a folder of packages"), start)
        self._take_chosen([Path(chosen)] if chosen else [])

    def _take_chosen(self, paths: list[Path]) -> None:
        if paths:
            first = paths[0]
            self.desk.preferences.remember_folder(FOLDER, first if first.is_dir() else first.parent)
            self.take_in(paths)

    def begin_preparing(self) -> None:
        """Prepare what this person prepares: an interviewer a package, a coordinator chooses of what kind."""
        if self._standing is None or self._standing.role != "coordinator":
            self.sending.prepare()
            return
        menu = QMenu(self)
        for text, slot in (
            (_("Campaign for a laptop…"), self.sending.campaign),
            (_("Confirmation of what has arrived…"), self.sending.confirm),
            (_("Interviews for another coordinator…"), self.sending.prepare),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.exec(self.prepare.mapToGlobal(self.prepare.rect().bottomLeft()))

    def _hand_over(self) -> None:
        services = self.desk.services
        wanted = [self.models[0].row(place).package for place in self.tables[0].rows()]

        def mark(_progress: object) -> None:
            for package in wanted:
                sync.mark_handed_over(services, package)

        if wanted:
            self.desk.tasks.database(mark, self, done=lambda _nothing: self._load())

    def _save_again(self) -> None:
        chosen = self.tables[0].rows()
        if chosen:
            self.sending.save_again(self.models[0].row(chosen[0]))

    # --- loading and showing

    def _load(self) -> None:
        services = self.desk.services

        def look(_progress: object) -> tuple[Lists, Standing]:
            return sync_lists.lists(services), sync_outlook.standing(services)

        self.desk.tasks.database(look, self, done=self._show)

    def _show(self, told: tuple[Lists, Standing]) -> None:
        is_first = self._lists is None
        self._lists, self._standing = told
        places = [max(0, table.currentIndex().row()) for table in self.tables]
        self.models[0].show_rows(self._lists.sent)
        self.models[1].show_rows(self._lists.taken)
        self.models[2].show_rows(self._lists.aside)
        for table, place in zip(self.tables, places, strict=True):
            table.choose(place)
        if is_first and self._standing.role == "coordinator" and self._lists.taken:
            self._show_chips("taken")
        self._show_words()
        self.standing_known.emit(self._standing)

    def _show_words(self) -> None:
        standing = self._standing
        is_coordinator = standing is not None and standing.role == "coordinator"
        self._give_way(is_coordinator=is_coordinator)
        for button, icon, is_main in (
            (self.prepare, "file-up", not is_coordinator),
            (self.bring, "download", is_coordinator),
        ):
            button.set_kind("primary" if is_main else "")
            button.set_icon(icon, "on-bridge" if is_main else "ink")
        self._show_chips(self.chips.current or "sent")
        self._show_nag()
        self._show_view()

    def _give_way(self, *, is_coordinator: bool) -> None:
        """Say it in fewer words on a narrow page; the spoken name stays whole."""
        is_wide = self.width() >= WIDE_FROM * theme.tokens().scale
        short, whole = _("Prepare…"), _("Prepare a package…")
        said = short if is_coordinator or not is_wide else whole
        self.prepare.words(said, whole, keys.label("Ctrl+N"))
        bring, chord = _("Take in packages…"), keys.label("Ctrl+O")
        self.bring.setStyleSheet("" if is_wide else SQUARE)
        self.bring.words(
            bring if is_wide else "", bring, chord if is_wide else f"{bring} ({chord})"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        standing = self._standing
        self._give_way(is_coordinator=standing is not None and standing.role == "coordinator")

    def _show_chips(self, current: str) -> None:
        lists = self._lists
        counts = (len(lists.sent), len(lists.taken), len(lists.aside)) if lists else (0, 0, 0)
        names = (_("Prepared here"), _("Taken in"), _("Set aside"))
        choices = [
            ChipChoice(code, f"{name} {formats.number(count)}" if count else name)
            for code, name, count in zip(("sent", "taken", "aside"), names, counts, strict=True)
            if code != "aside" or count
        ]
        known = [choice.code for choice in choices]
        self.chips.show_choices(choices, current if current in known else known[0])

    def _show_nag(self) -> None:
        standing = self._standing
        if standing is None or not standing.is_due:
            self.nag.be_silent()
            return
        told = ngettext(
            "{count} interview has been handed to nobody yet",
            "{count} interviews have been handed to nobody yet",
            standing.unsent,
        ).format(count=formats.number(standing.unsent))
        advice = _("A daily package: what lies on this computer alone is lost with it.")
        self.nag.say("notice", told, advice)

    def _place(self) -> int:
        return ("sent", "taken", "aside").index(self.chips.current or "sent")

    def _table(self) -> Table:
        return self.tables[self._place()]

    def _show_view(self) -> None:
        place = self._place()
        count = self.models[place].rowCount()
        self._views.setCurrentWidget(self.tables[place] if count else self._nothing)
        told = (
            (_("Nothing was prepared yet"), _("A package carries your work to the coordinator.")),
            (
                _("Nothing was taken in yet"),
                _("Drop packages anywhere on the window, or choose them."),
            ),
            (_("Nothing was set aside"), ""),
        )[place]
        self._nothing.words(*told)
        words = ngettext("{count} package", "{count} packages", count).format(
            count=formats.number(count)
        )
        self._said.say(words if count and place < 2 else "")
        self._show_buttons()

    def _show_buttons(self) -> None:
        place, chosen = self._place(), self._table().rows()
        sent = [self.models[0].row(each) for each in chosen] if place == 0 else []
        waits = [each for each in sent if not (each.handed_over or each.confirmed)]
        self.hand_over.setVisible(bool(waits))
        self.again.setVisible(len(sent) == 1 and sent[0].has_copy)
        self.undoing.show_button(shown=place == 1)
        self.aside.show_buttons(shown=place == 2)

    def _explain(self, error: AppError) -> None:
        explain_in(self.notice, error)

    def _show_basket(self) -> None:
        """Follow the packages on their way in: a line while they are looked into, then a page of their own."""
        stage = self.basket.stage
        if self.basket.is_busy:
            looking = stage == "looking"
            self.progress.begin(_("Looking into the packages…") if looking else _("Taking in…"))
        elif not self.sending.is_busy:
            self.progress.end()
        if stage in {"ready", "done"} and self._arrivals is None and self.isVisible():
            self.show_arrivals()

    def show_arrivals(self) -> None:
        """Lay the page of what was brought over this one."""
        self._arrivals = ArrivalsPage(self.desk, self.basket)
        self.desk.navigator.open(self._arrivals)

    # --- inside

    def _build(self) -> None:
        top = row(self.chips, self.bring, self.folder, self.prepare)
        top.setStretch(0, 1)
        self._views = QStackedWidget()
        for place, table in enumerate(self.tables):
            table.setModel(self.models[place])
            self._views.addWidget(table)
        self._views.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        for part in (self.strip, self.nag, self.notice, self.progress):
            layout.addWidget(part)
        layout.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _code: self._show_view())
        self.bring.clicked.connect(lambda _checked=False: self.choose_files())
        self.folder.clicked.connect(lambda _checked=False: self.choose_folder())
        self.prepare.clicked.connect(lambda _checked=False: self.begin_preparing())
        for table in self.tables:
            table.selection_moved.connect(self._show_buttons)
        self.undoing.undone.connect(self._load)
        self.sending.begun.connect(self.progress.begin)
        self.sending.progressed.connect(self.progress.report)
        self.sending.over.connect(self.progress.end)
        self.sending.written.connect(lambda said, more: self.notice.say("good", said, more))
        self.sending.failed.connect(self._explain)
        self.basket.changed.connect(self._show_basket)
        self.basket.progressed.connect(self.progress.report)
        self.progress.cancelled.connect(self._cancel)
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Ctrl+O", slot=self.choose_files)
        keys.bind(self, "Ctrl+N", slot=self.begin_preparing)

    def _cancel(self) -> None:
        self.sending.cancel()
        self.basket.cancel()

    def _on_changed(self, _changes: Changes, initiator: QObject | None) -> None:
        if initiator is not self and self.isVisible():
            self._load()
