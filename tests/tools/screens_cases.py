"""Every screen and state of My cases: list, day, an attempt, a contact, its page, a list brought in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.operations import case_lists, cases
from app.operations.attempts import Channel, Outcome
from app.operations.cases import CaseQuery, CaseState
from app.ui.cases.attempt import AttemptDialog
from app.ui.cases.card import CasePage
from app.ui.cases.editing import CaseDialog
from app.ui.cases.importing import ImportPage
from tests.tools.screens import Stage, state

LIST = """Firma;Kontaktisik;Keel;Tähtaeg;Lemmikvärv
Viru Näidismetall OÜ;Mari Näide;eesti;1.12.2026;
ООО «Виру Найдисметалл»;Мария;русский;1.12.2026;
VIRU NÄIDISMETALL;;et;;
Räpina Näidispaber AS;Tiina Näidis;eesti;5.12.2026;sinine
Gdov Example Yard;Sam Example;klingon;;
"""


@state("cases")
def show_cases(stage: Stage) -> QWidget:
    _cases(stage)
    return stage.window


@state("cases-day")
def show_cases_day(stage: Stage) -> QWidget:
    page = _cases(stage)
    page.views.button("day").click()
    stage.settle()
    picture = stage.window.grab()
    page.views.button("list").click()
    return stage.keep(_framed(picture))


@state("cases-small")
def show_cases_small(stage: Stage) -> QWidget:
    _cases(stage)
    size = stage.window.size()
    stage.window.resize(683, 384)
    stage.settle()
    picture = stage.window.grab()
    stage.window.resize(size)
    return stage.keep(_framed(picture))


@state("cases-nothing-found")
def show_cases_nothing_found(stage: Stage) -> QWidget:
    page = _cases(stage)
    stage.shell.search.setFocus()
    QTest.keyClicks(stage.shell.search, "zzzz")
    stage.wait_until(lambda: page.model.total == 0)
    return stage.window


@state("cases-none-yet")
def show_cases_none_yet(stage: Stage) -> QWidget:
    from app.ui.cases.listing import Listing

    page = _cases(stage)
    page._query = CaseQuery()
    page._show(Listing(page._query, [], {}, 0, (), ""))
    page._is_stale = True
    return stage.window


@state("cases-attempt")
def show_attempt(stage: Stage) -> QWidget:
    dialog = _attempt(stage)
    dialog.outcomes.choose(Outcome.APPOINTMENT)
    dialog.who.setText("Mari Näide")
    dialog.next.setText("+2 10:30")
    dialog.next.setFocus()
    return dialog


@state("cases-attempt-wrong")
def show_attempt_wrong(stage: Stage) -> QWidget:
    dialog = _attempt(stage)
    dialog._log()
    return dialog


@state("cases-attempt-refusal")
def show_attempt_refusal(stage: Stage) -> QWidget:
    dialog = _attempt(stage)
    QTest.keyClicks(dialog.outcomes.number, "21")
    return dialog


@state("cases-attempt-small")
def show_attempt_small(stage: Stage) -> QWidget:
    dialog = _attempt(stage)
    dialog.resize(667, 368)
    dialog.outcomes.choose(Outcome.GATEKEEPER_FOR_NOW)
    return dialog


@state("cases-new")
def show_new_contact(stage: Stage) -> QWidget:
    dialog = CaseDialog(
        cases.new_case(stage.services),
        stage.services.clock.now().date(),
        lambda _case, _tell: None,
        stage.window,
    )
    dialog.edits["name"].setText("Viru Näidismetall OÜ")
    dialog._show_namesakes(["ООО «Виру Найдисметалл»"])
    return stage.show(dialog)


@state("cases-page")
def show_case_page(stage: Stage) -> QWidget:
    return _page_of(stage, CaseState.APPOINTMENT)


@state("cases-page-locked")
def show_case_page_locked(stage: Stage) -> QWidget:
    return _page_of(stage, CaseState.LOCKED)


@state("cases-page-done")
def show_case_page_done(stage: Stage) -> QWidget:
    return _page_of(stage, CaseState.DONE)


@state("cases-list")
def show_case_list(stage: Stage) -> QWidget:
    return _list(stage, LIST)


@state("cases-list-faulty")
def show_case_list_faulty(stage: Stage) -> QWidget:
    return _list(stage, LIST + ";Keegi;et;;\nSillamäe Näidis OÜ;;et;varsti;\n")


def _cases(stage: Stage):
    stage.shell.go("cases")
    stage.settle()
    return stage.shell.page


def _attempt(stage: Stage) -> AttemptDialog:
    row = cases.list_cases(stage.services)[0]
    now = stage.services.clock.now()
    dialog = AttemptDialog(row.case.name, [row.case.contact], now, Channel.PHONE, stage.window)
    stage.show(dialog)
    return dialog


def _page_of(stage: Stage, wanted: CaseState) -> QWidget:
    _cases(stage)
    row = cases.list_cases(stage.services, CaseQuery(state=wanted))[0]
    stage.shell.open(CasePage(stage.desk, row.case.id))
    stage.settle()
    return stage.window


def _list(stage: Stage, text: str) -> QWidget:
    _cases(stage)
    path = stage.folder / "firmad.csv"
    path.write_text(text, encoding="utf-8")
    stage.shell.open(ImportPage(stage.desk, case_lists.read_case_list(stage.services, path)))
    stage.settle()
    return stage.window


def _framed(picture):
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setPixmap(picture)
    label.resize(picture.deviceIndependentSize().toSize())
    return label
