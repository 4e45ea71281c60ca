"""Every row of the table of keys of key entry does what it says; nothing is bound that the table leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import keys
from app.ui.interviews.page import InterviewsPage
from app.ui.keying.key_table import COMPARING, KEYING, SHEET
from app.ui.keying.starting import CoverDialog
from app.ui.runner.help import EVERY_KEY, KeysHelp
from tests.ui.keying.conftest import Keyer
from tests.ui.runner.dialogs import in_dialog

ROWS: Final = {row.id: row for section in KEYING for row in section.rows}
Check = Callable[[Keyer, Callable[[], None]], None]
CHECKS: dict[str, Check] = {}


def check(*ids: str) -> Callable[[Check], Check]:
    def register(does: Check) -> Check:
        CHECKS.update(dict.fromkeys(ids, does))
        return does

    return register


def press(widget: QWidget, chord: str) -> None:
    combination = QKeySequence.fromString(chord)[0]
    QTest.keyClick(widget, Qt.Key(combination.key()), combination.keyboardModifiers())
    QApplication.processEvents()


SHEET_CASES: Final = [
    (row.id, chord)
    for row in SHEET.rows
    if row.id != "keying-begin"
    for chord in row.chords or ("",)
]


@pytest.mark.parametrize(("row", "chord"), SHEET_CASES)
def test_a_key_of_the_sheet_does_what_the_table_says(
    row: str, chord: str, sit_down, paper, once
) -> None:
    keyer = sit_down(paper)
    CHECKS[row](keyer, lambda: press(keyer.page.edit, chord))


def test_every_row_of_the_sheet_is_pressed() -> None:
    assert set(CHECKS) | {"keying-begin"} == {row.id for row in SHEET.rows}


def test_everything_that_is_bound_stands_in_the_table(sit_down, paper) -> None:
    keyer = sit_down(paper)
    bound = set(getattr(keyer.page.edit, keys._ATTRIBUTE))
    shown = {keys._combined(chord) for row in SHEET.rows for chord in row.chords}
    assert bound <= shown


def test_the_help_of_an_interview_holds_the_keys_of_paper() -> None:
    assert EVERY_KEY[-2:] == (SHEET, COMPARING)


@check("keying-enter")
def _enter(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.type("Viru")
    press_it()
    assert keyer.value("/data/firm/company") == "Viru"
    assert keyer.here.startswith("1.2")


@check("keying-back")
def _back(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru")
    press_it()
    assert keyer.here.startswith("1.1")


@check("keying-code")
def _code(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru", "12", "1")
    assert keyer.value("/data/firm/export") == "yes"


@check("keying-dont-know")
def _dont_know(keyer: Keyer, press_it: Callable[[], None]) -> None:
    _missing(keyer, press_it, "dont_know", "*", "?")


@check("keying-refused")
def _refused(keyer: Keyer, press_it: Callable[[], None]) -> None:
    _missing(keyer, press_it, "refused", "/", "-")


def _missing(keyer: Keyer, press_it: Callable[[], None], kind: str, *signs: str) -> None:
    def given() -> str | None:
        session = keyer.page.session
        return session.state(session.address("/data/firm/staff")).missing

    keyer.line("Viru")
    press_it()
    assert given() == kind
    for sign in signs:
        keyer.page.undo()
        assert given() is None
        while not keyer.here.startswith("1.2"):
            keyer.press(Qt.Key.Key_Up)
        keyer.page.edit.clear()
        keyer.line(sign)
        assert given() == kind


@check("keying-blank")
def _blank(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru", ".")
    assert keyer.value("/data/firm/staff") == ""
    assert keyer.here.startswith("1.3")


@check("keying-no-more")
def _no_more(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru", "12", "2", "3.10.2026")
    press_it()
    assert keyer.here.startswith("3.1")


@check("keying-as-remark")
def _as_remark(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru")
    keyer.type("6000")
    press_it()
    session = keyer.page.session
    [remark] = session.remarks(session.address("/data/firm/staff"))
    assert "6000" in remark.text


@check("keying-up")
def _up_down(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru", "12")
    press_it()
    assert keyer.here[:3] in {"1.2", "1.4", "1.5"}


@check("keying-far")
def _far(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru", "12")
    press_it()
    assert not keyer.here.startswith("1.3")


@check("keying-remark", "keying-jump", "keying-help")
def _dialog(keyer: Keyer, press_it: Callable[[], None]) -> None:
    seen: list[str] = []
    in_dialog(lambda dialog: seen.append(type(dialog).__name__))
    press_it()
    assert seen
    assert set(seen) <= {"RemarkDialog", "JumpDialog", KeysHelp.__name__}


@check("keying-undo")
def _undo(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru")
    press_it()
    assert keyer.value("/data/firm/company") == ""


@check("keying-redo")
def _redo(keyer: Keyer, press_it: Callable[[], None]) -> None:
    keyer.line("Viru")
    keyer.page.undo()
    press_it()
    assert keyer.value("/data/firm/company") == "Viru"


@pytest.mark.parametrize("chord", ROWS["keying-begin"].chords)
def test_a_paper_is_keyed_in_from_the_list_by_key(
    chord: str, show, desk, settle, bundle, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(CoverDialog, "exec", lambda dialog: asked.append("cover") or 0)
    page = InterviewsPage(desk)
    show(page)
    page.enter()
    settle(desk.tasks)
    press(QApplication.focusWidget() or page, chord)
    settle(desk.tasks)
    assert asked == ["cover"]
