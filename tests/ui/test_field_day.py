"""A field day from its first key to its last, through the real window, without the mouse.

A gatekeeper's appointment, an interview in Russian with an Estonian gloss, three rows of which one is removed and
brought back, the battery pulled at question 20, a section left for the accountant, finished, printed, a hard refusal.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import bootstrap
from app.operations import cases, forms, interviews, sitting
from app.operations.attempts import Outcome
from app.operations.cases import CaseState
from app.ui.cases.page import CasesPage
from app.ui.interviews.finished import FinishedPage
from app.ui.interviews.page import InterviewsPage
from app.ui.runner.page import RunnerPage
from app.ui.window import MainWindow

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BACK_WITHIN_S = 10
ASKED_BEFORE = 19
"""Questions in the first section: the battery is pulled at the one after them."""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    """A questionnaire in Estonian and Russian: the firm, its partners in rows, its money, its plans."""
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(("type", "name", "label::Estonian (et)", "label::Russian (ru)"))
    survey.append(("begin_group", "firm", "Ettevõte", "Предприятие"))
    survey.append(("text", "name", "Nimi", "Название"))
    for number in range(2, ASKED_BEFORE + 1):
        survey.append(("text", f"q{number}", f"Küsimus {number}", f"Вопрос {number}"))
    survey.append(("end_group", "", "", ""))
    survey.append(("begin_repeat", "partner", "Partner", "Партнёр"))
    survey.append(("text", "who", "Partneri nimi", "Имя партнёра"))
    survey.append(("end_repeat", "", "", ""))
    survey.append(("begin_group", "money", "Raha", "Финансы"))
    survey.append(("integer", "turnover", "Käive", "Оборот"))
    survey.append(("end_group", "", "", ""))
    survey.append(("begin_group", "plans", "Kavad", "Планы"))
    survey.append(("text", "next", "Mis edasi?", "Что дальше?"))
    survey.append(("end_group", "", "", ""))
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Field day", "field_day", "1", "${name}", "Estonian (et)"))
    path = tmp_path_factory.mktemp("forms") / "field_day.xlsx"
    book.save(path)
    return path


def focused() -> QWidget:
    """Return who has the keyboard; the window takes it back when a dialog left it to nobody."""
    while QApplication.focusWidget() is None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                window.activateWindow()
                window.shell.page.enter()
        QTest.qWait(5)
    return QApplication.focusWidget()


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(focused(), letter)
        else:
            typed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused(), typed)
    QApplication.processEvents()


def in_dialog(act: Callable[[], None]) -> list[QDialog]:
    """Do something by keys in the dialog that the next key opens; returns that dialog once it was there."""
    seen: list[QDialog] = []
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)

    def look() -> None:
        found = QApplication.activeModalWidget()
        focused = QApplication.focusWidget()
        if isinstance(found, QDialog) and focused is not None and found.isAncestorOf(focused):
            timer.stop()
            timer.deleteLater()
            seen.append(found)
            act()
            if QApplication.activeModalWidget() is found:
                found.reject()

    timer.timeout.connect(look)
    timer.start()
    return seen


class Day:
    """Somebody with a laptop on the knees."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    @property
    def page(self):
        return self.window.shell.page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=20_000)

    def comes(self, kind) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.page, kind), timeout=30_000)
        self.settle()
        focused()

    def choose(self, name: str) -> None:
        """Walk down the list of cases to a firm."""
        self.page.table.setFocus()
        rows = range(self.page.model.rowCount())
        for _row in rows:
            press(Key.Key_Up)
        for _row in rows:
            row = self.page._chosen()
            if row is not None and row.case.name == name:
                return
            press(Key.Key_Down)
        raise AssertionError(name)


@pytest.fixture
def sit_down(qtbot, preferences, speech):
    """Open the window on a workspace."""

    def opened(services, language: str) -> Day:
        preferences.language = language
        speech.speak(language)
        shown = MainWindow(preferences, speech)
        shown.resize(1366, 768)
        shown.show()
        shown.activateWindow()
        shown.show_workspace(services)
        day = Day(qtbot, shown)
        day.settle()
        return day

    return opened


def put_away(window: MainWindow) -> None:
    window._services = None
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("language", ["et", "ru"])
def test_a_field_day_by_keyboard_alone(
    sit_down, services, workbook, tmp_path, monkeypatch, language
):
    two_firms(services, workbook)
    day = sit_down(services, language)
    try:
        gatekeeper_agrees(day, services)
        ask_until_the_battery_is_pulled(day)
        shutil.copytree(tmp_path / "test.sild", tmp_path / "later.sild")
    finally:
        day.page.may_leave()
        day.settle()
        put_away(day.window)
    began = time.monotonic()
    later = bootstrap.open_workspace(tmp_path / "later.sild")
    day = sit_down(later, language)
    try:
        back_at_question_20(day)
        assert time.monotonic() - began < BACK_WITHIN_S
        record = leave_money_and_finish(day)
        print_it(day, monkeypatch, tmp_path)
        refuse_for_good(day, later)
        check_the_evening(later, record)
    finally:
        put_away(day.window)
        later.close()


def two_firms(services, workbook: Path) -> None:
    forms.import_form(services, workbook)
    for name, spoken in (("Viru Metall", "ru"), ("Ei Taha OÜ", "et")):
        cases.add_case(services, replace(cases.new_case(services), name=name, language=spoken))


