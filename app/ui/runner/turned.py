"""Turning to the respondent: opens and closes the respondent's view and keeps it beside the interviewer's.

Apart from the view because who sees it, on which screen, and when it must follow is the runner's matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject

from app.i18n.catalog import _
from app.ui.runner.markdown import plain_text
from app.ui.runner.pages import PageKind
from app.ui.runner.respondent import RespondentView, second_screen

if TYPE_CHECKING:
    from app.ui.runner.page import RunnerPage


class Turned(QObject):
    """Whether the laptop is turned to the respondent."""

    def __init__(self, page: RunnerPage) -> None:
        super().__init__(page)
        self._page = page
        self.view: RespondentView | None = None
        """What the respondent sees, while there is such a view."""
        page.installEventFilter(self)
        page.stage.on_flush = self.flush

    def toggle(self) -> None:
        """Show the respondent's view, or put it away."""
        if self.view is not None:
            self.put_away()
            return
        self._page.stage.controls_flush()
        self.view = RespondentView(self._page, second_screen(self._page), self.place_in_words)
        self.view.closed.connect(self.put_away)
        self.view.open()

    def put_away(self) -> None:
        """Go back to the interviewer's view alone."""
        view, had_focus = self.view, False
        if view is None:
            return
        view.flush()
        self.view = None
        if shiboken6.isValid(view):
            had_focus = view.takes_over
            view.release()
            view.hide()
            view.deleteLater()
        if had_focus:
            self._page.enter()

    def follow(self) -> None:
        """Show what the interviewer looks at."""
        if self.view is not None:
            self.view.follow()

    def flush(self) -> None:
        """Give what was typed in the view; what is no answer goes back to the interviewer's field, which says so."""
        view = self.view
        if view is None or view.control is None:
            return
        view.flush()
        block = self._page.stage.current_block()
        if view.control.unfinished and block is not None and block.control is not None:
            block.control.restore(view.control.unfinished)

    def retranslate(self) -> None:
        """Take the words of the current language."""
        if self.view is not None:
            self.view.retranslate()
            self.view.follow()

    def place_in_words(self) -> str:
        """Say what stands in view where nothing is asked."""
        page = self._page.model.page
        if page.kind is PageKind.FINISH:
            return _("The end of the interview")
        return plain_text(self._page.reader.name(page.address))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the whole page when its size changes."""
        if event.type() == QEvent.Type.Resize and self.view is not None and self.view.takes_over:
            self.view.setGeometry(self._page.rect())
        return False
