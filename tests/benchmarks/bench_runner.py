"""How quick the interview feels: a key until it is painted, the next question, switching language, opening.

Run with ``python -m tests.benchmarks.bench_runner``: prints one table with the machine's load. The runner is the real
one on a real workspace without a screen, with every answer written to the disk while the keys are pressed; painting
goes to memory, so what a graphics card would add is not in it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.forms import Shape, make_form
from tests.benchmarks.frame import Table, as_values, load, show
from tests.benchmarks.sampling import each_timed, spread, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.operations.services import Services
    from app.ui.runner.page import RunnerPage
    from app.ui.tasks import Tasks

QUESTIONS = 1000
KEYS = 120
PAGES = 200


def main() -> None:
    """Measure and print: the table, or with ``--json`` its values, for `tests.benchmarks` to join to others."""
    before = load()
    table = measure()
    print(json.dumps(as_values(table)) if "--json" in sys.argv else show(table, before, load()))


def measure() -> Table:
    """Measure in this process, which must have no other window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    table = Table(f"The runner, {QUESTIONS} questions, autosave on")
    with _open_page(QUESTIONS) as (page, opened_ms):
        table.add("open a draft's page and paint it", opened_ms)
        _measure_keys(page, table)
        _measure_pages(page, table)
        _measure_languages(page, table)
        table.notes.append(f"{page.log.unsaved} steps unsaved at the end")
    return table


def _measure_keys(page: RunnerPage, table: Table) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    def press(key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        _painted()

    def press_all(*keys: Qt.Key) -> list[float]:
        return each_timed(press, keys * (KEYS // len(keys)))

    _go_to_first(page, "LineControl")
    digits = press_all(Qt.Key.Key_1, Qt.Key.Key_Backspace)
    _report(table, "a letter typed, painted", digits, limit=16)
    _go_to_first(page, "ChoiceRows")
    choices = press_all(Qt.Key.Key_2, Qt.Key.Key_1)
    _report(table, "a choice taken, recomputed, painted", choices, limit=16)


def _measure_pages(page: RunnerPage, table: Table) -> None:
    def forward() -> None:
        page._go(page.model.index + 1)
        _painted()

    page._go(0)
    _painted()
    times = [timed(forward)[0] for _ in range(min(PAGES, len(page.model.pages) - 1))]
    _report(table, "next question, painted", times, limit=50)


def _measure_languages(page: RunnerPage, table: Table) -> None:
    def switch() -> None:
        page.ask_in_next_language()
        _painted()

    _go_to_first(page, "ChoiceRows")
    _report(table, "another language, painted", [timed(switch)[0] for _ in range(30)], limit=100)


def _report(table: Table, name: str, times: list[float], limit: float) -> None:
    found = spread(times)
    table.add(f"{name}, median", found.median, limit=limit)
    table.add(f"{name}, 95 %", found.p95, limit=limit)
    table.notes.append(f"{name}: largest of {found.count} {found.largest:.1f} ms")


def _go_to_first(page: RunnerPage, family: str) -> None:
    """Go to the first page whose control is, or comes from, a class of this name."""
    for at in range(len(page.model.pages)):
        page._go(at)
        blocks = page.stage.blocks
        kinds = [kind.__name__ for kind in type(blocks[0].control).__mro__] if blocks else []
        if family in kinds:
            _painted()
            return
    raise LookupError(family)


def _painted() -> None:
    """Let everything that is waiting happen, painting included, and give other threads their turn."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


@contextmanager
def _open_page(questions: int) -> Iterator[tuple[RunnerPage, float]]:
    from PySide6.QtWidgets import QApplication

    from app.bootstrap import create_workspace
    from app.ui import keys, theme
    from app.ui.tasks import Tasks
    from app.ui.widgets import focus

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    keys.install(app)
    ring = focus.install(app)
    folder = Path(tempfile.mkdtemp(prefix="sild-bench-"))
    services = create_workspace(folder / "bench.sild", name="Bench").services
    tasks = Tasks()
    try:
        window, page, opened_ms = _show(services, tasks, folder, questions)
        yield page, opened_ms
        window.hide()
        page.may_leave()
        _settle(lambda: not tasks.is_busy)
    finally:
        tasks.close()
        services.close()
        shutil.rmtree(folder, ignore_errors=True)
        ring.deleteLater()


def _show(
    services: Services, tasks: Tasks, folder: Path, questions: int
) -> tuple[QWidget, RunnerPage, float]:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from app.operations import forms, interviews
    from app.ui.bus import Bus
    from app.ui.desk import Desk
    from app.ui.navigation import Navigator
    from app.ui.preferences import Preferences
    from app.ui.runner.page import RunnerPage

    form = folder / "bench.xml"
    form.write_bytes(make_form(Shape(questions, repeats=20)))
    bundle = forms.import_form(services, form).bundle
    assert bundle is not None
    opened = interviews.start_interview(services, bundle)
    kept = Preferences(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    desk = Desk(services, tasks, Bus(), Navigator(), kept)

    window = QWidget()
    window.resize(1366, 768)

    def open_page() -> RunnerPage:
        page = RunnerPage(desk, opened, window)
        page.resize(window.size())
        window.show()
        window.activateWindow()
        page.enter()
        _painted()
        return page

    took, page = timed(open_page)
    return window, page, took


def _settle(is_so: Callable[[], bool]) -> None:
    while not is_so():
        _painted()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
