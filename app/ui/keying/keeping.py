"""Every keyed line goes to the draft's log before the list calls it saved; and the ways out of an entry."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from app.operations import interviews
from app.ui.runner.saving import Keeper, SaveLog
from app.ui.runner.unsaved import leaves_anyway, try_again

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.forms.state import Step
    from app.operations.interviews import InterviewSummary, OpenInterview
    from app.ui.desk import Desk
    from app.ui.keying.model import KeyingModel


class Keeping:
    """Saves one entry and lets it go."""

    def __init__(
        self, page: QWidget, desk: Desk, interview: OpenInterview, model: KeyingModel
    ) -> None:
        self._page, self._desk = page, desk
        self._interview, self._model = interview, model
        self.log = SaveLog(
            Keeper(self._save, partial(try_again, desk, interview.draft, page)), page
        )

    def summary(self) -> InterviewSummary:
        """Return what the list is to show of the draft."""
        session = self._interview.session
        return interviews.InterviewSummary(
            session.instance_name(), self._model.answered, self._model.total, session.language
        )

    def may_leave(self) -> bool:
        """Wait until all is durable and close the draft; ask when something cannot be saved."""
        if not self.log.wait():
            if not leaves_anyway(self._page, self.log.unsaved):
                return False
            self.log.stop()
        services, draft, bus = self._desk.services, self._interview.draft, self._desk.bus
        self._desk.tasks.database(
            lambda _progress: interviews.close_interview(services, draft), None, done=bus.announce
        )
        return True

    def _save(self, step: Step) -> Future[datetime]:
        return interviews.save_step_later(
            self._desk.services, self._interview.draft, step, self.summary()
        )
