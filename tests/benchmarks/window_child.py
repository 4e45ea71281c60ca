"""Opens the window on the demonstration, holds an interview there by keyboard, prints times and memory as JSON.

``python -m tests.benchmarks.window_child WORKSPACE``. Every answer goes to the disk while the keys are pressed, on the
database's own thread, as always. The interview is the business interview: a text is typed letter by letter where a
question takes one, the first choices are taken with their digits elsewhere, Enter goes on where it may: a question
that must be answered otherwise is passed over and its Enter not counted.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.benchmarks.memory import peak_mb, resident_mb
from tests.benchmarks.sampling import spread, timed
from tests.benchmarks.screen import close_window, frame, interviews, open_window, until

if TYPE_CHECKING:
    from app.ui.runner.page import RunnerPage
    from app.ui.window import MainWindow

STEPS = 60
DIGITS = (Qt.Key.Key_2, Qt.Key.Key_1)
LETTERS = "Rannatuule OÜ 1234"


def main(workspace: Path) -> dict[str, Any]:
    """Measure."""
    window = open_window(workspace)
    found: dict[str, Any] = {"list_mb": resident_mb()}
    found["start"], page = timed(lambda: _start(window))
    typed: list[float] = []
    chosen: list[float] = []
    moved: list[float] = []
    for _ in range(STEPS):
        _answer(page, typed, chosen)
        before = page.model.page
        took = frame(page, lambda: QTest.keyClick(_focus(page), Qt.Key.Key_Return))
        if page.model.page != before:
            moved.append(took)
        else:
            page._go((page.model.index + 1) % len(page.model.pages))
            QApplication.processEvents()
    until(lambda: page.log.is_safe, "everything is saved")
    found |= {"letter": _told(typed), "choice": _told(chosen), "next": _told(moved)}
    found |= {"saved": page.log.saved_at is not None}
    found |= {"resident_mb": resident_mb(), "peak_mb": peak_mb()}
    close_window(window)
    return found


def _start(window: MainWindow) -> RunnerPage:
    from app.operations import forms
    from app.ui.interviews import holding
    from app.ui.runner.page import RunnerPage

    page = interviews(window)
    known = forms.list_forms(page.desk.services)
    form = next(each for each in known if each.form_id == "business_interview")
    language = form.languages[0] if form.languages else None
    holding.start(page.desk, form.bundle, language, page, test=True)
    shell = window.shell
    assert shell is not None
    until(lambda: isinstance(shell.page, RunnerPage), "the interview opens")
    QApplication.processEvents()
    opened = shell.page
    assert isinstance(opened, RunnerPage)
    return opened


def _answer(page: RunnerPage, typed: list[float], chosen: list[float]) -> None:
    focused = _focus(page)
    block = page.stage.current_block()
    offered = block is not None and bool(page.session.choices(block.address))
    if isinstance(focused, (QLineEdit, QPlainTextEdit)) and not offered:
        typed += [
            frame(page.stage, partial(QTest.keyClicks, _focus(page), letter)) for letter in LETTERS
        ]
    else:
        chosen += [frame(page.stage, partial(QTest.keyClick, _focus(page), key)) for key in DIGITS]


def _focus(page: RunnerPage) -> QWidget:
    return QApplication.focusWidget() or page


def _told(times: list[float]) -> dict[str, float]:
    told = spread(each for each in times if each)
    return {"n": told.count, "median": told.median, "p95": told.p95, "max": told.largest}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
