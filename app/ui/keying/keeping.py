"""Every keyed line goes to the draft's log before the list calls it saved; and the ways out of an entry."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from app.i18n.catalog import _, ngettext
from app.operations import interviews
from app.ui.runner.saving import Keeper, SaveLog
from app.ui.widgets.dialogs import ask

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
        self.log = SaveLog(Keeper(self._save, self._retry), page)

    def summary(self) -> InterviewSummary:
        """Return what the list is to show of the draft."""
        session = self._interview.session
        return interviews.InterviewSummary(
            session.instance_name(), self._model.answered, self._model.total, session.language
        )

    def may_leave(self) -> bool:
        """Wait until all is durable and close the draft; ask when something cannot be saved."""
        if not self.log.wait():
            if not self._leave_unsaved():
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

    def _retry(self) -> Future[datetime | None]:
        services, draft = self._desk.services, self._interview.draft
        moment: Future[datetime | None] = Future()
        self._desk.tasks.database(
            lambda _progress: interviews.retry_saving(services, draft),
            self._page,
            done=moment.set_result,
            failed=moment.set_exception,
        )
        return moment

    def _leave_unsaved(self) -> bool:
        count = self.log.unsaved
        text = ngettext(
            "{count} answer could not be written to the disk and will be lost.",
            "{count} answers could not be written to the disk and will be lost.",
            count,
        ).format(count=count)
        return ask(
            self._page,
            _("Not everything is saved"),
            text,
            _("Leave without saving"),
            kind="danger",
            no=_("Stay"),
        )
