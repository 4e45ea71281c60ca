"""The daily backup: made in the background when it is due, never while an interview is on the screen.

Apart from the settings page, whose button makes one at once: here nobody waits for it. The status line says that it is
under way; what went wrong is told once, on the page, and tried again later without another word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import workspace
from app.ui.errors import explain_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.operations.workspace import BackupMade
    from app.ui.desk import Desk
    from app.ui.widgets.notice import NoticeBox

FIRST_LOOK_MS: Final = 5_000
LOOK_EVERY_MS: Final = 60_000
LOOKS_AFTER_TROUBLE: Final = 60
"""So many looks pass before a backup that failed is tried again."""


class DailyBackup(QObject):
    """Looks now and then whether a backup is due, and makes it."""

    changed = Signal()
    """What there is to say in the status line has changed."""

    def __init__(
        self, desk: Desk, box: NoticeBox, is_held_up: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._box = box
        self._is_held_up = is_held_up
        self._is_under_way = self._is_writing = False
        self._pause = 0
        self._made: BackupMade | None = None
        self._error: AppError | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK_MS)

    def words(self) -> str:
        """Return what the status line says; '' when there is nothing to say."""
        if self._is_writing:
            return _("writing a backup …")
        if self._error is not None:
            return _("today’s backup failed")
        if self._made is not None:
            return _("backup {time}").format(time=formats.time(self._made.at.astimezone()))
        return ""

    def retranslate(self) -> None:
        """Tell the trouble again in the current language, if it still stands there."""
        if self._error is not None and not self._box.isHidden():
            explain_in(self._box, self._error)

    def look(self) -> None:
        """Make a backup if one is due and nobody is being interviewed."""
        self._timer.setInterval(LOOK_EVERY_MS)
        if self._is_under_way or self._is_held_up():
            return
        if self._pause:
            self._pause -= 1
            return
        self._is_under_way = True
        self._desk.tasks.compute(
            self._back_up_if_due,
            self,
            done=self._on_done,
            failed=self._on_failed,
            cancelled=self._end,
            crashed=lambda _error: self._end(),
            progressed=self._on_progressed,
        )

    def _back_up_if_due(self, progress: Progress) -> BackupMade | None:
        services = self._desk.services
        if not workspace.is_backup_due(services):
            return None
        progress.step(0, 1)
        return workspace.back_up(services, progress)

    def _on_progressed(self, _done: int, _total: int, _what: str) -> None:
        if not self._is_writing:
            self._is_writing = True
            self.changed.emit()

    def _end(self) -> None:
        self._is_under_way = self._is_writing = False
        self.changed.emit()

    def _on_done(self, made: BackupMade | None) -> None:
        if made is not None:
            self._made = made
            if self._error is not None:
                self._box.be_silent()
            self._error = None
        self._end()

    def _on_failed(self, error: AppError) -> None:
        self._pause = LOOKS_AFTER_TROUBLE
        if self._error is None:
            explain_in(self._box, error)
        self._error = error
        self._end()
