"""Which answers are safe: every step goes to the draft's log in order, and the field says when it got there.

One step is under way at a time, so that a failed write can never leave a hole in the log: what comes after it waits
here until the write has been repeated. Three states per answer: saved, saving, NOT saved (records.md,
"Acknowledged"). Nothing is called saved before its step is durable.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.errors import AppError
from app.forms.state import Step

Save = Callable[[Step], "Future[datetime]"]

TRY_AGAIN_MS: Final = 5000


class Safety(Enum):
    """How safe an answer is."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"


class SaveLog(QObject):
    """Steps on their way to the disk."""

    changed = Signal()
    """Something got safe, is on its way, or could not be saved."""
    settled = Signal()
    """Nothing is under way any more: all is saved, or a write has failed."""
    _arrived = Signal(object)

    def __init__(self, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._waiting: deque[Step] = deque()
        self._paths: Counter[str] = Counter()
        self._under_way: Future[datetime] | None = None
        self.error: AppError | None = None
        """Why the first waiting step could not be saved; None while all goes well."""
        self.saved_at: datetime | None = None
        """When the last step became durable."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self.retry)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def keep(self, step: Step) -> None:
        """Queue a step behind those before it."""
        self._waiting.append(step)
        self._paths[step.path] += 1
        self._send_next()
        self.changed.emit()

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        self._again.stop()
        if self.error is not None:
            self.error = None
            self._send_next()
            self.changed.emit()

    def stop(self) -> None:
        """Take no more reports: the interview is closed."""
        self._again.stop()
        self._waiting.clear()
        self._paths.clear()
        self.error = None

    def wait(self) -> bool:
        """Hold still until everything is durable. Returns False when a write failed."""
        while self._under_way is not None:
            self._on_arrived(self._under_way)
        return self.is_safe

    @property
    def is_safe(self) -> bool:
        """Whether every step is durable."""
        return not self._waiting

    @property
    def safety(self) -> Safety:
        """The state of the whole interview."""
        if self.is_safe:
            return Safety.SAVED
        return Safety.SAVING if self.error is None else Safety.NOT_SAVED

    def safety_of(self, path: str) -> Safety:
        """The state of one answer."""
        return self.safety if self._paths[path] else Safety.SAVED

    @property
    def unsaved(self) -> int:
        """How many steps are not durable yet."""
        return len(self._waiting)

    def _send_next(self) -> None:
        if self._under_way is not None or self.error is not None or not self._waiting:
            return
        future = self._save(self._waiting[0])
        self._under_way = future
        future.add_done_callback(self._arrived.emit)

    def _on_arrived(self, future: Future[datetime]) -> None:
        if future is not self._under_way:
            return
        self._under_way = None
        try:
            self.saved_at = future.result()
        except AppError as error:
            self.error = error
            self._again.start()
        else:
            if self._waiting:
                self._paths[self._waiting.popleft().path] -= 1
            self._send_next()
        self.changed.emit()
        if self._under_way is None:
            self.settled.emit()
