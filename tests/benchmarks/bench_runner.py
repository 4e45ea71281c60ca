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
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from app.forms.state import Address
    from app.operations.services import Services
    from app.ui.runner.page import RunnerPage
    from app.ui.tasks import Tasks

QUESTIONS = 1000
KEYS = 120
PAGES = 200
PICTURES = 40
MOST_DIGITS = 9
ROWS = 200


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
    for shape, told in (
        (Shape(QUESTIONS, repeats=20), ""),
        (Shape(QUESTIONS, repeats=20, pictures=PICTURES), ", with pictures"),
    ):
        with _open_page(shape) as (page, opened_ms):
            table.add(f"open a draft's page and paint it{told}", opened_ms)
            _measure_keys(page, table, told)
            _measure_pages(page, table, told)
            _measure_languages(page, table, told)
            table.notes.append(f"{page.log.unsaved} steps unsaved at the end{told}")
    with _open_page(Shape(40, repeats=1)) as (page, _opened):
        _measure_rows(page, table)
    return table


def _measure_keys(page: RunnerPage, table: Table, told: str) -> None:
    from PySide6.QtCore import Qt

    _go_to_first(page, "LineControl")
    digits = _press_all(Qt.Key.Key_1, Qt.Key.Key_Backspace)
    _report(table, f"a letter typed, painted{told}", digits, limit=16)
    _go_to_first(page, "ChoiceRows")
    choices = _press_all(Qt.Key.Key_2, Qt.Key.Key_1)
    _report(table, f"a choice taken, recomputed, painted{told}", choices, limit=16)


def _press_all(*keys: Qt.Key, times: int = KEYS) -> list[float]:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    def press(key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        _painted()

    return each_timed(press, keys * (times // len(keys)))


def _measure_pages(page: RunnerPage, table: Table, told: str) -> None:
    def forward() -> None:
        page._go(page.model.index + 1)
        _painted()

    page._go(0)
    _painted()
    times = [timed(forward)[0] for _ in range(min(PAGES, len(page.model.pages) - 1))]
    _report(table, f"next question, painted{told}", times, limit=50)


def _measure_languages(page: RunnerPage, table: Table, told: str) -> None:
    def switch() -> None:
        page.ask_in_next_language()
        _painted()

    _go_to_first(page, "ChoiceRows")
    times = [timed(switch)[0] for _ in range(30)]
    _report(table, f"another language, painted{told}", times, limit=100)


def _measure_rows(page: RunnerPage, table: Table) -> None:
    """Add, answer and move in the first rows of a repeat and in row 200: it must not get slower."""
    repeat = page.session.address("/data/person")
    first = _rows_filled(page, repeat, 10)
    _rows_filled(page, repeat, ROWS - 20)
    last = _rows_filled(page, repeat, 10)
    for name in first:
        early, late = spread(first[name]).median, spread(last[name]).median
        table.add(f"{name}, row 2", early)
        table.add(f"{name}, row {ROWS}", late)
        table.add(f"{name}, row {ROWS} beside row 2", late / early, unit="times", limit=1.5)
    took = timed(lambda: (page.go_to(repeat), _painted()))[0]
    table.add(f"the page of {ROWS} rows, painted", took, limit=250)


def _rows_filled(page: RunnerPage, repeat: Address, count: int) -> dict[str, list[float]]:
    from PySide6.QtCore import Qt

    times: dict[str, list[float]] = {"add a row": [], "answer in it": [], "next in it": []}
    for _row in range(count):
        page.go_to(repeat)
        _painted()
        times["add a row"].append(timed(lambda: (page.add_row(repeat), _painted()))[0])
        times["answer in it"] += _press_all(Qt.Key.Key_A, Qt.Key.Key_B, times=2)
        times["next in it"] += _press_all(Qt.Key.Key_Return, times=1)
        times["answer in it"] += _press_all(Qt.Key.Key_4, Qt.Key.Key_2, times=2)
    return times


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
        few = bool(blocks) and len(blocks[0].question.choices) <= MOST_DIGITS
        if family in kinds and few:
            _painted()
            return
    raise LookupError(family)


def _painted() -> None:
    """Let everything that is waiting happen, painting included, and give other threads their turn."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


@contextmanager
def _open_page(shape: Shape) -> Iterator[tuple[RunnerPage, float]]:
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
        window, page, opened_ms = _show(services, tasks, folder, shape)
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
    services: Services, tasks: Tasks, folder: Path, shape: Shape
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
    form.write_bytes(make_form(shape))
    _paint_pictures(folder, shape.pictures)
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


def _paint_pictures(folder: Path, count: int) -> None:
    """Put photographs, as large as a small camera makes them, beside a form."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    for number in range(count):
        picture = QImage(1600, 1200, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        colours = QLinearGradient(QPointF(0, 0), QPointF(1600, 1200))
        colours.setColorAt(0, QColor.fromHsv(number * 9 % 360, 120, 230))
        colours.setColorAt(1, QColor.fromHsv(number * 37 % 360, 200, 120))
        painter.fillRect(picture.rect(), colours)
        painter.end()
        picture.save(str(folder / f"p{number}.png"))


def _settle(is_so: Callable[[], bool]) -> None:
    while not is_so():
        _painted()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