def gatekeeper_agrees(day: Day, services) -> None:
    """2: by phone, 1: an appointment; who, no note, the next day at ten."""
    day.comes(CasesPage)
    day.choose("Viru Metall")

    def keys_of_the_call() -> None:
        write("2")
        write("1")
        for text in ("sekretär", "", "+1 10:00"):
            press(Key.Key_Tab)
            write(text)
        press(Key.Key_Return)

    in_dialog(keys_of_the_call)
    press(Key.Key_L, CTRL)
    for _again in range(3):
        day.settle()
    (row,) = [each for each in cases.list_cases(services) if each.case.name == "Viru Metall"]
    assert row.standing.state is CaseState.APPOINTMENT
    assert row.standing.next.hour == 10


def ask_until_the_battery_is_pulled(day: Day) -> None:
    day.choose("Viru Metall")
    in_dialog(lambda: press(Key.Key_Return))
    press(Key.Key_Return, CTRL)
    day.comes(RunnerPage)
    runner = day.page
    assert runner.session.language == "Russian (ru)"
    press(Key.Key_G, CTRL | SHIFT)
    assert runner.reader.gloss == "Estonian (et)"
    write("Viru Metall")
    press(Key.Key_Return)
    for number in range(2, ASKED_BEFORE + 1):
        write(f"vastus {number}")
        press(Key.Key_Return)
    three_rows_one_removed_and_undone(runner)
    day.qtbot.waitUntil(lambda: runner.log.is_safe, timeout=20_000)


def three_rows_one_removed_and_undone(runner: RunnerPage) -> None:
    def rows() -> list[str]:
        found = runner.session.instances(runner.session.address("/data/partner"))
        return [runner.session.state(f"{row}/who").value for row in found]

    for name in ("Pskov Les", "Narva Vesi", "Jõhvi Puit"):
        if runner.model.page.kind.value == "rows":
            write("+")
        write(name)
        press(Key.Key_Return)
    assert rows() == ["Pskov Les", "Narva Vesi", "Jõhvi Puit"]
    assert runner.model.page.kind.value == "rows"
    press(Key.Key_Up)
    press(Key.Key_Delete)
    assert len(rows()) == 2
    press(Key.Key_Z, CTRL)
    assert rows() == ["Pskov Les", "Narva Vesi", "Jõhvi Puit"]


def back_at_question_20(day: Day) -> None:
    """The window opens where the interrupted interview is listed; Enter goes on with it."""
    day.comes(InterviewsPage)
    press(Key.Key_Return)
    day.comes(RunnerPage)
    session = day.page.session
    assert session.language == "Russian (ru)"
    assert session.state("/data/firm/q19").value == "vastus 19"
    assert len(session.instances(session.address("/data/partner"))) == 3
    assert day.page.model.page.address == "/data/money/turnover"


def leave_money_and_finish(day: Day) -> str:
    runner = day.page

    def keys_of_olga() -> None:
        write("Olga")
        press(Key.Key_Tab)
        write("raamatupidaja")
        press(Key.Key_Tab)
        write("3")
        write("1")
        press(Key.Key_Return)

    in_dialog(keys_of_olga)
    press(Key.Key_5, CTRL)
    assert runner.model.page.address == "/data/plans/next"
    assert "raamatupidaja" in [b.accessibleName() for b in runner.outline.buttons()][2]
    write("uus hall")
    press(Key.Key_Return)
    assert "raamatupidaja" in runner.stage.finish.notices
    press(Key.Key_E, CTRL)
    write("Narva")
    press(Key.Key_Return, CTRL)
    day.comes(FinishedPage)
    return runner.session.record


def print_it(day: Day, monkeypatch, folder: Path) -> None:
    target = folder / "printed.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    monkeypatch.setattr("app.ui.interviews.paper.choose_printer", lambda *_: printer)
    day.qtbot.waitUntil(lambda: day.page._paper is not None, timeout=30_000)
    day.settle()
    press(Key.Key_P, CTRL)
    day.qtbot.waitUntil(lambda: target.exists() and target.stat().st_size > 0, timeout=30_000)
    day.settle()
    press(Key.Key_Escape)
    day.comes(InterviewsPage)
    press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    day.comes(CasesPage)


def refuse_for_good(day: Day, services) -> None:
    day.choose("Ei Taha OÜ")

    def keys_of_the_refusal() -> None:
        write("2")
        write("21")
        press(Key.Key_Return)

    in_dialog(keys_of_the_refusal)
    press(Key.Key_L, CTRL)
    for _again in range(3):
        day.settle()
    (row,) = [each for each in cases.list_cases(services) if each.case.name == "Ei Taha OÜ"]
    assert row.standing.is_locked


def check_the_evening(services, record: str) -> None:
    (row,) = [each for each in cases.list_cases(services) if each.case.name == "Viru Metall"]
    assert (row.standing.state, row.standing.outcome) == (CaseState.DONE, Outcome.PARTIAL)
    read = interviews.read_interview(services, record)
    told = sitting.sitting_of(read.facts)
    assert told.closing.place == "Narva"
    assert told.waits_for("/data/money") == told.respondents[0]
    assert read.asked(read.address("/data/firm/name")) == "Russian (ru)"
