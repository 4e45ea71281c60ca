"""My cases by keyboard and by visible words: listed, tried, refused, interviewed, brought in, taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.operations import attempts, cases
from app.operations.attempts import Channel, NewAttempt, Outcome
from app.operations.cases import Case, CaseState
from app.ui.cases import importing
from app.ui.cases.attempt import AttemptDialog
from app.ui.cases.card import CasePage
from app.ui.cases.day import DayDialog
from app.ui.cases.editing import CaseDialog
from app.ui.cases.handing import HandOverDialog
from app.ui.cases.model import COLUMNS, CasesModel
from app.ui.cases.page import CasesPage
from app.ui.cases.starting import LastChannel

NOW = datetime.fromisoformat("2026-11-21T12:00:00+02:00")


@pytest.fixture
def add(services):
    def added(name: str, outcome: Outcome | None = None, **more) -> Case:
        agreed = more.pop("next", None)
        case = replace(cases.new_case(services), name=name, **more)
        cases.add_case(services, case)
        if outcome is not None:
            at = services.clock.now()
            new = NewAttempt(at=at, channel=Channel.PHONE, outcome=outcome, next=agreed)
            attempts.log_attempt(services, case.id, new)
        return case

    return added


@pytest.fixture
def known(services, add) -> dict[str, Case]:
    soon = services.clock.now() + timedelta(days=1)
    return {
        "meet": add("Viru Metall", Outcome.APPOINTMENT, next=soon, contact="Mari"),
        "new": add("Сланцы ЛесПром", language="ru"),
        "no": add("Ei Taha OÜ", Outcome.REFUSED),
    }


@pytest.fixture
def page(show, desk, known, settle):
    LastChannel.now = Channel.PHONE
    made = CasesPage(desk)
    made.resize(1200, 640)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def dialogs(monkeypatch):
    """Let a test act in the next dialog instead of a person, by a list of functions."""
    acts = []

    def run(dialog: QDialog) -> int:
        dialog.show()
        acts.pop(0)(dialog)
        result = dialog.result()
        dialog.hide()
        return result

    monkeypatch.setattr(QDialog, "exec", run)
    return acts


def shown(page: CasesPage) -> list[str]:
    return [page.model.index(place, 0).data() for place in range(page.model.rowCount())]


def choose(page: CasesPage, case: Case) -> None:
    page.table.choose(page.model.place_of(case.id))
    page.table.setFocus()


def back_to(page: CasesPage) -> None:
    """Give the page the keyboard again after a dialog that only a test ran."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    page.activateWindow()
    page.table.setFocus()


def press(widget, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, key, held)


def test_the_model_keeps_the_rules_of_qt(qtbot, speech, services, known):
    model = CasesModel(services.clock)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = cases.list_cases(services)
    model.show_rows(rows, by_day=False)
    model.show_rows(rows, by_day=True)
    model.retranslate()
    model.show_rows([], by_day=True)
    assert model.columnCount() == len(COLUMNS)


def test_the_list_says_who_when_and_in_which_state(page):
    assert shown(page) == ["Viru Metall", "Сланцы ЛесПром", "Ei Taha OÜ"]
    cells = [page.model.index(0, column).data() for column in range(len(COLUMNS))]
    assert cells[1] == "Mari"
    assert cells[5].startswith("tomorrow")
    assert cells[6] == "appointment"
    assert page.chips.chip("appointment").text() == "Appointments 1"
    assert page.chips.chip("locked").text() == "Refused 1"


def test_the_day_view_groups_by_appointment_and_leaves_out_what_is_done(page):
    press(page.table, Qt.Key.Key_D, ctrl=True)
    lines = shown(page)
    assert lines[0].startswith("Tomorrow, ")
    assert lines[1:] == ["Viru Metall", "Without an appointment", "Сланцы ЛесПром"]
    assert page.model.headings() == [0, 2]
    assert page.table.rows() == [1]


def test_a_chip_and_the_search_narrow_the_list(page, settle):
    page.chips.chip("new").click()
    settle(page.desk.tasks)
    assert shown(page) == ["Сланцы ЛесПром"]
    page.chips.chip("").click()
    page.search("slantsy")
    settle(page.desk.tasks)
    assert shown(page) == ["Сланцы ЛесПром"]
    page.search("zzzz")
    settle(page.desk.tasks)
    assert page._nothing.isVisible()


