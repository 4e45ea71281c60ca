"""The list of interviews: search, filter by state, sort, start, go on, open, throw away with undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout

from app.core.changes import Changes
from app.core.ids import DraftId
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import forms, interviews, keying, moving, review
from app.operations.interviews import InterviewQuery, InterviewRow
from app.ui import keys
from app.ui.interviews import holding
from app.ui.interviews.model import COLUMNS, SORT_KEYS, TITLE, WHEN, InterviewsModel
from app.ui.interviews.resume import ResumeBox
from app.ui.interviews.states import chip_choices
from app.ui.interviews.versions import Versions
from app.ui.keying.opening import Papers
from app.ui.navigation import Page
from app.ui.review.listing import Reviews, returned_first
from app.ui.sync.passing import Passing
from app.ui.widgets.buttons import IconButton, primary, secondary
from app.ui.widgets.chips import ChipRow
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import holder, row
from app.ui.widgets.tables import Table
from app.ui.widgets.undo import UndoBar

if TYPE_CHECKING:
    from app.operations.forms import FormRow
    from app.operations.interviews import Status
    from app.operations.keying import Standing
    from app.operations.moving import Offer
    from app.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look at the store brought."""

    query: InterviewQuery
    rows: Sequence[InterviewRow]
    counts: Mapping[Status, int]
    left_open: Sequence[InterviewRow]
    has_forms: bool
    offers: Mapping[DraftId, Offer]
    papers: Mapping[DraftId, Standing]
    may_review: bool


_HORIZONTAL = Qt.Orientation.Horizontal


