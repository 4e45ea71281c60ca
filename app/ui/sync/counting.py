"""The number beside the place of packages, and one reminder at the start of a day that nothing was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync_outlook

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.sync_outlook import Standing
    from app.ui.desk import Desk
    from app.ui.shell import Shell


class SyncCount(QObject):
    """Keeps the number true: packages that wait to be handed over, and differences to settle."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk = desk
        self._shell = shell
        self._has_reminded = False
        desk.bus.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Count again."""
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: sync_outlook.standing(services), self, done=self.show_standing
        )

    def show_standing(self, standing: Standing) -> None:
        """Show how much waits; remind once of what was handed to nobody."""
        self._shell.rail.count("sync", standing.waiting + standing.differences)
        if standing.is_due and not self._has_reminded and self._shell.notice.isHidden():
            told = ngettext(
                "{count} interview has been handed to nobody yet",
                "{count} interviews have been handed to nobody yet",
                standing.unsent,
            ).format(count=formats.number(standing.unsent))
            self._shell.notice.say("notice", told, _("Prepare a package under “Sync” today."))
        self._has_reminded = True

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if changes.interviews or changes.entities or changes.settings or changes.everything:
            self.look()
