"""Lets garbage be collected in the thread of the window only.

A widget that Python's collector finds is destroyed in the thread in which the collector happens to run, and Qt allows
that in the main thread alone. So the collector is turned off when the window opens, and this timer does its work.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from app.core.collector import collect_due

EVERY_MS: Final = 500
FULLY_EVERY_MS: Final = 300_000
"""Looking through everything takes some hundredths of a second: too long for every second, nothing in five minutes."""


class MainThreadCollector(QObject):
    """Collects a little every half second, and everything now and then."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._since_full = QElapsedTimer()
        self._since_full.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)
        gc.disable()

    def collect(self) -> None:
        """Collect what is due."""
        if collect_due(fully=self._since_full.hasExpired(FULLY_EVERY_MS)):
            self._since_full.restart()