class InterviewsPage(Page):
    """The place where a working day begins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._query = InterviewQuery()
        self._listing: Listing | None = None
        self._is_stale = True
        self._wanted_id = ""
        self.model = InterviewsModel(desk.services.clock)
        self.chips = ChipRow()
        self.sort = IconButton("arrow-up-down", "")
        self.new = primary(self.start_interview, "plus")
        self.resume = ResumeBox()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self._to_forms = primary(lambda: desk.navigator.go("forms"))
        self._nothing = EmptyState("message-square")
        self._no_forms = EmptyState("clipboard-list", self._to_forms)
        self._undo = UndoBar()
        self._said = ElidedLabel("soft")
        self._open = secondary(self._open_chosen)
        self._delete = secondary(self._delete_chosen, "trash-2")
        self.versions = Versions(desk, self._undo, self)
        self.passing, self.papers = Passing(desk, self._undo, self), Papers(desk, self)
        self.reviews = Reviews(desk, self)
        self._export = secondary(self.export, "download")
        about = (self._open, *self.reviews.buttons, self._delete, self.versions.button)
        self.footer = holder(row(*about, self.passing.button, self._export, self._said))
        self._build()
        self._connect()
        self.retranslate()

    # --- what the window asks

    def title(self) -> str:
        return _("Interviews")

    def search_prompt(self) -> str:
        return _("Search interviews")

    def search(self, text: str) -> None:
        self._ask(replace(self._query, text=text))

    def enter_results(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.choose(max(0, self.table.currentIndex().row()))

    def enter(self) -> None:
        if self._query.text:
            self._query = replace(self._query, text="")
            self._is_stale = True
        if self._is_stale:
            self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.new.words(_("New interview"), tip=keys.label("Ctrl+N"))
        self.sort.words(_("Sort"))
        self.papers.retranslate()
        self.passing.retranslate()
        self.table.setAccessibleName(_("Interviews"))
        self.chips.setAccessibleName(_("Show by state"))
        self._delete.words(_("Delete"), tip=keys.label("Del"))
        self._export.words(_("Export"), tip=keys.label("Ctrl+E"))
        self._undo.retranslate()
        self.resume.retranslate()
        self._to_forms.words(_("Add a questionnaire"))
        self.model.retranslate()
        self._show_words()

    # --- what a person does

    def start_interview(self) -> None:
        """Let the person choose a questionnaire and start."""
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: forms.list_forms(services), self, done=self._pick_form
        )

    def _pick_form(self, known: Sequence[FormRow]) -> None:
        from app.ui.interviews.picker import FormPicker

        usable = [form for form in known if not form.retired]
        if not usable:
            self.desk.navigator.go("forms")
            return
        latest = self.model.row(0).bundle if self.model.rowCount() else ""
        picker = FormPicker(usable, latest, self)
        picked = picker.picked() if picker.exec() else None
        if picked is not None:
            holding.start(self.desk, picked.bundle, picked.language, self, test=picked.test)

    def export(self) -> None:
        """Let the person save finished interviews as tables."""
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: forms.list_forms(services), self, done=self._show_export
        )

    def _show_export(self, known: Sequence[FormRow]) -> None:
        from app.ui.interviews.exporting import ExportDialog, has_something

        if has_something(known):
            ExportDialog(self.desk, known, self._query, self).exec()

    def _open_row(self, place: int) -> None:
        from app.ui.interviews.finished import FinishedPage

        interview = self.model.row(place)
        if self.papers.open(interview) or self.passing.open(interview):
            return
        if self.reviews.is_coming_back(interview):
            self.reviews.correct(interview)
        elif interview.kind == "draft":
            holding.go_on(self.desk, DraftId(interview.id), self)
        else:
            self.desk.navigator.open(FinishedPage(self.desk, interview.id))

    def _open_chosen(self) -> None:
        chosen = self.table.rows()
        if chosen:
            self._open_row(chosen[0])

    def _delete_chosen(self) -> None:
        services = self.desk.services
        drafts = [row for row in self._chosen() if row.kind == "draft"]
        if not drafts:
            return
        ids = [DraftId(row.id) for row in drafts]

        def discard(_progress: object) -> Changes:
            changes = Changes()
            for draft in ids:
                changes |= interviews.discard_draft(services, draft)
            return changes

        self.desk.tasks.database(
            discard, self, done=lambda changes: self._on_deleted(drafts, changes)
        )

    def _on_deleted(self, drafts: Sequence[InterviewRow], changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()
        said = _("Moved to the wastebasket: {title}").format(
            title=drafts[0].title or _("not named yet")
        )
        if len(drafts) > 1:
            said = ngettext(
                "Moved to the wastebasket: {count} draft",
                "Moved to the wastebasket: {count} drafts",
                len(drafts),
            ).format(count=len(drafts))
        self._undo.offer(said, lambda: self._restore([DraftId(row.id) for row in drafts]))

    def _restore(self, ids: Sequence[DraftId]) -> None:
        services = self.desk.services
        self._wanted_id = ids[0]

        def restore(_progress: object) -> Changes:
            changes = Changes()
            for draft in ids:
                changes |= interviews.restore_draft(services, draft)
            return changes

        self.desk.tasks.database(restore, self, done=self._on_restored)

    def _on_restored(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()

    # --- loading

    def _ask(self, query: InterviewQuery) -> None:
        if query != self._query:
            self._query = query
            self._load()

    def _load(self) -> None:
        self._is_stale = False
        query, services = self._query, self.desk.services

        def look(_progress: object) -> Listing:
            left_open = interviews.open_drafts(services)  # first: it brings their lines up to date
            return Listing(
                query,
                returned_first(
                    services, interviews.list_interviews(services, query, formats.sort_key)
                ),
                interviews.counts(services),
                left_open,
                any(not form.retired for form in forms.list_forms(services)),
                {offer.draft: offer for offer in moving.list_offers(services)},
                keying.standings(services),
                review.may_review(services),
            )

        self.desk.tasks.database(look, self, done=self._show)

    def _show(self, listing: Listing) -> None:
        if listing.query != self._query:
            return
        chosen = self._chosen()
        current = self._wanted_id or (chosen[0].id if chosen else "")
        self._wanted_id = ""
        self._listing = listing
        self.versions.know(listing.offers)
        self.papers.know(listing.papers, self.model)
        self.reviews.know(listing.rows, may_review=listing.may_review)
        had_focus = self.table.hasFocus()
        self.model.show_rows(listing.rows)
        self.table.choose(max(0, self.model.place_of(current)))
        self.table.show_sort(SORT_KEYS.index(self._query.sort), descending=self._query.descending)
        self.resume.show_drafts(listing.left_open)
        self._show_words()
        if had_focus:
            (self.table if listing.rows else self.new).setFocus()

    def _show_words(self) -> None:
        listing = self._listing
        if listing is None:
            return
        current = self._query.status or ""
        self.chips.show_choices(chip_choices(listing.counts, current), current)
        if listing.rows:
            self._views.setCurrentWidget(self.table)
        elif not listing.has_forms:
            self._no_forms.words(
                _("No questionnaire yet"),
                _("Add a questionnaire first; then interviews are held with it."),
            )
            self._views.setCurrentWidget(self._no_forms)
        elif self._query.text or self._query.status:
            self._nothing.words(_("Nothing found"), _("Try fewer letters, or show all states."))
            self._views.setCurrentWidget(self._nothing)
        else:
            self._nothing.words(
                _("No interviews yet"), _("The first one begins with “New interview”.")
            )
            self._views.setCurrentWidget(self._nothing)
        self._rank_new(listing)
        self._on_selection_moved()

    def _rank_new(self, listing: Listing) -> None:
        """Keep one primary button on the page: what must be done first comes first."""
        is_first = listing.has_forms and self.resume.isHidden()
        self.new.set_kind("primary" if is_first else "")
        self.new.set_icon("plus", "on-bridge" if is_first else "ink")

    def _on_selection_moved(self) -> None:
        chosen, total = self._chosen(), self.model.rowCount()
        said = ngettext("{count} interview", "{count} interviews", total).format(
            count=formats.number(total)
        )
        if len(chosen) > 1:
            said = _("{chosen} of {total} selected").format(
                chosen=formats.number(len(chosen)), total=formats.number(total)
            )
        self._said.say(said)
        is_draft = bool(chosen) and chosen[0].kind == "draft"
        verb = self.papers.verb(chosen) or self.reviews.verb(chosen)
        self._open.words(verb or (_("Continue") if is_draft else _("Open")))
        self._open.setVisible(len(chosen) == 1)
        self._delete.setVisible(any(row.kind == "draft" for row in chosen))
        self._export.setEnabled(self._has_finished())
        self.versions.follow(chosen)
        self.reviews.follow(chosen)
        self.passing.follow(chosen)

    def _has_finished(self) -> bool:
        counted = self._listing.counts if self._listing else {}
        return any(count for status, count in counted.items() if status != "draft")

    def _chosen(self) -> list[InterviewRow]:
        return [
            self.model.row(place) for place in self.table.rows() if place < self.model.rowCount()
        ]

    # --- sorting

    def _on_heading(self, column: int) -> None:
        key = SORT_KEYS[column]
        same = key == self._query.sort
        descending = not self._query.descending if same else key == "when"
        self._ask(replace(self._query, sort=key, descending=descending))

    def _show_sort_menu(self) -> None:
        menu = QMenu(self)
        for column in range(TITLE, WHEN + 2):
            action = menu.addAction(str(self.model.headerData(column, _HORIZONTAL)))
            action.setCheckable(True)
            action.setChecked(SORT_KEYS[column] == self._query.sort)
            action.triggered.connect(lambda _checked=False, at=column: self._on_heading(at))
        menu.exec(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    # --- inside

    def _build(self) -> None:
        top = row(self.chips, self.sort, self.papers.button, self.new)
        top.setStretch(0, 1)
        self._views = QStackedWidget()
        for view in (self.table, self._nothing, self._no_forms):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.resume)
        layout.addWidget(self._views, 1)
        layout.addWidget(self._undo)
        self._open.hide()
        self._delete.hide()

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda code: self._ask(replace(self._query, status=code or None)))
        self.sort.clicked.connect(self._show_sort_menu)
        self.table.opened.connect(self._open_row)
        self.table.removal_wanted.connect(self._delete_chosen)
        self.table.selection_moved.connect(self._on_selection_moved)
        self.table.sort_wanted.connect(self._on_heading)
        self.resume.put_away.connect(self._show_words)
        self.resume.wanted.connect(lambda draft: holding.go_on(self.desk, draft, self))
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Ctrl+N", slot=self.start_interview)
        keys.bind(self, "Ctrl+Z", slot=self._undo.take_back)
        keys.bind(self, "Ctrl+E", slot=self.export)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is self or not (
            changes.interviews or changes.drafts or changes.forms or changes.everything
        ):
            return
        if self.isVisible():
            self._load()
        else:
            self._is_stale = True
