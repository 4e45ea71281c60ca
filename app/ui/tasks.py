"""Work that must not hold up the window: operations run on other threads, their results come back on this one.

Apart from the pages so that threads are thought about in one place. Two pools: one single thread for everything that
touches the workspace, so that operations happen in the order in which they were asked for; one for computing (PDF
pages, checking a workbook). A task is held here until it has finished. What it reports arrives queued, on the
thread of the window, and not at all once its ``owner`` is gone.

    desk.tasks.database(lambda progress: list_interviews(services, query), self, done=self._show)
    task = desk.tasks.compute(lambda progress: check_form_file(path, cache, progress), self,
                              done=self._show, failed=self._explain, progressed=self._bar.report)
    task.cancel()

``done(result)``, ``failed(AppError)``, ``cancelled()``, ``progressed(done, total, what)``; without ``failed`` an
AppError is shown in a dialog. Anything else that is raised is our bug and goes to `errors.report_bug`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.core.errors import AppError, Cancelled
from app.core.progress import Progress

Result = TypeVar("Result")
Work = Callable[[Progress], Result]

COMPUTING_THREADS: Final = 2
PATIENCE_MS: Final = 30_000
"""How long closing waits for work that was asked to stop."""
REPORT_EVERY_S: Final = 0.05
"""Progress is told at most this often: a bar cannot show more and the window has better things to do."""


class Task(QObject):
    """One piece of work under way. Made by `Tasks`; whoever gets it may cancel it and ask whether it is over."""

    succeeded = Signal(object)
    """The result."""
    failed = Signal(object)
    """An AppError: the world or the file is at fault."""
    crashed = Signal(object)
    """Any other exception: our bug."""
    cancelled = Signal()
    """It stopped because it was asked to; nothing was changed."""
    progressed = Signal(int, int, str)
    """(done, total, what); ``total`` 0 when the amount is not known."""
    finished = Signal()
    """Last of all, whatever happened."""

    def __init__(self, work: Work[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._progress = Progress(self._report)
        self._reported_at = 0.0
        self.is_finished = False
        self.may_be_cut_short = True

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._progress.cancel()

    def run(self) -> None:
        """Do the work on whatever thread this is, and tell how it went."""
        try:
            if self._progress.is_cancelled:
                raise Cancelled  # noqa: TRY301 - asked to stop before it began
            result = self._work(self._progress)
        except Cancelled:
            self.cancelled.emit()
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:
            self.crashed.emit(error)
        else:
            self.succeeded.emit(result)
        finally:
            self.finished.emit()

    def _report(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - self._reported_at >= REPORT_EVERY_S or done == total:
            self._reported_at = now
            self.progressed.emit(done, total, what)


class Tasks(QObject):
    """The two pools and every task under way."""

    busy_changed = Signal(bool)
    """Whether any task is under way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database_pool = _pool(1)
        self._computing_pool = _pool(COMPUTING_THREADS)
        self._under_way: list[Task] = []

    def database(
        self,
        work: Work[Result],
        owner: QObject | None,
        done: Callable[[Result], object] | None = None,
        **reports: Callable[..., object],
    ) -> Task:
        """Run an operation that touches the workspace, after those asked for earlier."""
        return self._start(self._database_pool, work, owner, {"done": done, **reports})

    def compute(
        self,
        work: Work[Result],
        owner: QObject | None,
        done: Callable[[Result], object] | None = None,
        **reports: Callable[..., object],
    ) -> Task:
        """Run work that only computes, beside everything else."""
        return self._start(self._computing_pool, work, owner, {"done": done, **reports})

    @property
    def is_busy(self) -> bool:
        """Whether any task is under way."""
        return bool(self._under_way)

    def wait(self, timeout_ms: int = PATIENCE_MS) -> bool:
        """Let everything under way come to its end. Returns False when it takes longer than ``timeout_ms``."""
        pools = (self._database_pool, self._computing_pool)
        ended = [pool.waitForDone(timeout_ms) for pool in pools]
        return all(ended)

    def close(self) -> bool:
        """Ask computing to stop, let what was asked of the workspace come to its end, and wait for both."""
        for task in self._under_way:
            if task.may_be_cut_short:
                task.cancel()
        return self.wait()

    def _start(
        self,
        pool: QThreadPool,
        work: Work[Result],
        owner: QObject | None,
        reports: dict[str, Callable[..., object] | None],
    ) -> Task:
        task = Task(work, self)
        task.may_be_cut_short = pool is self._computing_pool
        _Wiring(task, owner, reports)
        task.finished.connect(lambda: self._forget(task), Qt.ConnectionType.QueuedConnection)
        self._under_way.append(task)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        pool.start(_Runnable(task))
        return task

    def _forget(self, task: Task) -> None:
        task.is_finished = True
        self._under_way.remove(task)
        task.deleteLater()
        if not self._under_way:
            self.busy_changed.emit(False)


class _Runnable(QRunnable):
    """What a pool takes."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        """Run the task on the pool's thread."""
        self._task.run()


class _Wiring(QObject):
    """Brings a task's reports to the thread it was made on, as long as the owner lives."""

    def __init__(
        self,
        task: Task,
        owner: QObject | None,
        reports: dict[str, Callable[..., object] | None],
    ) -> None:
        super().__init__(task)
        self._reports = reports
        self._owner = owner
        self._owner_lives = True
        if owner is not None:
            owner.destroyed.connect(self._on_owner_destroyed)
        queued = Qt.ConnectionType.QueuedConnection
        task.succeeded.connect(self._on_succeeded, queued)
        task.failed.connect(self._on_failed, queued)
        task.crashed.connect(self._on_crashed, queued)
        task.cancelled.connect(self._on_cancelled, queued)
        task.progressed.connect(self._on_progressed, queued)
        task.finished.connect(self._let_go, queued)

    def _tell(self, which: str, *values: object) -> bool:
        report = self._reports.get(which)
        if report is None or not self._owner_lives:
            return False
        report(*values)
        return True

    @Slot()
    def _on_owner_destroyed(self) -> None:
        self._owner_lives = False
        self._owner = None

    @Slot()
    def _let_go(self) -> None:
        """Hold nothing any more: an owner whom only this still knew must not go down while this is being destroyed."""
        owner, self._owner, self._reports = self._owner, None, {}
        if owner is not None:
            owner.destroyed.disconnect(self._on_owner_destroyed)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        self._tell("done", result)

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        from app.ui import errors

        if not self._tell("failed", error) and self._owner_lives:
            errors.show_error(self._owner, error)

    @Slot(object)
    def _on_crashed(self, error: Exception) -> None:
        from app.ui import errors

        self._tell("crashed", error)
        errors.report_bug(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self._tell("cancelled")

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self._tell("progressed", done, total, what)


def _pool(threads: int) -> QThreadPool:
    pool = QThreadPool()
    pool.setMaxThreadCount(threads)
    return pool
