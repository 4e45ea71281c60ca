"""What the list of cases offers for giving cases away: to one colleague, or several with a day and a cell.

Apart from the list, which only says which cases are chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n.catalog import _
from app.ui.cases import assigning, handing, starting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.operations.cases import Case, CaseRow
    from app.ui.cases.page import CasesPage
    from app.ui.desk import Desk
    from app.ui.widgets.undo import UndoBar


class Giving(QObject):
    """Gives the chosen cases away, and takes that back."""

    def __init__(self, desk: Desk, page: CasesPage, undo: UndoBar) -> None:
        super().__init__(page)
        self._desk, self._page, self._undo = desk, page, undo

    def assign(self) -> None:
        """Let the person give the chosen cases to somebody, with a day and a cell."""
        rows = self._page.chosen_rows()
        if rows:
            assigning.assign(self._desk, rows, self._page, self._on_assigned)

    def hand_over(self) -> None:
        """Let the person hand the chosen case to a colleague."""
        rows = self._page.chosen_rows()
        if rows:
            handing.hand_over(
                self._desk, rows[0], self._page, lambda name: self._on_handed(rows[0], name)
            )

    def coordinate(self) -> None:
        """Show who has how much to do, and how full the quotas are."""
        from app.ui.cases.coordinating import CoordinatingPage

        self._desk.navigator.open(CoordinatingPage(self._desk))

    def _on_assigned(self, before: Sequence[Case]) -> None:
        page = self._page
        page.reload()
        self._undo.offer(
            assigning.assigned_words(before),
            lambda: assigning.take_back(self._desk, before, page, page.reload),
        )

    def _on_handed(self, given: CaseRow, name: str) -> None:
        page = self._page
        page.reload()
        said = _("{case} is now held by {name}.").format(case=given.case.name, name=name)
        self._undo.offer(said, lambda: starting.keep(self._desk, given.case, page, page.reload))
