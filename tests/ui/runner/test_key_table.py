"""Every row of the table of keys does what it says, under the Latin and the Russian layout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget

from app.i18n.catalog import LANGUAGES, speaking
from app.ui import keys
from app.ui.runner import help as help_page
from app.ui.runner.controls.drawing import DrawingControl
from app.ui.runner.controls.month_popup import MonthPopup
from app.ui.runner.help import KeysHelp, said
from app.ui.runner.jump import JumpDialog
from app.ui.runner.key_table import EVERYWHERE, TABLE, KeyRow
from app.ui.runner.remark import RemarkDialog
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog

NO_KEY: Final = Qt.KeyboardModifier.NoModifier
CYRILLIC: Final = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", strict=True))
PLACES: Final = {
    letter: first + at
    for first, row in {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}.items()
    for at, letter in enumerate(row)
}
"""X key codes of the letters."""
ROWS: Final = {row.id: row for section in TABLE for row in section.rows}
LONG_LIST: Final = xform(
    "<q/><r/>",
    '<bind nodeset="/data/q" type="string"/><bind nodeset="/data/r" type="string"/>',
    '<select1 ref="/data/q"><label>Q</label>'
    + "".join(f"<item><label>Answer {n}</label><value>v{n}</value></item>" for n in range(1, 13))
    + '</select1><input ref="/data/r"><label>R</label></input>',
)


def press(chord: str, layout: str = "latin") -> None:
    """Press a chord where the focus is, as the keyboard of a layout sends it."""
    combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
    key, held = Qt.Key(combination.key()), combination.keyboardModifiers()
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    if QApplication.activePopupWidget() is not None:
        target = QApplication.activePopupWidget().focusWidget() or target  # type: ignore[union-attr]
    assert target is not None
    letter = chr(key) if key < 0x80 else ""
    if layout == "russian" and letter in CYRILLIC:
        sign = CYRILLIC[letter]
        event = QKeyEvent(QEvent.Type.KeyPress, ord(sign), held, PLACES[letter], 0, 0, sign.lower())
        QApplication.sendEvent(target, event)
    else:
        QTest.keyClick(target, key, held)
    QApplication.processEvents()


Press = Callable[[], None]
Effect = Callable[[Interviewer, Press], None]
EFFECTS: dict[str, Effect] = {}


def effect(*ids: str) -> Callable[[Effect], Effect]:
    """Register what shows that the keys of these rows have done their work."""

    def register(check: Effect) -> Effect:
        EFFECTS.update(dict.fromkeys(ids, check))
        return check

    return register


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for row in ROWS.values():
        for chord in row.chords or ("",):
            cases.append((row.id, chord, "latin"))
            if chord.rpartition("+")[2] in CYRILLIC:
                cases.append((row.id, chord, "russian"))
    return cases


@pytest.fixture
def person(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> Interviewer:
    monkeypatch.setattr("sys.platform", "linux")
    return begin(language="Russian (ru)")


ELSEWHERE: Final = frozenset(
    {
        "choice-code",
        "aloud",
        "camera",
        "record",
        "whole",
        "stop",
        "play",
        "respondents",
        "break-off",
        "closing",
        "next-remark",
    }
)
"""Tested where they need another form or a device: below, with recordings, photos and the shape of the interview."""


@pytest.mark.parametrize(
    ("row", "chord", "layout"), [case for case in _cases() if case[0] not in ELSEWHERE]
)
def test_a_key_does_what_the_table_says(
    row: str, chord: str, layout: str, person: Interviewer
) -> None:
    EFFECTS[row](person, lambda: press(chord, layout))


def test_every_row_is_tested() -> None:
    assert set(EFFECTS) | ELSEWHERE == set(ROWS)


def test_every_key_of_the_runner_stands_in_the_table(person: Interviewer) -> None:
    bound = set(getattr(person.page, keys._ATTRIBUTE))
    shown = {keys._combined(chord) for row in EVERYWHERE.rows for chord in row.chords}
    assert bound <= shown


def test_no_key_of_the_runner_means_two_things() -> None:
    chords = [chord for row in EVERYWHERE.rows for chord in row.chords]
    assert len(chords) == len(set(chords))


def test_every_f_key_has_a_ctrl_twin() -> None:
    for row in ROWS.values():
        if any("F" in chord.rpartition("+")[2] and chord[-1].isdecimal() for chord in row.chords):
            assert any(chord.startswith("Ctrl+") for chord in row.chords), row.id


# --- everywhere

TEXT, NEXT = "/data/texts/short_text", "/data/texts/long_text"


@effect("next")
def _next(person: Interviewer, press: Press) -> None:
    press()
    assert person.here == NEXT


@effect("next-page")
def _next_page(person: Interviewer, press: Press) -> None:
    person.go("/data/cascade/region")
    press()
    assert person.here == "/data/rules/needed"


@effect("back", "page-before")
def _back(person: Interviewer, press: Press) -> None:
    person.go(NEXT)
    press()
    assert person.here == TEXT


@effect("end")
def _end(person: Interviewer, press: Press) -> None:
    press()
    assert person.here == "finish"


@effect("dont-know")
def _dont_know(person: Interviewer, press: Press) -> None:
    _missing(person, press, "dont_know")


@effect("refused")
def _refused(person: Interviewer, press: Press) -> None:
    _missing(person, press, "refused")


def _missing(person: Interviewer, press: Press, kind: str) -> None:
    at = person.page.session.address(TEXT)
    press()
    assert person.page.session.state(at).missing == kind
    press()
    assert person.page.session.state(at).missing is None


def _closing(seen: list[str]) -> None:
    """Close the dialog that is about to open, and note which it was."""

    in_dialog(lambda dialog: seen.append(type(dialog).__name__))


@effect("remark")
def _remark(person: Interviewer, press: Press) -> None:
    _opens(press, RemarkDialog.__name__)


@effect("jump")
def _jump(person: Interviewer, press: Press) -> None:
    _opens(press, JumpDialog.__name__)


@effect("help")
def _help(person: Interviewer, press: Press) -> None:
    _opens(press, KeysHelp.__name__)


def _opens(press: Press, dialog: str) -> None:
    seen: list[str] = []
    _closing(seen)
    press()
    assert seen == [dialog]


@effect("language")
def _language(person: Interviewer, press: Press) -> None:
    before = person.page.session.language
    press()
    assert person.page.session.language != before


@effect("gloss")
def _gloss(person: Interviewer, press: Press) -> None:
    before = person.page.reader.gloss
    press()
    assert person.page.reader.gloss != before


@effect("respondent")
def _respondent(person: Interviewer, press: Press) -> None:
    press()
    assert person.page.turned.view is not None
    press()
    assert person.page.turned.view is None


@effect("guidance")
def _guidance(person: Interviewer, press: Press) -> None:
    person.go("/data/scales/turnover")
    shown = person.page.stage.blocks[0]._guidance
    assert shown.isHidden()
    press()
    assert not shown.isHidden()


@effect("enlarge")
def _enlarge(person: Interviewer, press: Press) -> None:
    """Without a picture the key does nothing; with one, see the tests of pictures."""
    press()
    assert QApplication.activeModalWidget() is None
    assert person.here == TEXT


@effect("undo")
def _undo(person: Interviewer, press: Press) -> None:
    person.type("Narva")
    press()
    assert person.value(TEXT) == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.text() == ""  # type: ignore[attr-defined]


@effect("redo")
def _redo(person: Interviewer, press: Press) -> None:
    person.type("Narva")
    person.ctrl(Qt.Key.Key_Z)
    press()
    assert person.value(TEXT) == "Narva"


# --- choices

ONE = "/data/choices/one"


@effect("choice-digit")
def _choice_digit(person: Interviewer, press: Press) -> None:
    person.go(ONE)
    person.type("2")
    assert person.value(ONE) == "blue"
    person.go("/data/choices/several")
    person.type("13")
    assert person.value("/data/choices/several") == "white green"
    person.type("1")
    assert person.value("/data/choices/several") == "green"


def test_two_digits_choose_in_a_longer_list(begin: Begin) -> None:
    person = begin(LONG_LIST)
    person.type("12")
    assert person.value("/data/q") == "v12"
    person.type("1")
    assert person.value("/data/q") == "v12"
    wait_until(lambda: person.value("/data/q") == "v1")


@effect("choice-move")
def _choice_move(person: Interviewer, press: Press) -> None:
    person.go(ONE)
    rows = person.page.stage.blocks[0].control.rows()  # type: ignore[union-attr]
    rows[1].setFocus()
    press()
    assert QApplication.focusWidget() in {rows[0], rows[2]}
    assert person.value(ONE) == ""


@effect("choice-column")
def _choice_column(person: Interviewer, press: Press) -> None:
    person.go("/data/choices/likert")
    rows = person.page.stage.blocks[0].control.rows()  # type: ignore[union-attr]
    rows[1].setFocus()
    press()
    assert QApplication.focusWidget() in {rows[0], rows[2]}


@effect("choice-take")
def _choice_take(person: Interviewer, press: Press) -> None:
    person.go(ONE)
    press()
    assert person.value(ONE) == "white"


@effect("choice-clear")
def _choice_clear(person: Interviewer, press: Press) -> None:
    person.go(ONE)
    person.type("2")
    press()
    assert person.value(ONE) == ""


# --- lists

REGION = "/data/cascade/region"


@effect("list-search")
def _list_search(person: Interviewer, press: Press) -> None:
    search = _open_list(person)
    whole = search.model.rowCount()
    person.type("12")
    assert 0 < search.model.rowCount() < whole


@effect("list-mark")
def _list_mark(person: Interviewer, press: Press) -> None:
    search = _open_list(person)
    for _step in range(8):
        QTest.keyClick(search.edit, Qt.Key.Key_Down)
    before = search.list.currentIndex().row()
    press()
    assert search.list.currentIndex().row() != before


@effect("list-take")
def _list_take(person: Interviewer, press: Press) -> None:
    search = _open_list(person)
    QTest.keyClick(search.edit, Qt.Key.Key_Down)
    press()
    assert person.value(REGION) != ""


@effect("list-whole")
def _list_whole(person: Interviewer, press: Press) -> None:
    search = _open_list(person)
    whole = search.model.rowCount()
    person.type("12")
    press()
    assert search.model.rowCount() == whole


@effect("menu-open")
def _menu_open(person: Interviewer, press: Press) -> None:
    person.go(REGION)
    press()
    control = person.page.stage.blocks[0].control
    assert control.popup.isVisible()  # type: ignore[union-attr]
    control.popup.hide()  # type: ignore[union-attr]


@effect("menu-clear")
def _menu_clear(person: Interviewer, press: Press) -> None:
    person.go(REGION)
    person.page.give(REGION, person.page.session.choices(person.page.here())[0].value)
    press()
    assert person.value(REGION) == ""


def _open_list(person: Interviewer):
    person.go(REGION)
    control = person.page.stage.blocks[0].control
    control.open()  # type: ignore[union-attr]
    QApplication.processEvents()
    return control.popup.search  # type: ignore[union-attr]


# --- text


@effect("text-line")
def _text_line(person: Interviewer, press: Press) -> None:
    _long_text(person)
    press()
    person.page.stage.controls_flush()
    assert person.value(NEXT) == "a\n"
    assert person.here == NEXT


@effect("text-on")
def _text_on(person: Interviewer, press: Press) -> None:
    _long_text(person)
    press()
    assert person.value(NEXT) == "a"
    assert person.here == "/data/texts/digits"


@effect("text-back")
def _text_back(person: Interviewer, press: Press) -> None:
    _long_text(person)
    press()
    assert person.value(NEXT) == "a"
    assert person.here == TEXT


def _long_text(person: Interviewer) -> None:
    person.go(NEXT)
    person.type("a")


# --- numbers, dates


@effect("count")
def _count(person: Interviewer, press: Press) -> None:
    at = "/data/scales/people"
    person.go(at)
    person.page.give(at, "5")
    press()
    person.page.stage.controls_flush()
    assert person.value(at) in {"4", "6"}


@effect("scale")
def _scale(person: Interviewer, press: Press) -> None:
    for at in ("/data/scales/standing", "/data/scales/stars"):
        person.go(at)
        person.page.give(at, "3")
        before = person.value(at)
        press()
        assert person.value(at) in {"2", "4"}
        assert before == "3"


@effect("calendar")
def _calendar(person: Interviewer, press: Press) -> None:
    for name in ("day", "month", "year"):
        person.go(f"/data/dates/{name}")
        press()
        popup = QApplication.activePopupWidget()
        assert popup is not None, name
        assert isinstance(popup, MonthPopup) == (name != "day")
        popup.close()


@effect("calendar-move")
def _calendar_move(person: Interviewer, press: Press) -> None:
    popup = _months(person)
    before = popup._year, popup._marked
    press()
    assert (popup._year, popup._marked) != before
    popup.close()


@effect("calendar-turn")
def _calendar_turn(person: Interviewer, press: Press) -> None:
    popup = _months(person)
    before = popup._year
    press()
    assert abs(popup._year - before) == 1
    popup.close()


@effect("calendar-take")
def _calendar_take(person: Interviewer, press: Press) -> None:
    popup = _months(person)
    QTest.keyClick(popup.cells[popup._marked], Qt.Key.Key_Right)
    press()
    assert person.value("/data/dates/month") == "2024-06-01"


@effect("calendar-leave")
def _calendar_leave(person: Interviewer, press: Press) -> None:
    _months(person)
    press()
    assert person.value("/data/dates/month") == "2024-05-01"
    assert QApplication.activePopupWidget() is None


def _months(person: Interviewer) -> MonthPopup:
    person.go("/data/dates/month")
    person.page.give("/data/dates/month", "2024-05-01")
    press("Alt+Down")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, MonthPopup)
    return popup


# --- rank, confirmation

RANKED = "/data/choices/ranked"


@effect("rank-place")
def _rank_place(person: Interviewer, press: Press) -> None:
    person.go(RANKED)
    person.type("3")
    assert person.value(RANKED) == "blue green white red"


@effect("rank-mark")
def _rank_mark(person: Interviewer, press: Press) -> None:
    person.go(RANKED)
    listed = person.page.stage.blocks[0].control.list  # type: ignore[union-attr]
    listed.setCurrentRow(1)
    press()
    assert listed.currentRow() in {0, 2}
    assert person.value(RANKED) == ""


@effect("rank-up", "rank-down")
def _rank_move(person: Interviewer, press: Press) -> None:
    person.go(RANKED)
    listed = person.page.stage.blocks[0].control.list  # type: ignore[union-attr]
    listed.setCurrentRow(1)
    press()
    assert person.value(RANKED) in {"blue white green red", "white green blue red"}


@effect("rank-agree")
def _rank_agree(person: Interviewer, press: Press) -> None:
    person.go(RANKED)
    press()
    assert person.value(RANKED) == "white blue green red"


@effect("confirm")
def _confirm(person: Interviewer, press: Press) -> None:
    person.go("/data/others/seen")
    press()
    assert person.value("/data/others/seen") == "OK"
    press()
    assert person.value("/data/others/seen") == ""


# --- files and drawings

SIGNED = "/data/drawn/signed"


@effect("file")
def _file(person: Interviewer, press: Press) -> None:
    asked: list[str] = []
    person.go(SIGNED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            QFileDialog, "getOpenFileName", lambda *_all: (asked.append("file"), "")[1:] * 2
        )
        press()
    assert asked == ["file"]


@effect("name")
def _name(person: Interviewer, press: Press) -> None:
    person.go(SIGNED)

    def sign(dialog: QDialog) -> None:
        QTest.keyClicks(dialog.edit, "Anna Saar")  # type: ignore[attr-defined]
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)  # type: ignore[attr-defined]

    in_dialog(sign)
    press()
    assert person.value(SIGNED).endswith(".png")


@effect("stroke")
def _stroke(person: Interviewer, press: Press) -> None:
    control = _signed(person)
    press()
    assert not control.canvas.has_strokes


@effect("stroke-again")
def _stroke_again(person: Interviewer, press: Press) -> None:
    control = _signed(person)
    control.canvas.undo_stroke()
    press()
    assert control.canvas.has_strokes


@effect("wipe")
def _wipe(person: Interviewer, press: Press) -> None:
    control = _signed(person)
    control.flush()
    assert person.value(SIGNED) != ""
    press()
    assert person.value(SIGNED) == ""
    assert control.canvas.is_blank


def _signed(person: Interviewer) -> DrawingControl:
    person.go(SIGNED)
    control = person.page.stage.blocks[0].control
    assert isinstance(control, DrawingControl)
    draw(control.canvas)
    control.canvas.setFocus()
    return control


def draw(canvas: QWidget) -> None:
    """Draw a line across a sheet."""
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, NO_KEY, middle)
    QTest.mouseMove(canvas, middle / 2)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, NO_KEY, middle / 2)


# --- rows, large views

PERSON = "/data/person"


def _rows(person: Interviewer) -> list[str]:
    return list(person.page.session.instances(person.page.session.address(PERSON)))


def _at_rows(person: Interviewer) -> None:
    repeat = person.page.session.address(PERSON)
    while len(_rows(person)) < 2:
        person.page.add_row(repeat)
    person.page.go_to(repeat)


@effect("row-add")
def _row_add(person: Interviewer, press: Press) -> None:
    _at_rows(person)
    person.type("+")
    assert len(_rows(person)) == 3


@effect("row-open")
def _row_open(person: Interviewer, press: Press) -> None:
    _at_rows(person)
    person.type("2")
    assert person.here.startswith("/data/person[2]")


@effect("row-move")
def _row_move(person: Interviewer, press: Press) -> None:
    _at_rows(person)
    press()
    before = QApplication.focusWidget()
    QTest.keyClick(before, Qt.Key.Key_Down)  # type: ignore[arg-type]
    assert QApplication.focusWidget() is not before
    assert person.here == PERSON


@effect("row-remove")
def _row_remove(person: Interviewer, press: Press) -> None:
    _at_rows(person)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)  # type: ignore[arg-type]
    press()
    assert len(_rows(person)) == 1


@effect("leave-large")
def _leave_large(person: Interviewer, press: Press) -> None:
    person.page.turned.toggle()
    press()
    assert person.page.turned.view is None


# --- the help itself


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_help_says_and_prints_every_row_in_every_language(
    language: str, person: Interviewer, tmp_path: Path
) -> None:
    with speaking(language):
        dialog = KeysHelp(person.page)
        shown = {part.text() for part in dialog.table.findChildren(QLabel)}
        for row in ROWS.values():
            assert row.words() in shown
            assert set(said(row)) <= shown
        assert help_page.write_pdf(tmp_path / "keys.pdf")
        dialog.deleteLater()
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


def test_a_row_without_chords_says_what_is_typed() -> None:
    assert all(row.chords or row.typed for row in ROWS.values())
    assert isinstance(ROWS["next"], KeyRow)
