"""What the list of interviews offers for reviewing: looking through, approving several, correcting what came back.

Apart from the list, which only says which interviews are chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import interviews, review
from app.ui import keys
from app.ui.errors import show_error
from app.ui.interviews import holding
from app.ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.ids import RecordId
    from app.operations.interviews import InterviewRow, Status
    from app.operations.review import Return
    from app.operations.services import Services
    from app.ui.desk import Desk
    from app.ui.review.approving import Look


class Reviews(QObject):
    """Shows its buttons while finished interviews are chosen by somebody who reviews."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._may_review = False
        self._rows: Sequence[InterviewRow] = ()
        self._chosen: list[InterviewRow] = []
        self.look = secondary(self.look_through, "eye")
        self.agree = secondary(self.approve, "badge-check")
        self.buttons = (self.look, self.agree)
        self.look.hide()
        self.agree.hide()
        keys.bind(page, "Ctrl+Return", slot=self.look_through)

    def know(self, rows: Sequence[InterviewRow], *, may_review: bool) -> None:
        """Take what is listed, and whether who works here reviews."""
        self._rows, self._may_review = rows, may_review

    def follow(self, chosen: Sequence[InterviewRow]) -> None:
        """Offer what can be done with the chosen interviews."""
        finished = [row for row in chosen if row.kind == "finished"]
        self._chosen = finished if self._may_review else []
        self.look.setVisible(bool(self._chosen))
        self.agree.setVisible(len(self._chosen) > 1)
        self.look.words(_("Review"), tip=keys.label("Ctrl+Return"))
        count = formats.number(len(self._chosen))
        self.agree.words(_("Approve {count}…").format(count=count))

    def is_coming_back(self, row: InterviewRow) -> bool:
        """Whether opening an interview means answering a reviewer."""
        return row.status == "returned" and not self._may_review

    def verb(self, chosen: Sequence[InterviewRow]) -> str:
        """Return what opening the chosen interview does, '' when nothing special."""
        is_back = len(chosen) == 1 and self.is_coming_back(chosen[0])
        return _("Correct") if is_back else ""

    def look_through(self) -> None:
        """Show the chosen interview with its neighbours, or the chosen ones alone."""
        from app.ui.review.page import ReviewPage

        if not self._chosen:
            return
        if len(self._chosen) > 1:
            queue = [row.record for row in self._chosen]
        else:
            queue = [row.record for row in self._rows if row.kind == "finished"]
        at = queue.index(self._chosen[0].record)
        self._desk.navigator.open(ReviewPage(self._desk, queue, at))

    def approve(self) -> None:
        """Show what is to be seen of the chosen interviews, and approve them together after a yes."""
        from app.ui.review.approving import look_over

        services, wanted = self._desk.services, [row.record for row in self._chosen]
        self.agree.setEnabled(False)
        self._desk.tasks.database(
            lambda progress: look_over(services, wanted, progress),
            self._page,
            done=self._ask,
            failed=self._on_failed,
        )

    def correct(self, row: InterviewRow) -> None:
        """Open what a reviewer returned, for correction."""
        services, record = self._desk.services, row.record
        self._desk.tasks.database(
            lambda _progress: review.read_return(services, record),
            self._page,
            done=lambda told: self._open(record, told),
        )

    def _open(self, record: RecordId, told: Return | None) -> None:
        said = _("Returned by {name}").format(name=told.by) if told and told.by else _("Returned")
        holding.correct(self._desk, record, said, self._page)

    def _ask(self, read: list[Look]) -> None:
        from app.ui.review.approving import ApproveDialog

        self.agree.setEnabled(True)
        dialog = ApproveDialog(self._page, read)
        if not dialog.exec():
            return
        services, seen = self._desk.services, {look.row.record: look.seen for look in read}
        self._desk.tasks.database(
            lambda _progress: review.approve(services, seen), self._page, done=self._announce
        )

    def _on_failed(self, error: AppError) -> None:
        self.agree.setEnabled(True)
        show_error(self._page, error)

    def _announce(self, changes: Changes) -> None:
        self._desk.bus.announce(changes, self)


def returned_first(services: Services, rows: list[InterviewRow]) -> list[InterviewRow]:
    """Put what came back on top for who has to correct it."""
    if review.may_review(services):
        return rows
    return sorted(rows, key=lambda row: row.status != "returned")


class ReviewCount(QObject):
    """Keeps the number beside the interviews true: what came back to correct, or to be looked at again."""

    def __init__(self, desk: Desk, shell: QObject, show: Callable[[int], object]) -> None:
        super().__init__(shell)
        self._desk, self._show = desk, show
        desk.bus.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Count again."""
        services = self._desk.services

        def count(_progress: object) -> int:
            waits: Status = "corrected" if review.may_review(services) else "returned"
            return interviews.counts(services).get(waits, 0)

        self._desk.tasks.database(count, self, done=self._show)

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if changes.interviews or changes.drafts or changes.members or changes.everything:
            self.look()