def test_a_narrow_page_offers_the_states_in_a_menu(page, settle):
    page.resize(560, 300)
    assert page.states.isVisible()
    assert page.chips.isHidden()
    said = {action.text(): action for action in page.states.menu_of_states().actions()}
    said["Refused 1"].trigger()
    settle(page.desk.tasks)
    assert shown(page) == ["Ei Taha OÜ"]


def test_a_call_that_nobody_answered_takes_three_keys(qtbot, page, known, dialogs, settle):
    services = page.desk.services

    def act(dialog: AttemptDialog) -> None:
        press(dialog.channels.chip(dialog.channels.current), Qt.Key.Key_2)
        QTest.keyClicks(dialog.outcomes.number, "3")
        press(dialog.outcomes.number, Qt.Key.Key_Return)

    dialogs.append(act)
    choose(page, known["new"])
    press(page.table, Qt.Key.Key_L, ctrl=True)
    qtbot.waitUntil(page._undo.isVisible)
    settle(page.desk.tasks)
    (attempt,) = cases.get_case(services, known["new"].id).attempts
    assert (attempt.channel, attempt.outcome) == (Channel.PHONE, Outcome.NO_CONTACT)
    page._undo.take_back()
    qtbot.waitUntil(lambda: cases.get_case(services, known["new"].id).attempts == ())
    settle(page.desk.tasks)


def test_an_appointment_is_typed_in_a_few_keys(show, speech):
    dialog = AttemptDialog("Viru Metall", ["Mari"], NOW)
    show(dialog)
    press(dialog.channels.chip("phone"), Qt.Key.Key_1)
    QTest.keyClicks(dialog.outcomes.number, "1")
    press(dialog.outcomes.number, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog._next.complaint
    QTest.keyClicks(dialog.next, "24.11 10:30")
    press(dialog.next, Qt.Key.Key_Return)
    assert dialog.attempt is not None
    assert dialog.attempt.channel is Channel.VISIT
    assert dialog.attempt.next == NOW.replace(day=24, hour=10, minute=30)


def test_an_attempt_without_outcome_or_in_the_future_is_not_kept(show, speech):
    dialog = AttemptDialog("Viru Metall", [], NOW)
    show(dialog)
    press(dialog.who, Qt.Key.Key_Return)
    assert dialog.outcomes.field.complaint
    dialog.outcomes.choose(Outcome.CALL_BACK)
    dialog.at.setText("25.11.2026 10:00")
    press(dialog.at, Qt.Key.Key_Return)
    assert dialog._at.complaint
    dialog.at.setText("11:00")
    press(dialog.at, Qt.Key.Key_Return)
    assert dialog.attempt.at == NOW.replace(hour=11)


def test_outcomes_are_found_by_words_and_by_arrows(show, speech):
    dialog = AttemptDialog("Viru Metall", [], NOW)
    show(dialog)
    QTest.keyClicks(dialog.outcomes.number, "closed")
    assert dialog.outcomes.outcome is Outcome.CLOSED
    dialog.outcomes.number.clear()
    QTest.keyClicks(dialog.outcomes.number, "21")
    assert dialog.outcomes.outcome is Outcome.REFUSED
    assert dialog.log.text() == "Log and lock the case"
    assert not dialog._next.isVisible()
    press(dialog.outcomes.number, Qt.Key.Key_Down)
    assert dialog.outcomes.outcome is Outcome.GATEKEEPER_REFUSED


def test_a_locked_case_offers_neither_attempt_nor_interview(page, known, dialogs, settle):
    choose(page, known["no"])
    assert not page.log.isEnabled()
    assert not page.interview.isEnabled()
    told = []
    dialogs.append(lambda dialog: told.append(dialog.windowTitle()))
    press(page.table, Qt.Key.Key_L, ctrl=True)
    assert told == ["This contact has refused for good and is not contacted again."]


def test_a_resting_case_is_asked_about_first(qtbot, page, add, dialogs, settle):
    services = page.desk.services
    resting = add("Puhkab OÜ", Outcome.REFUSED_FOR_NOW)
    page._load()
    qtbot.waitUntil(lambda: "Puhkab OÜ" in shown(page))
    choose(page, resting)
    asked = []
    dialogs.append(lambda dialog: (asked.append(dialog.windowTitle()), dialog.reject()))
    press(page.table, Qt.Key.Key_L, ctrl=True)
    assert asked == ["Contact them all the same?"]
    assert len(cases.get_case(services, resting.id).attempts) == 1


def test_a_new_contact_is_written_on_the_spot(qtbot, page, dialogs, services, settle):
    def act(dialog: CaseDialog) -> None:
        press(dialog.edits["name"], Qt.Key.Key_Return)
        assert dialog.fields["name"].complaint
        QTest.keyClicks(dialog.edits["name"], "Viru Metall OÜ")
        dialog._looking.timeout.emit()
        qtbot.waitUntil(lambda: "Viru Metall" in dialog.notice.title())
        QTest.keyClicks(dialog.edits["due"], "+7")
        press(dialog.edits["due"], Qt.Key.Key_Return)

    dialogs.append(act)
    press(page.table, Qt.Key.Key_N, ctrl=True)
    settle(page.desk.tasks)
    settle(page.desk.tasks)
    assert "Viru Metall OÜ" in shown(page)
    assert page._chosen().case.name == "Viru Metall OÜ"


def test_the_page_of_a_case_shows_what_was_tried_and_takes_it_back(
    show, desk, known, settle, services, monkeypatch
):
    monkeypatch.setattr("app.ui.cases.card.ask", lambda *_more, **_kinds: True)
    page = show(CasePage(desk, known["no"].id))
    page.enter()
    settle(desk.tasks)
    assert page.title() == "Ei Taha OÜ"
    assert page.notice.title() == "Refused for good. Nobody contacts them again."
    assert page.model.index(0, 2).data() == "respondent refused for good"
    assert not page.log.isEnabled()
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Delete)
    settle(desk.tasks)
    settle(desk.tasks)
    assert page.log.isEnabled()
    assert cases.get_case(services, known["no"].id).row.standing.state is CaseState.NEW


