"""Which answers are safe: every step goes to the draft's log in order, and the field says when it got there.

The log itself keeps a step that could not be written and writes it before any later one, so nothing is sent twice:
once a step is durable, everything before it is too. Three states per answer: saved, saving, NOT saved (records.md,
"Acknowledged"). Nothing is called saved before its step is durable.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.errors import AppError

if TYPE_CHECKING:
    from app.forms.state import Step

Moment = Future[datetime] | Future[datetime | None]

TRY_AGAIN_MS: Final = 5000
PATIENCE_S: Final = 30.0
"""How long leaving waits for what is under way."""


class Safety(Enum):
    """How safe an answer is."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"


@dataclass(frozen=True, slots=True)
class Keeper:
    """How steps are written: ``save`` queues one, ``retry`` writes what could not be written before."""

    save: Callable[[Step], Future[datetime]]
    retry: Callable[[], Future[datetime | None]]


class SaveLog(QObject):
    """Steps on their way to the disk."""

    changed = Signal()
    """Something got safe, is on its way, or could not be saved."""
    failed = Signal()
    """Saving began to fail; said once, until something is saved again."""
    _arrived = Signal(int, object)

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._number = 0
        self._waiting: deque[tuple[int, str]] = deque()
        self._paths: Counter[str] = Counter()
        self._under_way: dict[int, Moment] = {}
        self.error: AppError | None = None
        """Why something could not be saved; None while all goes well."""
        self.saved_at: datetime | None = None
        """When the last step became durable."""
        self._is_failing = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self.retry)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def keep(self, step: Step) -> None:
        """Queue a step behind those before it."""
        self._number += 1
        self._waiting.append((self._number, step.path))
        self._paths[step.path] += 1
        self._follow(self._keeper.save(step))
        self.changed.emit()

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        self._again.stop()
        if self.error is not None:
            self.error = None
            self._number += 1
            self._follow(self._keeper.retry())
            self.changed.emit()

    def stop(self) -> None:
        """Take no more reports: the interview is closed."""
        self._again.stop()
        self._under_way.clear()

    def wait(self) -> bool:
        """Hold still until everything is durable. Returns False when something is not."""
        futures = dict(self._under_way)
        pending: list[Future[Any]] = list(futures.values())
        wait(pending, PATIENCE_S)
        for number, future in futures.items():
            if future.done():
                self._on_arrived(number, future)
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
        """How many answers are not durable yet."""
        return len({path for _number, path in self._waiting})

    def _follow(self, future: Moment) -> None:
        number = self._number
        self._under_way[number] = future
        future.add_done_callback(lambda done: self._tell(number, done))

    def _tell(self, number: int, future: Moment) -> None:
        """Bring the news to the window's thread, if there is still somebody to hear it."""
        if shiboken6.isValid(self):
            self._arrived.emit(number, future)

    def _on_arrived(self, number: int, future: Moment) -> None:
        if self._under_way.pop(number, None) is None:
            return
        try:
            self.saved_at = future.result() or self.saved_at
        except AppError as error:
            self.error = error
            self._again.start()
            if not self._is_failing:
                self._is_failing = True
                self.failed.emit()
        else:
            self._is_failing = False
            self._is_durable(number)
        self.changed.emit()

    def _is_durable(self, number: int) -> None:
        while self._waiting and self._waiting[0][0] <= number:
            self._paths[self._waiting.popleft()[1]] -= 1
        if self.is_safe:
            self.error = None
            self._again.stop()
