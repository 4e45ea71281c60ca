"""Packages on their way in, in the background: looked into, then merged; pages come and go meanwhile.

Apart from the page that shows it, because work must not end with the page on which it was begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from app.operations import sync_arrivals, sync_outlook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.operations.sync import MergeReport
    from app.operations.sync_arrivals import Arrival
    from app.operations.sync_outlook import GapMoments
    from app.ui.desk import Desk
    from app.ui.tasks import Task

Stage = Literal["idle", "looking", "ready", "merging", "done"]


class TakingIn(QObject):
    """One basket of packages: what was brought, what it would change, what it changed."""

    changed = Signal()
    """The stage or what there is to see is new."""
    progressed = Signal(int, int, str)
    """How far the work under way has come."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self._paths: list[Path] = []
        self._trusted: list[str] = []
        self._passphrase: str | None = None
        self.stage: Stage = "idle"
        self.arrivals: Sequence[Arrival] = ()
        self.gaps: Sequence[GapMoments] = ()
        self.differences = 0
        self.report: MergeReport | None = None
        self.error: AppError | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._task is not None

    @property
    def good(self) -> list[Arrival]:
        """The packages that can be taken in."""
        return [each for each in self.arrivals if each.state == "good"]

    def bring(self, paths: Sequence[Path]) -> bool:
        """Look into files and folders; False when none of them is a package, or something is under way."""
        found = sync_arrivals.found_in(paths)
        if not found or self.is_busy:
            return False
        if self.stage == "done":
            self._paths, self._trusted, self._passphrase = [], [], None
        self._paths = list(dict.fromkeys((*self._paths, *found)))
        self._look()
        return True

    def trust(self, device: str) -> None:
        """Believe a signer from now on, once its package is taken in, and look again."""
        self._trusted.append(device)
        self._look()

    def unlock(self, passphrase: str) -> None:
        """Open what is closed by a passphrase, and look again."""
        self._passphrase = passphrase
        self._look()

    def merge(self) -> None:
        """Take in whatever can be."""
        services, good = self._desk.services, self.good
        trusted, passphrase = tuple(self._trusted), self._passphrase

        def work(progress: Progress) -> tuple[MergeReport, Sequence[GapMoments], int]:
            report = sync_arrivals.take_in(services, good, trusted, progress, passphrase)
            gaps = sync_outlook.moments(services, report.gaps)
            return report, gaps, sync_outlook.differences_to_settle(services)

        if good and not self.is_busy:
            self._begin("merging", work, self._on_merged)

    def cancel(self) -> None:
        """Stop what is under way; what is not whole is not taken in."""
        if self._task is not None:
            self._task.cancel()

    def put_away(self) -> None:
        """Forget the basket."""
        self._paths, self._trusted, self._passphrase = [], [], None
        self.arrivals, self.gaps, self.report, self.error = (), (), None, None
        self._set("idle")

    def _look(self) -> None:
        services, paths = self._desk.services, tuple(self._paths)
        trusted, passphrase = tuple(self._trusted), self._passphrase

        def work(progress: Progress) -> list[Arrival]:
            return sync_arrivals.look_into(services, paths, trusted, progress, passphrase)

        self._begin("looking", work, self._on_looked)

    def _begin(self, stage: Stage, work: object, done: object) -> None:
        before: Stage = "ready" if self.arrivals else "idle"
        self.error = None

        def stop() -> None:
            self._task = None
            self._set(before)

        def fail(error: AppError) -> None:
            self._task, self.error = None, error
            self._set("ready")

        self._task = self._desk.tasks.compute(
            work,  # type: ignore[arg-type]
            self,
            done=done,  # type: ignore[arg-type]
            failed=fail,
            cancelled=stop,
            crashed=lambda _error: stop(),
            progressed=self.progressed.emit,
        )
        self._set(stage)

    def _on_looked(self, arrivals: Sequence[Arrival]) -> None:
        self._task, self.arrivals = None, arrivals
        self._set("ready")

    def _on_merged(self, result: tuple[MergeReport, Sequence[GapMoments], int]) -> None:
        self._task = None
        self.report, self.gaps, self.differences = result
        self._set("done")
        self._desk.bus.announce(self.report.changes, self)

    def _set(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()
