"""Screens of the people of an interview: who answers, breaking off, odd answers, the end; a day, a case given on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.operations import cases, sitting
from app.operations.sitting import Respondent
from app.ui.cases.day import DayDialog
from app.ui.cases.handing import HandOverDialog
from app.ui.runner.break_off import BreakOffDialog, Moment
from app.ui.runner.odd_answer import OddAnswerDialog
from app.ui.runner.page import RunnerPage
from app.ui.runner.respondents import RespondentsDialog
from tests.tools.screens import Stage, state
from tests.tools.screens_runner import _at, _dialog

FORM = "business_interview"
TITLES = {
    "et": ("Mari Näide", "juhataja", "Olga Näide", "raamatupidaja"),
    "ru": ("Мария Пример", "директор", "Ольга Пример", "бухгалтер"),
    "en": ("Mary Example", "director", "Olga Example", "accountant"),
}


@state("meeting-respondents")
def show_respondents(stage: Stage) -> QWidget:
    page = _people(stage, "/data/markets/turnover")
    dialog = RespondentsDialog(page, page.session.facts, page.meeting._place())
    return _dialog(stage, page, dialog)


@state("meeting-section-left")
def show_section_left(stage: Stage) -> QWidget:
    page = _people(stage, "/data/markets/turnover")
    olga = sitting.sitting_of(page.session.facts).respondents[1]
    page.session.note_facts(sitting.leave_sections(["/data/markets"], olga.id))
    page.go_to("/data/cooperation/needs_ranked")
    return page


@state("meeting-break-off")
def show_break_off(stage: Stage) -> QWidget:
    page = _people(stage, "/data/markets/turnover")
    moment = Moment(stage.services.clock.now(), "A. K.", has_case=True)
    dialog = BreakOffDialog(page, moment, ())
    dialog.reasons.chip("refuses").click()
    dialog.next.setText("+1 10:30")
    return _dialog(stage, page, dialog)


@state("meeting-odd-answer")
def show_odd_answer(stage: Stage) -> QWidget:
    page = _odd(stage)
    at = page.session.address("/data/firm/employees")
    dialog = OddAnswerDialog(page, page.session.label(at), page.odd.warning(at))
    return _dialog(stage, page, dialog)


@state("meeting-odd-told")
def show_odd_told(stage: Stage) -> QWidget:
    return _odd(stage)


@state("meeting-end")
def show_end(stage: Stage) -> QWidget:
    page = _people(stage, "/data/markets/turnover")
    olga = sitting.sitting_of(page.session.facts).respondents[1]
    page.session.note_facts(sitting.leave_sections(["/data/markets"], olga.id))
    page.meeting.show_closing()
    stage.settle()
    page.area.verticalScrollBar().setValue(page.area.verticalScrollBar().maximum())
    return page


@state("cases-day-dialog")
def show_day(stage: Stage) -> QWidget:
    stage.shell.go("cases")
    stage.settle()
    dialog = DayDialog(stage.desk, stage.shell.page, stage.shell.page.notice)
    stage.show(dialog)
    QTest.keyClick(dialog.visits, Qt.Key.Key_PageDown)
    stage.settle()
    return dialog


@state("cases-hand-over")
def show_hand_over(stage: Stage) -> QWidget:
    row = cases.list_cases(stage.services)[0]
    dialog = HandOverDialog(stage.window, row.case.name, ["Олег Пример", "Tiina Näidis"])
    return stage.show(dialog)


def _people(stage: Stage, path: str) -> RunnerPage:
    page = _at(stage, "/data/opening/consent_part", form=FORM)
    page.session.answer("/data/opening/consent_part", "yes")
    page.session.answer("/data/firm/org_name", "Viru Näidismetall OÜ")
    first, second = TITLES[stage.language][:2], TITLES[stage.language][2:]
    for number, (name, role) in enumerate((first, second)):
        person = Respondent(f"r{number}", name, role, "yes", f"2026-11-2{number}")
        page.session.note_facts(sitting.write_respondent(person))
    page.go_to(page.session.address(path))
    stage.settle()
    return page


def _odd(stage: Stage) -> RunnerPage:
    page = _people(stage, "/data/firm/employees")
    page.give(page.session.address("/data/firm/employees"), "25000")
    stage.settle()
    return page
