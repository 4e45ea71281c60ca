"""Every screen and state of the shell: the way in, lists, pages, dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _
from app.ui.start.flow import StartFlow
from tests.tools.screens import Stage, state

KEY = "8A939-M669X-SSMAV-XR194-RBGYC-XC4DQ-B5WVY-P96AQ"


# --- the way in


def _flow(stage: Stage) -> StartFlow:
    flow = StartFlow(stage.window.tasks, Path.home() / "sild.sild")
    stage.show(flow)
    return flow


@state("start-create")
def show_start_create(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.begin(None)
    return flow


@state("start-create-wrong")
def show_start_create_wrong(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.begin(None)
    flow.new._protect.setChecked(True)
    flow.new._first.setText("short")
    flow.new._on_create()
    return flow


@state("start-recovery-key")
def show_start_recovery_key(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.recovery.show_key(KEY, "EstRu")
    flow._show(flow.recovery)
    return flow


@state("start-who")
def show_start_who(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow._show(flow.member)
    return flow


@state("start-unlock")
def show_start_unlock(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.unlock.ask_for(Path.home() / "sild.sild")
    flow._show(flow.unlock)
    return flow


@state("start-unlock-wrong")
def show_start_unlock_wrong(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.unlock.ask_for(Path.home() / "sild.sild")
    flow._show(flow.unlock)
    flow.unlock._passphrase.setText("not this one")
    flow.unlock.explain(AppError(ErrorCode.PASSPHRASE_WRONG, path="sild.sild"))
    return flow


@state("start-trouble")
def show_start_trouble(stage: Stage) -> QWidget:
    flow = _flow(stage)
    folder = Path.home() / "sild.sild"
    flow.trouble.tell(
        folder, AppError(ErrorCode.WORKSPACE_NEWER, path=str(folder), found=7, known=1)
    )
    flow._show(flow.trouble)
    return flow


# --- interviews


@state("interviews")
def show_interviews(stage: Stage) -> QWidget:
    stage.shell.go("interviews")
    stage.settle()
    return stage.window


@state("interviews-folded")
def show_interviews_folded(stage: Stage) -> QWidget:
    stage.shell.go("interviews")
    size = stage.window.size()
    stage.window.resize(1024, 640)
    stage.settle()
    picture = stage.window.grab()
    stage.window.resize(size)
    return stage.keep(_framed(picture))


@state("interviews-resume")
def show_interviews_resume(stage: Stage) -> QWidget:
    page = _interviews(stage)
    drafts = [row for row in page._listing.rows if row.kind == "draft"]
    page.resume.show_drafts(drafts[:1])
    page._show_words()
    return stage.window


@state("interviews-finished-only")
def show_interviews_finished_only(stage: Stage) -> QWidget:
    page = _interviews(stage)
    page.resume.show_drafts([])
    page.chips.chip("finished").click()
    stage.settle()
    return stage.window


@state("interviews-nothing-found")
def show_interviews_nothing_found(stage: Stage) -> QWidget:
    page = _interviews(stage)
    page.chips.chip("").click()
    stage.shell.search.setFocus()
    QTest.keyClicks(stage.shell.search, "zzz")
    stage.wait_until(lambda: page.model.rowCount() == 0)
    return stage.window


@state("interviews-undo")
def show_interviews_undo(stage: Stage) -> QWidget:
    page = _interviews(stage)
    drafts = [
        place for place in range(page.model.rowCount()) if page.model.row(place).kind == "draft"
    ]
    page.table.choose(drafts[0])
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    stage.settle()
    return stage.window


@state("interviews-undone")
def show_interviews_undone(stage: Stage) -> QWidget:
    page = _interviews(stage)
    page._undo.take_back()
    stage.settle()
    return stage.window


@state("interviews-no-questionnaire")
def show_interviews_no_questionnaire(stage: Stage) -> QWidget:
    from app.ui.interviews.page import Listing

    page = _interviews(stage)
    page._show(Listing(page._query, [], {}, [], False, {}, {}, may_review=False))
    page._is_stale = True
    return stage.window


@state("interviews-none-yet")
def show_interviews_none_yet(stage: Stage) -> QWidget:
    from app.ui.interviews.page import Listing

    page = _interviews(stage)
    page._show(Listing(page._query, [], {}, [], True, {}, {}, may_review=False))
    page._is_stale = True
    return stage.window


@state("interviews-new")
def show_interviews_new(stage: Stage) -> QWidget:
    from app.operations.forms import list_forms
    from app.ui.interviews.picker import FormPicker

    return stage.show(FormPicker(list_forms(stage.services), "", stage.window))


def _interviews(stage: Stage):
    stage.shell.go("interviews")
    stage.settle()
    return stage.shell.page


# --- a finished interview


@state("interview-page")
def show_interview_page(stage: Stage) -> QWidget:
    _open_finished(stage)
    return stage.window


@state("interview-page-saved")
def show_interview_page_saved(stage: Stage) -> QWidget:
    page = _open_finished(stage)
    page.notice.say("good", _("Saved as {name}").format(name="viru-metall.pdf"))
    page.view.zoom_by(1)
    stage.settle()
    return stage.window


@state("interview-correct")
def show_interview_correct(stage: Stage) -> QWidget:
    from app.ui.widgets.dialogs import TextDialog

    dialog = TextDialog(stage.window, _("Correct this interview"), _("Reason"), _("Correct"))
    dialog.edit.setPlainText("…")
    return stage.show(dialog)


def _open_finished(stage: Stage):
    from app.ui.interviews.finished import FinishedPage

    page = _interviews(stage)
    finished = [row for row in page._listing.rows if row.kind == "finished"]
    opened = FinishedPage(stage.desk, finished[0].id)
    stage.shell.open(opened)
    stage.settle()
    return opened


# --- wastebasket


@state("wastebasket-empty")
def show_wastebasket_empty(stage: Stage) -> QWidget:
    stage.shell.go("wastebasket")
    stage.settle()
    return stage.window


@state("wastebasket")
def show_wastebasket(stage: Stage) -> QWidget:
    from app.operations import interviews
    from app.operations.interviews import InterviewQuery

    draft = interviews.list_interviews(stage.services, InterviewQuery(status="draft"))[0].id
    interviews.discard_draft(stage.services, draft)
    stage.shell.go("wastebasket")
    stage.settle()
    picture = stage.window.grab()
    interviews.restore_draft(stage.services, draft)
    return stage.keep(_framed(picture))


# --- questionnaires


@state("forms")
def show_forms(stage: Stage) -> QWidget:
    stage.shell.go("forms")
    stage.settle()
    return stage.window


@state("forms-adding")
def show_forms_adding(stage: Stage) -> QWidget:
    stage.shell.go("forms")
    stage.settle()
    page = stage.shell.page
    page.progress.begin(_("Checking {name}…").format(name="business_interview.xlsx"))
    page.progress.report(2, 5)
    stage.settle()
    picture = stage.window.grab()
    page.progress.end()
    return stage.keep(_framed(picture))


@state("forms-dropping")
def show_forms_dropping(stage: Stage) -> QWidget:
    stage.shell.go("forms")
    stage.settle()
    page = stage.shell.page
    page._drop.setGeometry(page.rect())
    page._drop.raise_()
    page._drop.show()
    stage.settle()
    picture = stage.window.grab()
    page._drop.hide()
    return stage.keep(_framed(picture))


@state("forms-findings")
def show_forms_findings(stage: Stage) -> QWidget:
    stage.shell.go("forms")
    broken = stage.folder / "broken_interview.xlsx"
    _write_broken_workbook(broken)
    stage.shell.page.import_file(broken)
    stage.settle()
    stage.settle()
    return stage.window


def _write_broken_workbook(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (
        ("type", "name", "label::English (en)", "relevant", "hnt"),
        ("text", "company", "Company", "", ""),
        ("intger", "staff", "How many people work here?", "", ""),
        ("select_one yesno", "exports", "Do you export?", "${compny} != ''", ""),
        ("decimal", "share", "Share of exports, %", "${exports} = 'yes", ""),
        ("text", "company", "Company again", "", ""),
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in (
        ("list_name", "name", "label::English (en)"),
        ("yesno", "yes", "Yes"),
        ("yesno", "yes", "No"),
    ):
        choices.append(row)
    book.save(path)


# --- settings, dialogs


@state("settings")
def show_settings(stage: Stage) -> QWidget:
    stage.shell.go("settings")
    stage.settle()
    return stage.window


@state("settings-passphrase")
def show_settings_passphrase(stage: Stage) -> QWidget:
    from app.ui.settings.passphrase import PassphraseDialog
    from app.ui.widgets.buttons import Button

    yes = Button("primary")
    yes.words(_("Change passphrase"))
    return stage.show(
        PassphraseDialog(stage.window, _("Change the passphrase"), yes, old=True, new=True)
    )


@state("settings-recovery-key")
def show_settings_recovery_key(stage: Stage) -> QWidget:
    from app.ui.settings.passphrase import KeyDialog

    return stage.show(KeyDialog(stage.window, KEY, "EstRu"))


@state("settings-licences")
def show_settings_licences(stage: Stage) -> QWidget:
    from app.ui.settings.about import LicencesDialog

    stage.shell.go("settings")
    stage.settle()
    return stage.show(LicencesDialog(stage.shell.page.about))


@state("error")
def show_error(stage: Stage) -> QWidget:
    from app.i18n.messages import explain
    from app.ui.widgets.dialogs import MessageDialog

    told = explain(AppError(ErrorCode.WORKBOOK_PROTECTED, path="forms/turnover.xlsx"))
    dialog = MessageDialog(stage.window, title=told.what, text=told.kept, remedy=told.remedy)
    return stage.show(dialog)


@state("bug")
def show_bug(stage: Stage) -> QWidget:
    from app.ui import errors

    return stage.show(errors.bug_dialog(ZeroDivisionError("division by zero"), stage.window))


def _framed(picture):
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    label.setPixmap(picture)
    label.resize(picture.deviceIndependentSize().toSize())
    return label
