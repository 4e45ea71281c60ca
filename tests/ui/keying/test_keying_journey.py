"""A whole way through the window by keyboard alone: a paper keyed twice, compared, one interview; et, ru and en."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.operations import interviews
from app.operations.members import set_current_member
from app.store import revisions
from app.ui.interviews.finished import FinishedPage
from app.ui.interviews.page import InterviewsPage
from app.ui.keying.compare import ComparePage
from app.ui.keying.page import KeyingPage
from app.ui.keying.starting import CoverDialog

FIRST, REST = "Viru Metall", ("120", "1", "12,5", "3.10.2024")
PARTNER = ("Narva Vesi", "13", "0")
LAST = ("213", "45", "59.4 24.7", "")
SAID = {"en": "keyed once", "et": "sisestatud üks kord", "ru": "введён один раз"}


def fill(dialog: CoverDialog) -> int:
    QTest.keyClicks(dialog.number, "17")
    QTest.keyClicks(dialog.day, "3.10.2026")
    dialog.begin.click()
    return dialog.result()


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def key(page: KeyingPage, *lines: str) -> None:
    for text in lines:
        QTest.keyClicks(page.edit, text)
        QTest.keyClick(page.edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def in_view(qtbot, window, kind):
    qtbot.waitUntil(lambda: isinstance(window.shell.page, kind), timeout=10_000)
    return window.shell.page


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_a_paper_is_keyed_twice_compared_and_finished(
    language, qtbot, bundle, window, settle, monkeypatch
):
    monkeypatch.setattr(CoverDialog, "exec", fill)
    services = window.shell.desk.services
    window.speak(language)
    window.shell.go("interviews")
    settle(window.tasks)
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window.shell.page, Qt.Key.Key_F7)
    key(in_view(qtbot, window, KeyingPage), FIRST, *REST, *PARTNER, *LAST)
    listing = in_view(qtbot, window, InterviewsPage)
    settle(window.tasks)
    assert listing.model.index(0, 4).data() == SAID[language]
    set_current_member(services, "O. T.", "interviewer")
    listing._load()
    settle(window.tasks)
    listing.table.setFocus()
    press(Qt.Key.Key_Return)
    again = in_view(qtbot, window, KeyingPage)
    key(again, "Viru Metal", *REST, *PARTNER, *LAST)
    comparing = in_view(qtbot, window, ComparePage)
    settle(window.tasks)
    assert comparing.model.rowCount() == 1
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = in_view(qtbot, window, FinishedPage)
    qtbot.waitUntil(lambda: page._paper is not None, timeout=10_000)
    settle(window.tasks)
    [row] = interviews.list_interviews(services)
    kept = revisions.view_of(services.workspace, row.record).values
    assert kept["answers/data/firm/company"] == "Viru Metall"
    assert (kept["meta/keying_differences"], row.status) == ("1", "finished")