def test_an_interview_starts_from_a_case(page, known, dialogs, settle, monkeypatch, tmp_path):
    services = page.desk.services
    from app.operations import forms
    from app.ui.interviews.picker import FormPicker
    from tests.operations.workbooks import write_workbook

    forms.import_form(services, write_workbook(tmp_path / "firm.xlsx"))
    held = []
    monkeypatch.setattr("app.ui.interviews.holding.hold", lambda _desk, opened: held.append(opened))
    dialogs.append(lambda picker: picker.accept() if isinstance(picker, FormPicker) else None)
    choose(page, known["new"])
    press(page.table, Qt.Key.Key_Return, ctrl=True)
    settle(page.desk.tasks)
    settle(page.desk.tasks)
    row = cases.get_case(services, known["new"].id).row
    assert row.draft == held[0].draft
    assert row.standing.state is CaseState.UNDER_WAY


def test_a_list_is_looked_at_before_it_is_taken_in(qtbot, page, show, settle, tmp_path: Path):
    path = tmp_path / "firms.csv"
    path.write_text("Firm;Due\nНарва Веси;1.12.2026\nNarva Vesi;\nVIRU METALL;\n", encoding="utf-8")
    opened = []
    page.desk.navigator.page_wanted.connect(opened.append)
    importing.read(page.desk, path, page, page.notice)
    settle(page.desk.tasks)
    (preview,) = opened
    show(preview)
    preview.enter()
    assert preview.take.text() == "Bring in 1 contact"
    told = [preview.model.index(place, 5).data() for place in range(3)]
    assert told == ["seems to be the firm of row 2", "may be here already: Viru Metall", ""]
    press(preview.table, Qt.Key.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: "Нарва Веси" in shown(page))
    settle(page.desk.tasks)


def test_a_faulty_list_cannot_be_taken_in(page, show, settle, tmp_path: Path):
    path = tmp_path / "firms.csv"
    path.write_text("Firm;Due\nNarva Vesi;soon\n", encoding="utf-8")
    opened = []
    page.desk.navigator.page_wanted.connect(opened.append)
    importing.read(page.desk, path, page, page.notice)
    settle(page.desk.tasks)
    preview = show(opened[0])
    assert not preview.take.isEnabled()
    assert preview.notice.title() == "1 row cannot be brought in"


def test_a_file_that_is_no_list_is_explained_on_the_page(page, settle, tmp_path: Path):
    path = tmp_path / "firms.csv"
    path.write_text("Colour\nred\n", encoding="utf-8")
    importing.read(page.desk, path, page, page.notice)
    settle(page.desk.tasks)
    assert "Colour" in page.notice.title()


