"""The weekly check: everything is read again in the background, never while an interview is on the screen.

Apart from the daily backup, which copies: here nothing is written but the date. What is sound is said in the status
line; damage is told once, on the page, with what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import keeping, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.core.progress import Progress
    from app.ui.desk import Desk
    from app.ui.tasks import Task
    from app.ui.widgets.notice import NoticeBox

FIRST_LOOK_MS: Final = 90_000
LOOK_EVERY_MS: Final = 300_000
Outcome = tuple["datetime | None", tuple[str, ...]]


class WeeklyCheck(QObject):
    """Looks now and then whether a check is due, sweeps, and checks."""

    changed = Signal()
    """What there is to say in the status line has changed."""

    def __init__(
        self, desk: Desk, box: NoticeBox, is_held_up: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._box, self._is_held_up = desk, box, is_held_up
        self._task: Task | None = None
        self._is_checking = False
        self._sound_at: datetime | None = None
        self._damage: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK_MS)

    def words(self) -> str:
        """Return what the status line says; '' when there is nothing to say."""
        if self._is_checking:
            return _("checking everything …")
        if self._damage:
            return _("the check found damage")
        if self._sound_at is not None:
            time = formats.time(self._sound_at.astimezone())
            return _("checked {time}, all is well").format(time=time)
        return ""

    def retranslate(self) -> None:
        """Tell the trouble again in the current language, if it still stands there."""
        if self._damage and not self._box.isHidden():
            self._tell()

    def look(self) -> None:
        """Check if it is due and nobody is being interviewed; stop when somebody begins to be."""
        self._timer.setInterval(LOOK_EVERY_MS)
        if self._is_held_up():
            if self._task is not None:
                self._task.cancel()
            return
        if self._task is None and not self._damage:
            self._task = self._desk.tasks.compute(
                self._check_if_due,
                self,
                done=self._on_done,
                failed=lambda _error: self._end(),
                cancelled=self._end,
                crashed=lambda _error: self._end(),
                progressed=self._on_progressed,
            )

    def _check_if_due(self, progress: Progress) -> Outcome | None:
        services = self._desk.services
        keeping.tidy_if_waiting(services)
        if not keeping.is_check_due(services):
            return None
        progress.step(0, 1)
        keeping.tidy(services)
        damage = workspace.verify(services, progress).damage
        return (None, damage) if damage else (keeping.note_sound(services), ())

    def _on_progressed(self, _done: int, _total: int, _what: str) -> None:
        if not self._is_checking:
            self._is_checking = True
            self.changed.emit()

    def _on_done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._sound_at, self._damage = outcome
            if self._damage:
                self._tell()
        self._end()

    def _end(self) -> None:
        self._task, self._is_checking = None, False
        self.changed.emit()

    def _tell(self) -> None:
        self._box.say(
            "alert",
            _("The weekly check found damage in this workspace"),
            _("Keep it as it is, tell your coordinator, and restore the latest backup."),
        )
