"""Looks into a package while a window's event loop turns: how long that held the loop, how long a small job waited.

``python -m tests.benchmarks.preview_child FOLDER`` takes the workspace and package of ``merge_child make``. The preview
runs where the window lets it run; a timer ticks every five milliseconds, and every fifty a job that does nothing is
given to the database's thread, as an answer would be. Between two ticks the preview's thread may work while the loop
waits for it: that work is what a preview holds the window with, whatever else the machine does. The same without a
preview stands beside it.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.operations import sync
from app.operations.services import Services
from app.ui.collecting import MainThreadCollector
from app.ui.tasks import Tasks
from tests.benchmarks.merge_child import PASSPHRASE

TICK_MS = 5
ASK_EVERY_MS = 50
QUIET_MS = 3000


class Watch:
    """Ticks on the event loop, and notes how late each tick is and how long each small job waits."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._last = time.perf_counter()
        self._clock: int | None = None
        self._worked = 0.0
        self.held: list[float] = []
        self.late: list[float] = []
        self.waited: list[float] = []
        self._ticking = self._timer(TICK_MS, self._tick)
        self._asking = self._timer(ASK_EVERY_MS, self._ask)

    def _timer(self, every_ms: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(work)
        timer.start(every_ms)
        return timer

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now
        if self._clock is not None:
            worked = time.clock_gettime(self._clock)
            self.held.append((worked - self._worked) * 1000)
            self._worked = worked

    def follow(self) -> None:
        """Follow the work of the thread that calls this."""
        self._worked = time.thread_time()
        self._clock = time.pthread_getcpuclockid(threading.get_ident())

    def _ask(self) -> None:
        asked = time.perf_counter()
        asking = self._services.workspace.submit(lambda: None)
        asking.add_done_callback(lambda _: self.waited.append((time.perf_counter() - asked) * 1000))

    def stop(self) -> dict[str, float]:
        """Return the longest and the 99th of a hundred, in milliseconds."""
        self._clock = None
        self._ticking.stop()
        self._asking.stop()
        return {
            "held": max(self.held, default=0.0),
            "held_p99": _hundredth(self.held),
            "late": max(self.late),
            "late_p99": _hundredth(self.late),
            "waited": max(self.waited, default=0.0),
            "waited_p99": _hundredth(self.waited),
        }


def _hundredth(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99) - 1] if values else 0.0


def watched(
    app: QApplication, services: Services, work: Callable[[], object] | None
) -> dict[str, float]:
    """Let the loop turn while something is done, or for a while."""
    tasks = Tasks()
    watch = Watch(services)
    if work is None:
        QTimer.singleShot(QUIET_MS, app.quit)
    else:
        tasks.database(lambda _progress: _followed(watch, work), None, done=lambda _: app.quit())
    began = time.perf_counter()
    app.exec()
    found = watch.stop()
    tasks.close()
    return {**found, "seconds": time.perf_counter() - began}


def _followed(watch: Watch, work: Callable[[], object]) -> object:
    watch.follow()
    return work()


def main(folder: Path) -> dict[str, dict[str, float]]:
    """Measure."""
    app = QApplication([])
    MainThreadCollector(app)
    services = bootstrap.open_workspace(folder / "office.sild", PASSPHRASE)

    def preview() -> None:
        sync.preview_package(services, [folder / "field.sildpack"]).close()

    found = {"quiet": watched(app, services, None), "preview": watched(app, services, preview)}
    services.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
