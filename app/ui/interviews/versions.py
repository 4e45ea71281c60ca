"""The list's button for another version of the questionnaire, and the undo that follows a move.

Apart from the list, which only says which interviews are chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.ids import DraftId
from app.i18n.catalog import _
from app.operations import moving
from app.ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from app.operations.interviews import InterviewRow
    from app.operations.moving import Offer, TakenBack
    from app.ui.desk import Desk
    from app.ui.widgets.undo import UndoBar


class Versions(QObject):
    """Shows ``button`` while the one interview that is chosen can move to another version."""

    def __init__(self, desk: Desk, undo: UndoBar, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._undo = undo
        self._page = page
        self._offers: Mapping[DraftId, Offer] = {}
        self._offer: Offer | None = None
        self.button = secondary(self.show_page, "file-up")
        self.button.hide()

    def know(self, offers: Mapping[DraftId, Offer]) -> None:
        """Take what can be moved."""
        self._offers = offers

    def follow(self, chosen: Sequence[InterviewRow]) -> None:
        """Offer what can be done with the chosen interviews."""
        one = DraftId(chosen[0].id) if len(chosen) == 1 else None
        self._offer = self._offers.get(one) if one else None
        offer = self._offer
        self.button.setVisible(offer is not None)
        if offer is None:
            return
        if offer.newer is not None:
            self.button.words(_("Corrected version…"))
        elif offer.earlier is not None:
            version = offer.earlier.version
            self.button.words(_("Back to version {version}…").format(version=version))

    def show_page(self) -> None:
        """Show what a move would do."""
        from app.ui.interviews.moving import MovingPage

        if self._offer is None:
            return
        draft = self._offer.draft
        page = MovingPage(self._desk, draft)
        page.moved.connect(lambda said: self._undo.offer(said, lambda: self._take_back(draft)))
        page.went_back.connect(self._undo.tell)
        self._desk.navigator.open(page)

    def _take_back(self, draft: DraftId) -> None:
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: moving.take_back(services, draft),
            self._page,
            done=self._on_taken_back,
        )

    def _on_taken_back(self, taken: TakenBack) -> None:
        from app.ui.interviews.moving import back_text

        self._desk.bus.announce(taken.changes, self)
        self._undo.tell(back_text(taken))
