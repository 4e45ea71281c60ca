"""Dialogs over the runner that ask where to, or what to remark: finding a question, the remarks, a remark.

Apart from the page, which only has to show what they return.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n.catalog import _
from app.ui.runner.jump import JumpDialog, Place
from app.ui.runner.markdown import plain_text
from app.ui.runner.questions import label_words
from app.ui.runner.remark import RemarkDialog

if TYPE_CHECKING:
    from app.ui.runner.page import RunnerPage


class Places:
    """Asks where to go in one runner."""

    def __init__(self, page: RunnerPage) -> None:
        self._page = page

    def jump(self) -> None:
        """Let the person look for a question."""
        self._page.session.jumped()
        self._look_for(_("Find a question"), self._page.reader.places)

    def show_remarks(self) -> None:
        """Let the person look for a remark."""
        self._look_for(_("Remarks"), self._page.reader.remarked_places)

    def write_remark(self) -> None:
        """Let the person leave a remark at the question that has the focus."""
        page = self._page
        page.stage.controls_flush()
        at = page.here()
        if page.reviewed.answer(page.reviewed.here()):
            return
        name = plain_text(label_words(page.session, at)) if at else page.title()
        dialog = RemarkDialog(page, name, page.session.remarks(at), page.by)
        written = dialog.written() if dialog.exec() else None
        if written is not None:
            page.session.remark(at, written.text, by=page.by, remark=written.remark)
        page.focus_on(at)

    def _look_for(self, title: str, places: Callable[[], list[Place]]) -> None:
        page = self._page
        page.stage.controls_flush()
        dialog = JumpDialog(page, title, places(), page.here())
        if dialog.exec() and dialog.chosen is not None:
            page.go_to(dialog.chosen)
        else:
            page.enter()
