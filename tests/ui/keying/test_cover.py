"""The cover of a paper form: what is asked, what is wrong with it, and what begins."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations import forms, keying, members
from app.operations.keying import Rule
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
