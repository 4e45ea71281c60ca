"""Opens the window on a workspace with many interviews and works the list by hand; prints times as JSON.

``python -m tests.benchmarks.list_child WORKSPACE``. Every time runs from what a person does to the painted list, the
question to the database and the model's rows included; the search's own pause for more letters is not, because it is
meant (the word is given to the page as the field would after that pause).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.interviews.model import SORT_KEYS
from app.ui.interviews.page import InterviewsPage
from tests.benchmarks.memory import resident_mb
from tests.benchmarks.sampling import each_timed, spread, timed
from tests.benchmarks.screen import close_window, frame, interviews, open_window, until

SOUGHT = ("oun", "sadam 77", "p", "волна 1", "ei ole")
PAGES = 150
READINGS = 5


def main(workspace: Path) -> dict[str, Any]:
    """Measure."""
    took, window = timed(lambda: open_window(workspace))
    page = interviews(window)
    found: dict[str, Any] = {"open": took, "rows": page.model.rowCount()}
    found["read"] = _told(each_timed(lambda _: _asked(page, page._load), range(READINGS)))
    found["search"] = _told(
        each_timed(lambda word: _asked(page, partial(page.search, word)), SOUGHT)
    )
    _asked(page, partial(page.search, ""))
    columns = [column for column in range(len(SORT_KEYS)) for _ in range(2)]
    found["sort"] = _told(
        each_timed(lambda column: _asked(page, partial(page._on_heading, column)), columns)
    )
    page.table.setFocus()
    page.table.choose(0)
    viewport = page.table.viewport()
    found["scroll"] = _told(
        [
            frame(viewport, lambda: QTest.keyClick(page.table, Qt.Key.Key_PageDown))
            for _ in range(PAGES)
        ]
    )
    found["resident_mb"] = resident_mb()
    close_window(window)
    return found


def _asked(page: InterviewsPage, ask: Callable[[], object]) -> None:
    """Ask for other rows and wait until they are painted."""
    before = page._listing
    ask()
    until(lambda: page._listing is not before, "the list is read")
    QApplication.processEvents()


def _told(times: list[float]) -> dict[str, float]:
    told = spread(each for each in times if each)
    return {"n": told.count, "median": told.median, "p95": told.p95, "max": told.largest}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
