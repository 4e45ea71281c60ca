"""Steps that could not be written yet: kept in memory, in order, and written before anything newer of their draft.

Apart from `drafts`, because it is the one thing of this room that lives in memory between two jobs.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from app.core.ids import DraftId
    from app.store.draft_log import Pending, Saved

T = TypeVar("T")
PASSING = {
    ErrorCode.DISK_FULL,
    ErrorCode.FILE_UNWRITABLE,
    ErrorCode.WORKSPACE_IN_USE,
    ErrorCode.WORKSPACE_DAMAGED,
    ErrorCode.SERVER_UNREACHABLE,
    ErrorCode.SERVER_BUSY,
    ErrorCode.SERVER_PASSWORD_NEEDED,
    ErrorCode.SERVER_PASSWORD_WRONG,
}
"""What may be over when the next step comes; a step that met anything else can never be written."""


class Submit(Protocol):
    """Runs a job on the database thread, without a transaction of its own."""

    def __call__(self, job: Callable[..., T], /, *args: object) -> Future[T]:
        """Return the Future of the job's result."""
        ...


class Backlog:
    """The waiting steps of all drafts; they are touched on the database thread only."""

    def __init__(
        self, submit: Submit, write: Callable[[DraftId, Sequence[Pending], int], Saved]
    ) -> None:
        """``write`` is told how many of the steps, the first ones, it was given before and failed to write."""
        self._submit = submit
        self._write = write
        self._waiting: dict[DraftId, list[Pending]] = {}
        self._counting = threading.Lock()

    def append(self, draft: DraftId, pending: Pending) -> Future[Saved]:
        """Write what waits and then this step, in one transaction."""
        return self._submit(self._append, draft, pending)

    def retry(self, draft: DraftId) -> Future[Saved | None]:
        """Write what waits; None when nothing did."""
        return self._submit(self.flush, draft)

    def waiting(self, draft: DraftId) -> int:
        """Return how many steps of a draft are not on the disk; from any thread."""
        with self._counting:
            return len(self._waiting.get(draft, ()))

    def drafts(self) -> list[DraftId]:
        """Return the drafts that have waiting steps; from any thread."""
        with self._counting:
            return list(self._waiting)

    def forget(self, draft: DraftId) -> None:
        """Let the waiting steps of a draft go: it was finished, and its answers are in the revision."""
        self._keep(draft, [])

    def flush(self, draft: DraftId) -> Saved | None:
        """Write what waits; on the database thread only."""
        steps = self._waiting.get(draft, [])
        return self._write_or_keep(draft, steps, len(steps)) if steps else None

    def _append(self, draft: DraftId, pending: Pending) -> Saved:
        waiting = self._waiting.get(draft, [])
        return self._write_or_keep(draft, [*waiting, pending], len(waiting))

    def _write_or_keep(self, draft: DraftId, steps: list[Pending], tried: int) -> Saved:
        try:
            saved = self._write(draft, steps, tried)
        except AppError as error:
            self._keep(draft, steps if error.code in PASSING else [])
            raise
        self._keep(draft, [])
        return saved

    def _keep(self, draft: DraftId, steps: list[Pending]) -> None:
        with self._counting:
            if steps:
                self._waiting[draft] = steps
            else:
                self._waiting.pop(draft, None)
