"""Cases assigned by keyboard, workload and quotas in view, a full cell that warns and lets go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.operations import assignment, attempts, cases, forms, interviews, members, quotas
from app.operations.assignment import Assignment
from app.operations.attempts import Channel, NewAttempt, Outcome
from app.ui.cases import starting
from app.ui.cases.assigning import AssignDialog
from app.ui.cases.card import CasePage
from app.ui.cases.coordinating import CellsDialog, CoordinatingPage, TargetDialog
from app.ui.cases.page import CasesPage
from tests.ui.test_interviews_list import workbook  # noqa: F401 - a fixture

CELL = "Estonia · 1–9"
NAMES = ("Viru Metall", "Narva Vesi", "Tartu Puit")


@pytest.fixture
def records(services):
    members.set_current_member(services, "O. T.", "interviewer")
    members.set_current_member(services, "A. K.", "coordinator")
    made = [replace(cases.new_case(services), name=name) for name in NAMES]
    cases.write_cases(services, made)
    return [case.id for case in made]


@pytest.fixture
def page(desk, show, settle, records):
    made = CasesPage(desk)
    made.resize(1100, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def fill(monkeypatch):
    """Fill the next dialogs and press Enter in them."""

    def told(kind: type[QDialog], **texts: str):
        def act(dialog) -> int:
            for name, text in texts.items():
                edit = getattr(dialog, name)
                (edit.setCurrentText if hasattr(edit, "setCurrentText") else edit.setText)(text)
            dialog._agree()
            return dialog.result()

        monkeypatch.setattr(kind, "exec", act)

    return told


def row(services, record):
    return cases.get_case(services, record).row


def press(key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_every_chosen_case_is_assigned_by_keys_and_that_is_taken_back(
    page, desk, services, settle, records, fill
):
    fill(AssignDialog, holder="O. T.", due="+14", cell=CELL)
    page.table.selectAll()
    press(Qt.Key.Key_A, SHIFTED)
    settle(desk.tasks)
    due = services.clock.now().date() + timedelta(days=14)
    for record in records:
        held = row(services, record)
        assert (held.holder, held.case.due, held.case.quota) == ("O. T.", due, CELL)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    assert {row(services, record).holder for record in records} == {"A. K."}
    assert {row(services, record).case.due for record in records} == {None}


def test_what_is_left_empty_stays_and_a_dash_takes_away(page, services, records):
    rows = [row(services, record) for record in records]
    dialog = AssignDialog(page, rows, ({"O. T.": "id-of-ot"}, [CELL]), date(2026, 11, 3))
    dialog.holder.setCurrentText("O. T.")
    dialog.due.setText("–")
    dialog._agree()
    assert dialog.given == Assignment(holder="id-of-ot", due=None, sets_due=True, quota=None)


def test_a_day_that_is_none_is_not_taken(page, services, records):
    rows = [row(services, record) for record in records]
    dialog = AssignDialog(page, rows, ({}, []), date(2026, 11, 3))
    dialog.due.setText("someday")
    dialog._agree()
    assert dialog.given is None
    assert dialog._due_field.complaint == "Write a day, such as 24.11 or 24.11.2026."


@pytest.fixture
def finish(services, workbook):  # noqa: F811
    """Hold the interview of a case from its beginning to its end."""

    def held(case) -> None:
        bundle = forms.import_form(services, workbook).bundle
        opened = interviews.start_interview(services, bundle, case=case)
        interviews.finish_interview(services, opened.draft, opened.session)

    return held


@pytest.fixture
def coordinating(desk, show, settle, services, records):
    given = Assignment(
        quota=CELL, due=services.clock.now().date() - timedelta(days=1), sets_due=True
    )
    assignment.assign(services, [row(services, record).case for record in records], given)
    made = CoordinatingPage(desk)
    made.resize(1000, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def shown(model, place: int) -> tuple[str, ...]:
    return tuple(model.index(place, column).data() for column in range(model.columnCount()))


def test_everybody_stands_with_what_is_to_do_overdue_and_done(coordinating):
    for model in (coordinating.loads_model, coordinating.cells_model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(coordinating.loads_model, 0) == ("A. K.", "3", "3", "0")
    assert shown(coordinating.loads_model, 1) == ("O. T.", "0", "0", "0")
    assert coordinating._as_of.text().startswith("Nothing was merged yet")


def test_a_target_is_set_by_enter_and_what_goes_beyond_is_named(
    coordinating, settle, records, fill, finish
):
    tasks = coordinating.desk.tasks
    assert shown(coordinating.cells_model, 0) == (CELL, "–", "0", "3", "no target")
    fill(TargetDialog, edit="1")
    press(Qt.Key.Key_Return)
    settle(tasks)
    assert shown(coordinating.cells_model, 0) == (CELL, "1", "0", "3", "1 to go")
    finish(records[0])
    finish(records[1])
    coordinating.enter()
    settle(tasks)
    assert shown(coordinating.cells_model, 0) == (CELL, "1", "2", "1", "full, 1 over")
    assert coordinating.notice.title() == "More interviews than were wanted; all are kept."


def test_cells_are_made_of_two_lists(coordinating, desk, services, settle, fill):
    fill(CellsDialog, rows="Estonia, Russia", columns="1–9, 10–49", edit="5")
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    cells = quotas.read_quotas(services).cells
    assert [(cell.name, cell.target) for cell in cells] == [
        ("Estonia · 10–49", 5),
        ("Estonia · 1–9", 5),
        ("Russia · 10–49", 5),
        ("Russia · 1–9", 5),
    ]


@pytest.mark.parametrize("agrees", [False, True])
def test_a_full_cell_warns_and_forbids_nothing(page, settle, records, monkeypatch, finish, agrees):
    desk, services = page.desk, page.desk.services
    rows = [row(services, record).case for record in records]
    assignment.assign(services, rows, Assignment(quota=CELL))
    quotas.set_target(services, CELL, 1)
    finish(records[0])
    asked, began = [], []

    def ask(_over, title, text, *_more) -> bool:
        asked.append((title, text))
        return agrees

    monkeypatch.setattr(starting, "ask", ask)
    monkeypatch.setattr(starting, "_pick_form", lambda *told: began.append(told))
    starting.interview(desk, row(services, records[1]), page)
    settle(desk.tasks)
    assert asked[0][0] == "The quota cell is full"
    assert "1 of 1 are done" in asked[0][1]
    assert "Nothing was merged yet" in asked[0][1]
    assert bool(began) is agrees


def test_the_page_of_a_case_says_who_still_tried_after_it_was_given_away(
    desk, show, services, settle, records
):
    assignment.assign(services, [row(services, records[0]).case], Assignment(holder="O. T."))
    at = services.clock.now() + timedelta(minutes=1)
    new = NewAttempt(at=at, channel=Channel.PHONE, outcome=Outcome.NO_CONTACT)
    attempts.log_attempt(services, records[0], new)
    made = CasePage(desk, records[0])
    show(made)
    made.enter()
    settle(desk.tasks)
    assert made.notice.title().startswith(
        "A. K. still tried 1 time after the case was given to O. T."
    )
    assert len(cases.get_case(services, records[0]).attempts) == 1
