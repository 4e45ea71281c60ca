"""The button that says, on the page of one record, that something of it differs, and leads to where it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.catalog import _
from app.operations import differences
from app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.core.changes import Changes
    from app.ui.desk import Desk


class DiffersButton(Button):
    """Hidden while nothing differs."""

    def __init__(self, desk: Desk, record: str) -> None:
        super().__init__("", "triangle-alert", "notice")
        self._desk = desk
        self._record = record
        self.hide()
        self.clicked.connect(lambda _checked=False: self.settle())
        desk.bus.changed.connect(self._on_changed)
        self._look()

    def retranslate(self) -> None:
        """Set its words again."""
        said = _("Differs: settle…")
        self.words(said, said, _("It was changed on several computers at once."))

    def settle(self) -> None:
        """Show the differences, beginning with those of this record."""
        from app.ui.differences.page import DifferencesPage

        self._desk.navigator.open(DifferencesPage(self._desk, self._record))

    def _look(self) -> None:
        services, record = self._desk.services, self._record
        self._desk.tasks.database(
            lambda _progress: differences.differs(services, record),
            self,
            done=self.setVisible,
            failed=lambda _error: None,
        )

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        ids = changes.interviews | changes.entities
        if changes.everything or self._record in ids:
            self._look()
