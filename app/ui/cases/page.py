"""My cases, the first page: whom to interview, what was tried, what comes next; as a list, or day by day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import cases
from app.operations.cases import CaseQuery, CaseRow, CaseState
from app.ui import keys, theme
from app.ui.cases import clearing, importing, paperwork, starting
from app.ui.cases.day import DayDialog
from app.ui.cases.giving import Giving
from app.ui.cases.listing import Listing, look
from app.ui.cases.model import COLUMNS, NAME, SORT_KEYS, STATE, CasesModel
from app.ui.cases.state_button import HolderButton, StateButton
from app.ui.cases.states import ALWAYS, chip_text, outcome_words
from app.ui.navigation import Page
from app.ui.widgets.buttons import IconButton, primary, secondary
from app.ui.widgets.chips import ChipChoice, ChipRow
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.segments import Segment, Segmented
from app.ui.widgets.tables import Table
from app.ui.widgets.undo import UndoBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.operations.attempts import Logged
    from app.operations.cases import Case
    from app.ui.desk import Desk

ENDINGS = "*.csv *.xlsx *.xls"
WIDE_FROM = 760
"""A narrower page offers the states in a menu instead of as chips."""
_HORIZONTAL = Qt.Orientation.Horizontal


class CasesPage(Page):
    """The place where a working day begins."""

    waiting_changed = Signal(int)
    """How many appointments wait: those of today and those that were missed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._query = CaseQuery()
        self._listing: Listing | None = None
        self._is_stale = True
        self._wanted = ""
        self.model = CasesModel(desk.services.clock)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.chips = ChipRow()
        self.states, self.holders = StateButton(), HolderButton()
        self.views = Segmented()
        self.sort = IconButton("arrow-up-down", "")
        self.more = IconButton("ellipsis", "")
        self.new = secondary(self.add_contact, "plus")
        self.notice = NoticeBox()
        self._bring_in = primary(self.choose_list, "file-up")
        self._nothing = EmptyState("briefcase")
        self._no_cases = EmptyState("briefcase", self._bring_in)
        self._undo = UndoBar()
        self._said = ElidedLabel("soft")
        self.giving = Giving(desk, self, self._undo)
        self.log = primary(self._log, "phone")
        self.interview = secondary(self._interview, "message-square")
        self._open = secondary(self._open_chosen)
        self.footer = holder(row(self.log, self.interview, self._open, self._said))
        self._build()
        self._connect()
        self.retranslate()

    # --- what the window asks

    def title(self) -> str:
        return _("My cases")

    def search_prompt(self) -> str:
        return _("Search cases")

    def search(self, text: str) -> None:
        self._ask(replace(self._query, text=text))

    def enter_results(self) -> None:
        if self.model.total:
            self.table.setFocus()
            self.table.choose(self.model.place_of(""))

    def enter(self) -> None:
        if self._query.text:
            self._query = replace(self._query, text="")
            self._is_stale = True
        if self._is_stale:
            self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.new.words(_("New contact"), tip=keys.label("Ctrl+N"))
        self.sort.words(_("Sort"))
        self.more.words(_("More"), tip=_("Lists, paper, calendar, practice data"))
        self._bring_in.words(_("Bring in a list…"), tip=keys.label("Ctrl+O"))
        self.log.words(_("Log an attempt"), tip=keys.label("Ctrl+L"))
        self.table.setAccessibleName(_("My cases"))
        self.chips.setAccessibleName(_("Show by state"))
        self.views.setAccessibleName(_("View"))
        parts = [Segment("list", _("List")), Segment("day", _("By day"))]
        self.views.show_segments(parts, self.views.current or "list")
        self._undo.retranslate()
        chosen = self._chosen()
        self.model.retranslate()
        self._span_headings()
        if chosen is not None:
            self.table.choose(self.model.place_of(chosen.case.id))
        self._show_words()

    # --- what a person does

    def add_contact(self) -> None:
        """Let the person write a new contact."""
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: cases.new_case(services),
            self,
            done=lambda case: starting.change(self.desk, case, self, self._on_added),
        )

    def choose_list(self) -> None:
        """Let the person choose a case list and look at it."""
        kinds = _("Lists ({endings})").format(endings=ENDINGS)
        start = str(self.desk.preferences.folder("import"))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Bring in a list"), start, kinds)
        if chosen:
            importing.read(self.desk, Path(chosen), self, self.notice)

    def delete_practice(self) -> None:
        """Delete everything that is marked as practice, after a yes."""
        clearing.delete_practice(self.desk, self, self.notice, self._on_done)

    def _log(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            starting.log_attempt(self.desk, chosen, self, self._on_logged)

    def _on_logged(self, tried: CaseRow, kept: Logged) -> None:
        self._on_done(kept.changes)
        said = _("Logged: {name}").format(name=tried.case.name)
        self._undo.offer(
            said, lambda: starting.take_back(self.desk, kept.attempt, self, self._load)
        )

    def _on_added(self, case: Case) -> None:
        self._wanted = case.id
        self._query = CaseQuery(sort=self._query.sort, descending=self._query.descending)
        self._load()

    def _on_done(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()

    def _interview(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            starting.interview(self.desk, chosen, self)

    def _open_row(self, place: int) -> None:
        from app.ui.cases.card import CasePage

        chosen = self.model.row(place)
        if chosen is not None:
            self.desk.navigator.open(CasePage(self.desk, chosen.case.id))

    def _open_chosen(self) -> None:
        places = self.table.rows()
        if places:
            self._open_row(places[0])

    # --- loading

    def _ask(self, query: CaseQuery) -> None:
        if query != self._query:
            self._query = query
            self._load()

    def _load(self) -> None:
        self._is_stale = False
        query, services = self._query, self.desk.services

        self.desk.tasks.database(lambda _progress: look(services, query), self, done=self._show)

    def _show(self, listing: Listing) -> None:
        if listing.query != self._query:
            return
        chosen = self._chosen()
        current = self._wanted or (chosen.case.id if chosen else "")
        self._wanted, self._listing = "", listing
        had_focus = self.table.hasFocus()
        self.model.show_rows(listing.rows, by_day=self.views.current == "day")
        self._span_headings()
        self.table.choose(self.model.place_of(current))
        self.table.show_sort(SORT_KEYS.index(self._query.sort), descending=self._query.descending)
        self._show_words()
        self.waiting_changed.emit(listing.waiting)
        if had_focus:
            (self.table if self.model.total else self.new).setFocus()

    def _span_headings(self) -> None:
        """Let a heading of the day view take the whole width."""
        self.table.clearSpans()
        for place in self.model.headings():
            self.table.setSpan(place, NAME, 1, STATE + 1)

    def _show_words(self) -> None:
        listing = self._listing
        if listing is None:
            return
        self._show_chips(listing)
        if self.model.total:
            self._stack.setCurrentWidget(self.table)
        elif not listing.counts and not self._query.text:
            self._no_cases.words(
                _("No cases yet"),
                _("Bring in a list of firms from a spreadsheet, or write down a new contact."),
            )
            self._stack.setCurrentWidget(self._no_cases)
        else:
            self._nothing.words(_("Nothing found"), _("Try fewer letters, or show all states."))
            self._stack.setCurrentWidget(self._nothing)
        self._on_selection_moved()

    def _show_chips(self, listing: Listing) -> None:
        self.holders.show_choices(listing.holder_choices(), self._query.holder)
        choices = [ChipChoice("", chip_text(None, sum(listing.counts.values())))]
        for state in CaseState:
            count = listing.counts.get(state, 0)
            if count or state in ALWAYS or state is self._query.state:
                choices.append(ChipChoice(state.value, chip_text(state, count)))
        current = self._query.state.value if self._query.state else ""
        self.chips.show_choices(choices, current)
        self.states.show_choices(choices, current)

    def _on_selection_moved(self) -> None:
        chosen, total = self._chosen(), self.model.total
        said = ngettext("{count} case", "{count} cases", total).format(count=formats.number(total))
        if chosen is not None and chosen.standing.outcome is not None:
            said = f"{said} · {outcome_words(chosen.standing.outcome)}"
        self._said.say(said)
        self._open.words(_("Open"), tip=keys.label("Return"))
        started = chosen is not None and chosen.draft is not None
        self.interview.words(
            _("Continue") if started else _("Start interview"), tip=keys.label("Ctrl+Return")
        )
        for button in (self.log, self.interview, self._open):
            button.setVisible(chosen is not None)
        is_locked = chosen is not None and chosen.standing.is_locked
        self.log.setEnabled(not is_locked)
        self.interview.setEnabled(not is_locked)

    def chosen_rows(self) -> list[CaseRow]:
        """Return the cases that are selected."""
        return [each for place in self.table.rows() if (each := self.model.row(place))]

    def reload(self) -> None:
        """Look again."""
        self._load()

    def _chosen(self) -> CaseRow | None:
        places = self.table.rows()
        return self.model.row(places[0]) if places else None

    def _on_state(self, code: str) -> None:
        self._ask(replace(self._query, state=CaseState(code) if code else None))

    def _on_holder(self, name: str) -> None:
        self._ask(replace(self._query, holder=name))

    def _toggle_mine(self) -> None:
        mine = self._listing.mine if self._listing else ""
        self._on_holder("" if self._query.holder else mine)

    def _show_day(self) -> None:
        DayDialog(self.desk, self, self.notice).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_FROM * theme.tokens().scale
        self.chips.setVisible(wide)
        self.states.setVisible(not wide)

    # --- sorting, views, more

    def _on_heading(self, column: int) -> None:
        key = SORT_KEYS[column]
        same = key == self._query.sort
        self._ask(replace(self._query, sort=key, descending=same and not self._query.descending))

    def _on_view(self, _code: str) -> None:
        if self._listing is not None:
            self._show(self._listing)

    def _show_sort_menu(self) -> None:
        menu = QMenu(self)
        for column in range(len(SORT_KEYS)):
            action = menu.addAction(str(self.model.headerData(column, _HORIZONTAL)))
            action.setCheckable(True)
            action.setChecked(SORT_KEYS[column] == self._query.sort)
            action.triggered.connect(lambda _checked=False, at=column: self._on_heading(at))
        menu.exec(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        """Make the menu of what is done less often."""
        menu = QMenu(self)
        desk, notice = self.desk, self.notice
        for text, slot in (
            (_("Bring in a list…"), self.choose_list),
            (_("Day list…"), self._show_day),
            (_("Hand to a colleague…"), self.giving.hand_over),
            (_("Assign…"), self.giving.assign),
            (_("Workload and quotas…"), self.giving.coordinate),
            (_("Save the appointments…"), lambda: paperwork.save_calendar(desk, self, notice)),
            (_("Delete practice data…"), self.delete_practice),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, slot=slot: slot())
        return menu

    def _show_more(self) -> None:
        menu = self.more_menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # --- inside

    def _build(self) -> None:
        top = row(self.chips, self.states, self.holders, self.views, self.sort, self.more, self.new)
        top.setStretch(0, 1)
        self._stack = QStackedWidget()
        for view in (self.table, self._nothing, self._no_cases):
            self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._undo)
        for button in (self.log, self.interview, self._open, self.states):
            button.hide()

    def _connect(self) -> None:
        for choice in (self.chips, self.states):
            choice.chosen.connect(self._on_state)
        self.holders.chosen.connect(self._on_holder)
        self.views.chosen.connect(self._on_view)
        self.sort.clicked.connect(self._show_sort_menu)
        self.more.clicked.connect(self._show_more)
        self.table.opened.connect(self._open_row)
        self.table.selection_moved.connect(self._on_selection_moved)
        self.table.sort_wanted.connect(self._on_heading)
        self.desk.bus.changed.connect(self._on_changed)
        for chord, slot in (
            ("Ctrl+N", self.add_contact),
            ("Ctrl+L", self._log),
            ("Ctrl+Return", self._interview),
            ("Ctrl+O", self.choose_list),
            ("Ctrl+P", self._show_day),
            ("Ctrl+I", self._toggle_mine),
            ("Ctrl+Shift+I", self.giving.hand_over),
            ("Ctrl+Shift+A", self.giving.assign),
            ("Ctrl+Shift+W", self.giving.coordinate),
            ("Ctrl+Z", self._undo.take_back),
        ):
            keys.bind(self, chord, slot=slot)
        keys.bind(self, "Ctrl+D", slot=self._switch_view)

    def _switch_view(self) -> None:
        code = "list" if self.views.current == "day" else "day"
        self.views.select(code)
        self._on_view(code)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        told = changes.entities or changes.interviews or changes.drafts or changes.everything
        if initiator is self or not told:
            return
        if self.isVisible():
            self._load()
        else:
            self._is_stale = True