def test_practice_data_goes_in_one_step(page, add, settle, services, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "app.ui.cases.clearing.ask", lambda _p, title, text, *_m, **_k: asked.append(text) or True
    )
    add("Proov OÜ", Outcome.CALL_BACK, test=True)
    said = {action.text(): action for action in page.more_menu().actions()}
    said["Delete practice data…"].trigger()
    for _step in range(3):
        settle(page.desk.tasks)
    assert asked[0].startswith("Marked as practice: 1 contact and 0 interviews.")
    assert "Proov OÜ" not in [row.case.name for row in cases.list_cases(services)]


def test_the_appointments_are_saved_as_a_calendar(page, settle, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(
        "app.ui.cases.paperwork.QFileDialog.getSaveFileName",
        lambda *_: (str(tmp_path / "mine"), ""),
    )
    said = {action.text(): action for action in page.more_menu().actions()}
    said["Save the appointments…"].trigger()
    settle(page.desk.tasks)
    assert "SUMMARY:Viru Metall" in (tmp_path / "mine.ics").read_text(encoding="utf-8")


def test_any_day_is_looked_at_by_keys_and_saved(page, settle, dialogs, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(
        "app.ui.cases.paperwork.QFileDialog.getSaveFileName",
        lambda *_: (str(tmp_path / "mine"), ""),
    )
    seen = []

    def turn(dialog: DayDialog) -> None:
        for key in (Qt.Key.Key_unknown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
            if key is not Qt.Key.Key_unknown:
                press(dialog.visits, key)
            settle(page.desk.tasks)
            seen.append([dialog.visits.item(at).text() for at in range(dialog.visits.count())])
        dialog.edit.setText("+1")
        dialog.edit.setFocus()
        press(dialog.edit, Qt.Key.Key_Return)
        settle(page.desk.tasks)
        seen.append([dialog.visits.item(0).text()])
        dialog.visits.setFocus()
        press(dialog.visits, Qt.Key.Key_S, ctrl=True)
        settle(page.desk.tasks)

    dialogs.append(turn)
    press(page.table, Qt.Key.Key_P, ctrl=True)
    assert seen[0] == ["to be tried · Сланцы ЛесПром"]
    assert "Viru Metall · Mari" in seen[1][0]
    assert seen[2] == ["to be tried · Viru Metall · Mari", "to be tried · Сланцы ЛесПром"]
    assert seen[3] == seen[1][:1]
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")


def test_only_mine_are_shown_by_a_key_and_a_case_is_handed_to_a_colleague(
    page, known, services, settle, dialogs
):
    def give(dialog: HandOverDialog) -> None:
        dialog.edit.setText("Олег П.")
        press(dialog.edit, Qt.Key.Key_Return)
        assert dialog.result()

    choose(page, known["meet"])
    dialogs.append(give)
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.table, Qt.Key.Key_I, chord)
    for _step in range(4):
        settle(page.desk.tasks)
    assert cases.get_case(services, known["meet"].id).row.holder == "Олег П."
    back_to(page)
    press(page.table, Qt.Key.Key_I, ctrl=True)
    settle(page.desk.tasks)
    assert shown(page) == ["Сланцы ЛесПром", "Ei Taha OÜ"]
    assert page.holders.text() == "Only mine"
    assert page.chips.chip("appointment").text() == "Appointments 0"
    page._on_holder("Олег П.")
    settle(page.desk.tasks)
    assert shown(page) == ["Viru Metall"]
    page._on_holder("")
    settle(page.desk.tasks)
    back_to(page)
    press(page.table, Qt.Key.Key_Z, ctrl=True)
    for _step in range(4):
        settle(page.desk.tasks)
    assert cases.get_case(services, known["meet"].id).row.holder == "A. K."


def test_names_stand_in_the_alphabet_of_the_reader(page, add, settle, speech):
    for name in ("Õun", "Tõll", "Šokolaad", "Zoo", "Äke", "Ülo", "Öko"):
        add(name)
    speech.speak("et")
    page._on_heading(0)
    settle(page.desk.tasks)
    speech.speak("en")
    latin = [
        name for name in shown(page) if name not in {"Viru Metall", "Сланцы ЛесПром", "Ei Taha OÜ"}
    ]
    assert latin == ["Šokolaad", "Zoo", "Tõll", "Õun", "Äke", "Öko", "Ülo"]


def test_without_cases_the_page_says_what_to_do(show, desk, settle):
    page = show(CasesPage(desk))
    page.enter()
    settle(desk.tasks)
    assert page._no_cases.isVisible()
    assert page._bring_in.text() == "Bring in a list…"
