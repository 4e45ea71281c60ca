"""Widgets are destroyed in the thread of the window, whatever thread makes the garbage."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QThread

from app.ui.collecting import MainThreadCollector


@pytest.fixture
def collecting(qapp):
    collector = MainThreadCollector(qapp)
    yield collector
    collector.deleteLater()
    gc.enable()


class Ring:
    def __init__(self, threads: list[QThread]) -> None:
        self.itself = self
        self.child = QObject()
        self.child.destroyed.connect(lambda: threads.append(QThread.currentThread()))


def test_a_busy_worker_destroys_no_widget_of_the_window(qtbot, qapp, collecting):
    destroyed_in: list[QThread] = []
    rings = [Ring(destroyed_in) for _ in range(200)]
    rings.clear()
    heap: list[list[int]] = []
    worker = threading.Thread(target=lambda: heap.extend([i] for i in range(50_000)))
    worker.start()
    worker.join()
    assert destroyed_in == []
    qtbot.waitUntil(lambda: len(destroyed_in) == 200)
    assert set(destroyed_in) == {qapp.thread()}
