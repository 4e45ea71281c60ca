"""Brings papers onto the screen: the cover, an entry, both entries; and the button of the list that does so.

Apart from the pages because the list, a case and a draft that is opened all lead here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject

from app.core.changes import Changes
from app.core.ids import DraftId
from app.i18n.catalog import _
from app.operations import forms, keying, members
from app.operations.keying import EntryState
from app.ui import keys, theme
from app.ui.keying import chords
from app.ui.widgets.buttons import secondary

WIDE_FROM: Final = 760
_SQUARE: Final = "padding: 0; min-width: 34px; max-width: 34px;"

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.core.ids import RecordId
    from app.core.progress import Progress
    from app.operations.interviews import InterviewRow
    from app.operations.keying import Completed, OpenEntry, Paper, Rule, Standing
    from app.ui.desk import Desk
    from app.ui.interviews.model import InterviewsModel
    from app.ui.keying.starting import Known


def key_in(
    desk: Desk,
    over: QWidget,
    *,
    case: RecordId | None = None,
    speech: str = "",
    test: bool = False,
) -> None:
    """Ask for the cover of a paper form and begin to key it in, perhaps for a case."""
    from app.ui.keying.starting import Known

    services = desk.services

    def look(_progress: Progress) -> Known:
        usable = [form for form in forms.list_forms(services) if not form.retired]
        ids = {form.form_id for form in usable}
        return Known(
            usable,
            members.members(services),
            {form_id: keying.rule_of(services, form_id) for form_id in ids},
            services.clock.now().date(),
            speech=speech,
            case=case,
            test=test,
        )

    desk.tasks.database(look, over, done=lambda known: _ask_cover(desk, over, known))


def open_entry(desk: Desk, draft: DraftId, standing: Standing, over: QWidget) -> None:
    """Open what a line of the list stands for: an entry to go on with, a second one to begin, or both to compare."""
    services = desk.services
    if standing.state is EntryState.TWICE:
        compare(desk, draft)
        return
    if standing.state is EntryState.ONCE and not standing.is_mine:
        work = lambda _progress: keying.start_second(services, draft)  # noqa: E731
    else:
        work = lambda _progress: keying.continue_entry(services, draft)  # noqa: E731
    desk.tasks.database(work, over, done=lambda opened: hold(desk, opened))


def compare(desk: Desk, draft: DraftId) -> None:
    """Show both entries of a paper side by side."""
    from app.ui.interviews.finished import FinishedPage
    from app.ui.keying.compare import ComparePage

    page = ComparePage(desk, draft)
    page.finished.connect(lambda record: desk.navigator.open(FinishedPage(desk, record)))
    desk.navigator.open(page)


def hold(desk: Desk, opened: OpenEntry) -> None:
    """Show the sheet of an entry."""
    from app.ui.keying.page import KeyingPage

    page = KeyingPage(desk, opened)
    page.completed.connect(lambda done: _after(desk, opened, done))
    desk.navigator.open(page)
    desk.bus.announce(Changes(drafts=frozenset({opened.interview.draft})), page)


class Papers(QObject):
    """The list's button for filled paper forms, and what the list knows of those under way."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._standings: Mapping[DraftId, Standing] = {}
        self.button = secondary(self.key_in, "clipboard-list")
        page.installEventFilter(self)
        keys.bind(page, *chords.KEY_IN, slot=self.key_in)

    def know(self, standings: Mapping[DraftId, Standing], model: InterviewsModel) -> None:
        """Take how far every paper has come, and let the list show it with its next rows."""
        self._standings = standings
        model.know_papers(standings)

    def standing(self, row: InterviewRow) -> Standing | None:
        """Return how far the paper of a line has come; None for every other interview."""
        return self._standings.get(DraftId(row.id)) if row.kind == "draft" else None

    def key_in(self) -> None:
        """Ask for the cover of a paper form and begin to key it in."""
        key_in(self._desk, self._page)

    def open(self, row: InterviewRow) -> bool:
        """Open the paper of a line; False for every other interview."""
        standing = self.standing(row)
        if standing is None:
            return False
        open_entry(self._desk, DraftId(row.id), standing, self._page)
        return True

    def verb(self, chosen: Sequence[InterviewRow]) -> str:
        """Return what opening the one chosen line does, in a word; '' for every other interview."""
        standing = self.standing(chosen[0]) if len(chosen) == 1 else None
        if standing is None:
            return ""
        if standing.state is EntryState.TWICE:
            return _("Compare")
        if standing.state is EntryState.ONCE and not standing.is_mine:
            return _("Second entry")
        return _("Go on keying")

    def retranslate(self) -> None:
        """Set the words of the button; on a narrow page it keeps its icon and its spoken name."""
        said, keys_ = _("Key in from paper…"), keys.label(chords.KEY_IN[0])
        is_wide = self._page.width() >= WIDE_FROM * theme.tokens().scale
        self.button.setStyleSheet("" if is_wide else _SQUARE)
        self.button.words(said if is_wide else "", said, keys_ if is_wide else f"{said} ({keys_})")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give way when the page gets narrow."""
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.retranslate()
        return False


def _ask_cover(desk: Desk, over: QWidget, known: Known) -> None:
    from app.ui.keying.starting import CoverDialog

    if not known.forms:
        desk.navigator.go("forms")
        return
    dialog = CoverDialog(known, over)
    if dialog.exec() and dialog.paper is not None:
        _start(desk, over, dialog.paper, dialog.rule)


def _start(desk: Desk, over: QWidget, paper: Paper, rule: Rule | None) -> None:
    services = desk.services

    def begin(_progress: Progress) -> OpenEntry:
        opened = keying.start_entry(services, paper)
        if rule is not None:
            keying.set_rule(services, opened.entry.form_id, rule)
        return opened

    desk.tasks.database(begin, over, done=lambda opened: hold(desk, opened))


def _after(desk: Desk, opened: OpenEntry, done: Completed) -> None:
    """Show what an entry has become."""
    from app.ui.interviews.finished import FinishedPage

    if done.record:
        desk.navigator.open(FinishedPage(desk, done.record))
    elif done.state is EntryState.TWICE:
        compare(desk, opened.interview.draft)
