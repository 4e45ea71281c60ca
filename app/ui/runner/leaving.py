"""The ways out of an interview: breaking off, closing the window, finishing; nothing unsaved goes unnoticed.

Here too is the log of saving made, because leaving is where it has the last word.
"""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from app.core.errors import AppError
from app.forms.session import IncompleteInterview
from app.operations import interviews, sitting
from app.operations.members import current_member
from app.ui import errors
from app.ui.runner.saving import Keeper, SaveLog
from app.ui.runner.unsaved import leaves_anyway, try_again

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.core.changes import Changes
    from app.forms.state import Step
    from app.operations.interviews import InterviewSummary, OpenInterview
    from app.operations.members import Member
    from app.ui.desk import Desk
    from app.ui.runner.model import RunnerModel


class Leaving:
    """Saves one interview and lets it go."""

    def __init__(
        self, page: QWidget, desk: Desk, interview: OpenInterview, model: RunnerModel
    ) -> None:
        self._page = page
        self._desk = desk
        self._interview = interview
        self._model = model
        self._listed: InterviewSummary | None = None
        self.by = desk.services.device.username
        """Who holds the interview, for remarks."""
        self.log = SaveLog(
            Keeper(self._save, partial(try_again, desk, interview.draft, page)), page
        )
        self.log.failed.connect(lambda: interview.session.note_event("save error"))
        services = desk.services
        desk.tasks.database(lambda _progress: current_member(services), page, done=self._on_member)

    def may_leave(self) -> bool:
        """Wait until all is durable and close the draft; ask when something cannot be saved."""
        self._interview.session.left()
        if not self.log.wait():
            if not leaves_anyway(self._page, self.log.unsaved):
                return False
            self.log.stop()
        services, draft, bus = self._desk.services, self._interview.draft, self._desk.bus
        facts = self._interview.session.facts

        def close(_progress: object) -> Changes:
            closed = interviews.close_interview(services, draft)
            return closed | sitting.log_break_offs(services, draft, facts)

        self._desk.tasks.database(close, None, done=bus.announce)
        return True

    def finish(self) -> str | None:
        """Fold the draft into the record and return the record's id; None when that is not possible, said in words."""
        if not self.log.wait():
            if self.log.error is not None:
                errors.show_error(self._page, self.log.error)
            return None
        interview = self._interview
        try:
            changes: Changes = interviews.finish_interview(
                self._desk.services, interview.draft, interview.session
            )
        except IncompleteInterview:
            return None
        except AppError as error:
            errors.show_error(self._page, error)
            return None
        self.log.stop()
        self._desk.bus.announce(changes, self._page)
        return str(interview.record)

    def _save(self, step: Step) -> Future[datetime]:
        return interviews.save_step_later(
            self._desk.services, self._interview.draft, step, self._news_for_the_list()
        )

    def _news_for_the_list(self) -> InterviewSummary | None:
        """Return what the list is to show of the draft from now on; None when it shows that already."""
        session, model = self._interview.session, self._model
        now = interviews.InterviewSummary(
            session.instance_name(), model.answered, model.total, session.language
        )
        if now == self._listed:
            return None
        self._listed = now
        return now

    def _on_member(self, member: Member | None) -> None:
        if member is not None:
            self.by = member.name
