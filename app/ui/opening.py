"""Puts the shell of an open workspace together: the desk, the pages of its places, the line that says what is saved.

Apart from `window` because everything heavy is imported from here, after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import workspace
from app.ui.bus import Bus
from app.ui.cases.page import CasesPage
from app.ui.desk import Desk
from app.ui.forms.page import FormsPage
from app.ui.interviews.page import InterviewsPage
from app.ui.interviews.wastebasket import WastebasketPage
from app.ui.navigation import Navigator
from app.ui.settings.page import SettingsPage
from app.ui.shell import Shell

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.changes import Changes
    from app.operations.services import Services
    from app.operations.workspace import Member
    from app.ui.window import MainWindow


def make_shell(services: Services, window: MainWindow) -> Shell:
    """Build the shell of ``services`` for ``window``; no page is made before it is wanted."""
    desk = Desk(services, window.tasks, Bus(window), Navigator(window), window.preferences)

    def settings(desk: Desk) -> SettingsPage:
        page = SettingsPage(desk)
        page.look_chosen.connect(window.dress)
        page.language_chosen.connect(window.speak)
        return page

    def cases(desk: Desk) -> CasesPage:
        page = CasesPage(desk)
        page.waiting_changed.connect(lambda waiting: shell.rail.count("cases", waiting))
        return page

    shell = Shell(
        desk,
        {
            "cases": cases,
            "interviews": InterviewsPage,
            "forms": FormsPage,
            "wastebasket": WastebasketPage,
            "settings": settings,
        },
    )
    shell.state = StateLine(desk, shell)
    return shell


class StateLine(QObject):
    """Keeps the shell's bottom line true: when something was last saved, who works here, in which workspace."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk = desk
        self._shell = shell
        self._saved: datetime | None = None
        self._member: Member | None = None
        self._name = ""
        desk.bus.changed.connect(self._on_changed)
        self._look()

    def retranslate(self) -> None:
        """Write the line in the current language."""
        saved = _("saved {time}").format(time=formats.time(self._saved)) if self._saved else ""
        who = self._member.name if self._member else ""
        self._shell.say_saved(" · ".join(part for part in (saved, who, self._name) if part))

    def _look(self) -> None:
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: (
                workspace.current_member(services),
                workspace.describe(services).name,
            ),
            self,
            done=self._on_known,
        )

    def _on_known(self, known: tuple[Member | None, str]) -> None:
        self._member, self._name = known
        self.retranslate()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        self._saved = self._desk.services.clock.now()
        if changes.members or changes.settings:
            self._look()
        self.retranslate()
