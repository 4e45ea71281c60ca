"""Puts the shell of an open workspace together: the desk, the pages of its places, the line that says what is saved.

Apart from `window` because everything heavy is imported from here, after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import interviews, workspace
from app.ui.backing_up import DailyBackup
from app.ui.bus import Bus
from app.ui.cases.page import CasesPage
from app.ui.checking import WeeklyCheck
from app.ui.desk import Desk
from app.ui.forms.page import FormsPage
from app.ui.interviews.page import InterviewsPage
from app.ui.interviews.wastebasket import WastebasketPage
from app.ui.navigation import Navigator
from app.ui.review.listing import ReviewCount
from app.ui.settings.page import SettingsPage
from app.ui.shell import Shell
from app.ui.sync.counting import SyncCount
from app.ui.sync.dropping import Dropping
from app.ui.sync.page import SyncPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.core.changes import Changes
    from app.operations.interviews import InterviewRow
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
            "sync": SyncPage,
            "wastebasket": WastebasketPage,
            "settings": settings,
        },
    )
    shell.state = StateLine(desk, shell)
    SyncCount(desk, shell)
    ReviewCount(desk, shell, lambda waiting: shell.rail.count("interviews", waiting))
    Dropping(shell)
    return shell


def begin_at(shell: Shell, place: str) -> None:
    """Show the place where a day begins; the interviews instead when one of them was interrupted."""
    shell.go(place)
    services, first = shell.desk.services, shell.page

    def show_interrupted(left: Sequence[InterviewRow]) -> None:
        if left and shell.page is first:
            shell.go("interviews")

    shell.desk.tasks.database(
        lambda _progress: interviews.open_drafts(services), shell, done=show_interrupted
    )


class StateLine(QObject):
    """Keeps the shell's bottom line true: when something was last saved, who works here, in which workspace."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell)
        self._desk = desk
        self._shell = shell
        self._saved: datetime | None = None
        self._member: Member | None = None
        self._name = workspace.workspace_name(desk.services)
        self.backup = DailyBackup(desk, shell.notice, lambda: shell.is_filled, self)
        self.backup.changed.connect(self.retranslate)
        self.check = WeeklyCheck(desk, shell.notice, lambda: shell.is_filled, self)
        self.check.changed.connect(self.retranslate)
        desk.bus.changed.connect(self._on_changed)
        self._look()

    def retranslate(self) -> None:
        """Write the line in the current language."""
        self.backup.retranslate()
        self.check.retranslate()
        saved = _("saved {time}").format(time=formats.time(self._saved)) if self._saved else ""
        who = self._member.name if self._member else ""
        parts = (self.check.words(), self.backup.words(), saved, who, self._name)
        self._shell.say_saved(" · ".join(part for part in parts if part))

    def _look(self) -> None:
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: workspace.current_member(services), self, done=self._on_known
        )

    def _on_known(self, member: Member | None) -> None:
        self._member = member
        self._name = workspace.workspace_name(self._desk.services)
        self.retranslate()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        self._saved = self._desk.services.clock.now()
        if changes.members or changes.settings:
            self._look()
        self.retranslate()
