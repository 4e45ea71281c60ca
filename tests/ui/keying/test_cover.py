"""The cover of a paper form: what is asked, what is wrong with it, and what begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations import cases, forms, keying, members
from app.operations.keying import Rule
from app.ui.cases.card import CasePage
from app.ui.keying.starting import CoverDialog, Known


@pytest.fixture
def dialog(services, bundle, show) -> CoverDialog:
    known = Known(
        forms.list_forms(services), members.members(services), {}, date(2026, 11, 21), speech="et"
    )
    return show(CoverDialog(known))


def test_number_and_day_are_asked_for_in_words(dialog):
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert dialog._fields["number"].complaint == "Write the number of the paper."
    QTest.keyClicks(dialog.number, "17")
    QTest.keyClicks(dialog.day, "22.11.2026")
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    assert dialog._fields["day"].complaint.startswith("Write the day")
    assert dialog.paper is None


def test_a_filled_cover_begins_an_entry(dialog, services, bundle):
    QTest.keyClicks(dialog.number, " 17 ")
    QTest.keyClicks(dialog.day, "031026")
    QTest.keyClicks(dialog.interviewer.lineEdit(), "a. k.")
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    paper = dialog.paper
    assert paper.cover.number == "17"
    assert paper.cover.day == date(2026, 10, 3)
    assert paper.cover.interviewer == members.members(services)[0].id
    assert paper.language == "Estonian (et)"
    assert dialog.rule is None


def test_the_rule_for_second_entries_can_be_changed_here(dialog, services):
    dialog.twice.button(Rule.SAMPLED.value).click()
    QTest.keyClicks(dialog.number, "17")
    QTest.keyClicks(dialog.day, "3.10.2026")
    dialog.begin.click()
    assert dialog.rule is Rule.SAMPLED
    keying.set_rule(services, "paper", dialog.rule)
    assert keying.rule_of(services, "paper") is Rule.SAMPLED


def test_a_paper_of_a_case_is_keyed_in_for_that_case(
    services, bundle, show, desk, settle, monkeypatch
):
    case = replace(cases.new_case(services), name="Viru Metall", language="et")
    cases.add_case(services, case)
    opened: list = []
    desk.navigator.page_wanted.connect(opened.append)

    def fill(dialog: CoverDialog) -> int:
        QTest.keyClicks(dialog.number, "17")
        QTest.keyClicks(dialog.day, "3.10.2026")
        dialog.begin.click()
        return dialog.result()

    monkeypatch.setattr(CoverDialog, "exec", fill)
    page = CasePage(desk, case.id)
    page.resize(1100, 600)
    show(page)
    page.enter()
    settle(desk.tasks)
    assert page.paper.text() == "Key in from paper…"
    QTest.keyClick(page.table, Qt.Key.Key_F7)
    settle(desk.tasks)
    settle(desk.tasks)
    [sheet] = opened
    assert sheet.heading.whole() == "Paper 17 · 3 Oct 2026 · first entry"
    assert cases.get_case(services, case.id).row.draft == sheet.interview.draft
    page.enter()
    settle(desk.tasks)
    assert page.paper.isHidden()
