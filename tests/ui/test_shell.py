"""The window as a whole: places, languages, tab order, names for every control, errors in words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.core.errors import AppError, ErrorCode
from app.ui import app as program
from app.ui import errors
from app.ui.navigation import Page
from app.ui.widgets.focus import REACH, _Ring

PLACES = ["cases", "interviews", "forms", "sync", "wastebasket", "settings"]


def stops(window: QWidget) -> list[QWidget]:
    """Walk through the window with Tab until the walk comes round."""
    first = at = window.nextInFocusChain()
    found = []
    while True:
        wanted = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wanted and at.isVisible() and at.isEnabled() and not at.isWindow():
            found.append(at)
        at = at.nextInFocusChain()
        if at is first:
            return found


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_tab_reaches_has_a_name(window, settle, place):
    window.shell.go(place)
    settle(window.tasks)
    nameless = [
        type(widget).__name__
        for widget in stops(window)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
        and not name_of(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_every_control_once(window, settle, place):
    window.shell.go(place)
    settle(window.tasks)
    reached = stops(window)
    controls = [
        widget
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) == len(set(reached))
    assert set(controls) <= set(reached)


@pytest.mark.parametrize("place", PLACES)
def test_no_english_is_left_behind_when_the_language_changes(window, settle, place):
    window.shell.go(place)
    settle(window.tasks)
    english = shown_words(window)
    window.speak("ru")
    settle(window.tasks)
    left = {
        words
        for words in shown_words(window) & english
        if any(letter.isalpha() for letter in words)
        and words not in KEPT
        and not words.startswith(("Ctrl", "/"))
    }
    assert left == set()


KEPT = {"Sild", "ET", "RU", "EN", "A. K.", "EstRu", "A. K. · EstRu"}


def shown_words(window: QWidget) -> set[str]:
    labels = (w.text() for w in window.findChildren(QLabel) if w.isVisible())
    buttons = (w.text() for w in window.findChildren(QAbstractButton) if w.isVisible())
    return {words for words in (*labels, *buttons) if words}


def test_the_language_is_switched_in_the_header_and_remembered(qtbot, window, preferences):
    qtbot.mouseClick(window.shell.languages.button("et"), Qt.MouseButton.LeftButton)
    assert preferences.language == "et"
    assert window.shell.page.title() != "Interviews"


def test_the_rail_folds_in_a_narrow_window_and_keeps_its_names(qtbot, window):
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: window.shell.rail.is_folded)
    button = window.shell.rail.button("forms")
    assert button.text() == ""
    assert button.accessibleName() == button.toolTip() == "Questionnaires"


def test_places_are_reached_by_keys(window):
    QTest.keyClick(
        QApplication.focusWidget() or window.shell, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier
    )
    assert window.shell.page.title() == "Questionnaires"


def test_ctrl_f_goes_to_the_search_field(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(
        QApplication.focusWidget() or window.shell,
        Qt.Key.Key_F,
        Qt.KeyboardModifier.ControlModifier,
    )
    assert window.shell.search.hasFocus()


def test_a_page_laid_over_gives_way_when_it_is_left(window):
    over = Page(window.shell.desk)
    window.shell.open(over)
    assert window.shell.page is over
    over.left.emit()
    assert window.shell.page.title() == "My cases"


def test_a_page_that_fills_the_window_hides_rail_and_header(window):
    class Full(Page):
        fills_window = True

    over = Full(window.shell.desk)
    window.shell.open(over)
    assert not window.shell.rail.isVisible()
    over.left.emit()
    assert window.shell.rail.isVisible()


def test_a_page_may_keep_the_window_open(window):
    class Stubborn(Page):
        stays = True

        def may_leave(self) -> bool:
            return not self.stays

    over = Stubborn(window.shell.desk)
    window.shell.open(over)
    window.close()
    assert window.isVisible()
    window.shell.go("forms")
    assert window.shell.page is over
    over.stays = False


def test_the_ring_stands_around_whatever_has_the_keyboard(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    window.shell.search.setFocus()
    rings = [ring for ring in window.findChildren(_Ring) if ring.isVisible()]
    assert len(rings) == 1
    assert rings[0].width() == window.shell.search.width() + 2 * REACH


def test_the_ring_survives_the_dialog_it_lay_in(qtbot, window):
    """The ring once held the last reference to a closed dialog and destroyed it from its own destructor."""
    qtbot.waitUntil(window.isActiveWindow)
    window.shell.search.setFocus()
    for _round in range(3):
        QTimer.singleShot(50, lambda: QApplication.activeModalWidget().reject())
        errors.show_error(window, AppError(ErrorCode.WORKBOOK_EMPTY, path="a.xlsx"))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.activateWindow()  # without a screen nobody else hands the keyboard back
        qtbot.waitUntil(lambda: any(ring.isVisible() for ring in window.findChildren(_Ring)))
    assert len(window.findChildren(_Ring)) == 1


def test_an_error_is_told_in_three_sentences(qtbot, window, monkeypatch):
    shown = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog) or 1)
    errors.show_error(window, AppError(ErrorCode.WORKBOOK_EMPTY, path="a.xlsx"))
    words = [label.text() for label in shown[0].findChildren(QLabel)]
    assert len([each for each in words if each]) == 3


def test_a_bug_is_shown_with_details_to_copy(qtbot, window, monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog) or 1)
    errors.report_bug(ValueError("what the respondent said"))
    caplog.clear()
    buttons = {b.text(): b for b in shown[0].findChildren(QAbstractButton)}
    buttons["Copy details"].click()
    copied = QApplication.clipboard().text()
    assert "ValueError" in copied
    assert "what the respondent said" not in copied


def test_the_state_line_says_when_something_was_saved(window, settle):
    from app.core.changes import Changes

    window.shell.desk.bus.announce(Changes(drafts=frozenset({"1"})))
    settle(window.tasks)
    assert window.shell._state.whole().startswith("saved ")
    assert window.shell._state.whole().endswith("A. K. · EstRu")


def test_the_window_opens_the_workspace_it_is_given(
    qtbot, qapp, services, preferences, speech, monkeypatch
):
    folder = services.workspace.folder
    services.close()
    monkeypatch.setattr("app.ui.app.Preferences", lambda: preferences)
    hook = sys.excepthook
    window = program.open_window(qapp, folder)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.workspace_opened, timeout=20_000):
        window.show()
    assert preferences.workspace is None
    window.close()
    sys.excepthook = hook
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_only_qt_and_the_core_are_imported_before_the_first_paint():
    import subprocess

    heavy = "sqlalchemy sqlcipher3 babel pandas reportlab lxml pyxform openpyxl app.store app.forms app.operations"
    code = (
        "import sys; from app.ui import app; a = app.application([]); w = app.open_window(a); w.show();"
        f"print([m for m in {heavy.split()} if m in sys.modules])"
    )
    root = Path(program.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_tab_walks_as_the_eye_does_whatever_came_later(qtbot, window, settle):
    window.shell.go("interviews")
    settle(window.tasks)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.shell.page
    page.chips.chip("").setFocus()
    walked = []
    for _step in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked[:3] == [page.sort, page.papers.button, page.new]
    assert page.isAncestorOf(walked[3])
