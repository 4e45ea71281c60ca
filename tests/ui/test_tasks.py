"""Work on other threads reports on this one, in order, and only to those who are still there."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.core.errors import AppError, ErrorCode

HERE = threading.get_ident()


def test_a_result_arrives_on_the_thread_of_the_window(qtbot, tasks):
    got = []
    tasks.compute(
        lambda _progress: threading.get_ident(),
        None,
        done=lambda where: got.append((where, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(got))
    worked, told = got[0]
    assert worked != HERE
    assert told == HERE


def test_the_workspace_is_asked_in_the_order_of_asking(qtbot, tasks):
    done = []
    for number in range(20):
        tasks.database(lambda _progress, n=number: n, None, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_an_error_of_the_world_goes_to_whoever_asked(qtbot, tasks):
    def fail(_progress):
        raise AppError(ErrorCode.DISK_FULL, path="x")

    told = []
    tasks.compute(fail, None, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code is ErrorCode.DISK_FULL


def test_a_bug_is_reported_and_never_swallowed(qtbot, tasks, monkeypatch):
    bugs = []
    monkeypatch.setattr("app.ui.errors.report_bug", bugs.append)
    tasks.compute(lambda _progress: 1 / 0, None)
    qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0], ZeroDivisionError)


def test_cancelled_work_stops_and_says_so(qtbot, tasks):
    begun, told = threading.Event(), []

    def work(progress):
        begun.set()
        while True:
            progress.step(1, 10)

    task = tasks.compute(work, None, cancelled=lambda: told.append("stopped"))
    begun.wait()
    task.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["stopped"]


def test_nothing_is_told_to_a_page_that_is_gone(qtbot, tasks):
    gate, told, owner = threading.Event(), [], QObject()
    tasks.compute(lambda _progress: gate.wait(), owner, done=told.append)
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == []


def test_closing_waits_for_what_was_asked_of_the_workspace(tasks):
    written = []
    for number in range(5):
        tasks.database(lambda _progress, n=number: written.append(n), None)
    assert tasks.close()
    assert written == [0, 1, 2, 3, 4]


def test_progress_reaches_the_window(qtbot, tasks):
    told = []
    tasks.compute(
        lambda progress: [progress.step(n, 3) for n in range(4)],
        None,
        progressed=lambda *how_far: told.append(how_far),
    )
    qtbot.waitUntil(lambda: bool(told) and told[-1][:2] == (3, 3))


@pytest.mark.parametrize("name", ["database", "compute"])
def test_busy_is_told_at_the_beginning_and_at_the_end(qtbot, tasks, name: str):
    busy = []
    tasks.busy_changed.connect(busy.append)
    getattr(tasks, name)(lambda _progress: None, None)
    qtbot.waitUntil(lambda: busy == [True, False])


def test_an_owner_whom_only_its_task_knew_goes_down_in_peace(qtbot, tasks, settle):
    gone = []

    class Owner(QWidget):
        def ask(self) -> None:
            tasks.database(lambda _progress: None, self, done=self.heard)

        def heard(self, _result: object) -> None:
            pass

    for _time in range(20):
        owner = Owner()
        owner.destroyed.connect(lambda: gone.append(True))
        owner.ask()
        del owner
        settle(tasks)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(gone) == 20
