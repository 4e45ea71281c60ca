"""Screens of reviewing, returning, assigning and quotas. Registered late: what they decide stays in the workspace."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.core.progress import Progress
from app.operations import assignment, cases, interviews, members, quotas, review
from app.operations.assignment import Assignment
from app.operations.review import Pending
from app.ui.cases.assigning import AssignDialog
from app.ui.cases.coordinating import CellsDialog, CoordinatingPage
from app.ui.review.approving import ApproveDialog, look_over
from app.ui.review.dialogs import remark_dialog, return_dialog
from app.ui.review.lines import read_lines
from app.ui.review.page import ReviewPage
from app.ui.runner.page import RunnerPage
from tests.tools.screens import Stage, state
from tests.tools.screens_cases import _framed

ASKED = {
    "et": ("Kas see arv on ettevõtte oma või grupi oma?", "Vaadake palun kaks kohta üle."),
    "ru": ("Это число по предприятию или по группе?", "Пожалуйста, проверьте два места."),
    "en": ("Is this number of the firm or of the group?", "Please look at two places again."),
}
CELLS = (("Eesti · 1–9", 4), ("Eesti · 10–49", 2), ("Россия · 1–9", 4), ("Россия · 10–49", 1))


def _as(stage: Stage, role: str) -> None:
    now = members.current_member(stage.services)
    members.set_current_member(stage.services, now.name if now else "A. K.", role)


def _finished(stage: Stage) -> list:
    rows = interviews.list_interviews(stage.services)
    held = [row for row in rows if row.kind == "finished" and not row.test]
    return [row.record for row in held if row.form_id == "business_interview"]


def _returned(stage: Stage):
    """Return an interview that stands returned, with two remarks in the language of the picture."""
    _as(stage, "coordinator")
    record = _finished(stage)[0]
    sheet = review.read_sheet(stage.services, record)
    text, note = ASKED[stage.language]
    if sheet.state == "returned":
        opened = interviews.reopen_interview(stage.services, record, "review")
        interviews.finish_interview(stage.services, opened.draft, opened.session)
        sheet = review.read_sheet(stage.services, record)
    lines = [line for line in read_lines(sheet) if line.answer and not line.is_section]
    review.note_remark(
        stage.services, record, Pending(review.new_remark_id(), lines[2].address, text)
    )
    review.send_back(stage.services, record, sheet.seen, note)
    return record


@state("review-page")
def show_review(stage: Stage) -> QWidget:
    _as(stage, "coordinator")
    records = _finished(stage)
    page = ReviewPage(stage.desk, records[:5], 1)
    stage.desk.navigator.open(page)
    stage.settle()
    page.table.choose(3)
    picture = stage.window.grab()
    page.left.emit()
    _as(stage, "interviewer")
    return stage.keep(_framed(picture))


@state("review-small")
def show_review_small(stage: Stage) -> QWidget:
    _as(stage, "coordinator")
    size = stage.window.size()
    stage.window.resize(683, 384)
    page = ReviewPage(stage.desk, _finished(stage)[:5], 1)
    stage.desk.navigator.open(page)
    stage.settle()
    picture = stage.window.grab()
    page.left.emit()
    stage.window.resize(size)
    _as(stage, "interviewer")
    return stage.keep(_framed(picture))


@state("review-list")
def show_review_list(stage: Stage) -> QWidget:
    _as(stage, "coordinator")
    stage.shell.go("interviews")
    page = stage.shell.page
    page._load()
    stage.settle()
    page.table.selectAll()
    stage.settle()
    picture = stage.window.grab()
    _as(stage, "interviewer")
    page._load()
    stage.settle()
    return stage.keep(_framed(picture))


@state("review-remark")
def show_remark(stage: Stage) -> QWidget:
    question = ASKED[stage.language][1]
    return stage.show(remark_dialog(stage.window, question, [], ASKED[stage.language][0]))


@state("review-return")
def show_return(stage: Stage) -> QWidget:
    dialog = return_dialog(stage.window, "Viru Näidismetall OÜ", 2)
    dialog.edit.setPlainText(ASKED[stage.language][1])
    return stage.show(dialog)


@state("review-approve-several")
def show_approving(stage: Stage) -> QWidget:
    looks = look_over(stage.services, _finished(stage)[:4], Progress())
    return stage.show(ApproveDialog(stage.window, looks))


@state("review-returned-list")
def show_returned(stage: Stage) -> QWidget:
    _returned(stage)
    _as(stage, "interviewer")
    stage.shell.go("interviews")
    stage.shell.page._load()
    stage.settle()
    return stage.window


@state("review-in-the-interview")
def show_in_the_interview(stage: Stage) -> QWidget:
    record = _returned(stage)
    _as(stage, "interviewer")
    opened = interviews.reopen_interview(stage.services, record, "review")
    page = RunnerPage(stage.desk, opened)
    stage.desk.navigator.open(page)
    stage.settle()
    page.reviewed.go_on()
    stage.settle()
    picture = stage.window.grab()
    page.leave()
    stage.settle()
    interviews.discard_draft(stage.services, opened.draft)
    return stage.keep(_framed(picture))


@state("assigning")
def show_assigning(stage: Stage) -> QWidget:
    rows = cases.list_cases(stage.services)[:6]
    known = ({"A. K.": "1", "O. T.": "2"}, [name for name, _target in CELLS])
    dialog = AssignDialog(stage.window, rows, known, stage.services.clock.now().date())
    return stage.show(dialog)


@state("workload-and-quotas")
def show_coordinating(stage: Stage) -> QWidget:
    rows = [row.case for row in cases.list_cases(stage.services)]
    today = stage.services.clock.now().date()
    for at, (name, target) in enumerate(CELLS):
        given = Assignment(quota=name, due=today - timedelta(days=1), sets_due=not at)
        assignment.assign(stage.services, rows[at :: len(CELLS)], given)
        quotas.set_target(stage.services, name, target)
    page = CoordinatingPage(stage.desk)
    stage.desk.navigator.open(page)
    stage.settle()
    picture = stage.window.grab()
    page.left.emit()
    return stage.keep(_framed(picture))


@state("quota-cells")
def show_cells(stage: Stage) -> QWidget:
    return stage.show(CellsDialog(stage.window))
