"""Groups of choices under the keyboard: one stop of Tab each, arrows inside, codes in long lists."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.runner.controls.choice_list import ChoiceModel
from app.ui.runner.controls.choice_row import CheckRow, RadioRow
from app.ui.runner.controls.choices import ChoiceRows
from app.ui.runner.controls.codes import code_readings
from app.ui.runner.controls.factory import Shelf
from app.ui.runner.controls.rank import RankControl
from app.ui.runner.controls.search import SearchChoices
from tests.ui.runner.conftest import Begin, Interviewer, xform

Key = Qt.Key


def items(*values: str) -> str:
    return "".join(
        f"<item><label>Answer {at}</label><value>{value}</value></item>"
        for at, value in enumerate(values, start=1)
    )


GROUP = xform(
    "<one/><many/><order/><scale/>",
    '<bind nodeset="/data/one" type="string"/>',
    f'<select1 ref="/data/one"><label>One?</label>{items("a", "b", "c")}</select1>'
    f'<select ref="/data/many"><label>Many?</label>{items("a", "b", "c")}</select>'
    f'<select1 ref="/data/scale" appearance="likert"><label>Scale?</label>'
    f"{items('1', '2', '3')}</select1>",
)
LETTERS = [f"{letter}" for letter in "ABCDEFGHIJKLMN"]
LONG = xform(
    "<section/><place/>",
    "",
    f'<select1 ref="/data/section"><label>Section?</label>{items(*LETTERS)}</select1>'
    f'<select1 ref="/data/place" appearance="minimal"><label>Place?</label>'
    f"{items('0511', '0442', '37')}</select1>",
)


def focused_row() -> RadioRow | CheckRow | None:
    found = QApplication.focusWidget()
    return found if isinstance(found, RadioRow | CheckRow) else None


def type_russian(letter: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, 0, none, letter))


def rows(person: Interviewer) -> list[RadioRow | CheckRow]:
    control = person.page.stage.blocks[0].control
    assert isinstance(control, ChoiceRows)
    return control.rows()


@pytest.mark.parametrize("path", ["/data/one", "/data/many", "/data/scale"])
def test_tab_leaves_a_group_and_comes_back_to_one_row(begin: Begin, path: str) -> None:
    person = begin(GROUP)
    person.go(path)
    assert focused_row() is rows(person)[0]
    person.press(Key.Key_Tab)
    assert focused_row() is None
    person.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused_row() is rows(person)[0]


def test_tab_comes_back_to_the_row_that_was_chosen(begin: Begin) -> None:
    person = begin(GROUP)
    person.go("/data/many")
    person.type("2")
    person.press(Key.Key_Up)
    assert focused_row() is rows(person)[0]
    person.press(Key.Key_Tab)
    person.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused_row() is rows(person)[1]


def test_arrows_move_inside_and_space_chooses(begin: Begin) -> None:
    person = begin(GROUP)
    person.go("/data/one")
    person.press(Key.Key_Down)
    person.press(Key.Key_Down)
    person.press(Key.Key_Space)
    assert person.value("/data/one") == "c"
    assert [row.focusPolicy() for row in rows(person)] == [
        Qt.FocusPolicy.ClickFocus,
        Qt.FocusPolicy.ClickFocus,
        Qt.FocusPolicy.StrongFocus,
    ]


def test_the_own_code_finds_a_choice_of_a_long_list_first(begin: Begin) -> None:
    person = begin(LONG)
    assert isinstance(person.page.stage.blocks[0].control, SearchChoices)
    person.type("C")
    person.enter()
    assert person.value("/data/section") == "C"
    type_russian("ф")  # the key A under a Russian layout
    person.enter()
    assert person.value("/data/section") == "A"
    type_russian("С")  # the key C there, and the same shape
    person.enter()
    assert person.value("/data/section") == "C"


def test_the_own_code_finds_a_choice_of_a_short_drop_down(begin: Begin) -> None:
    person = begin(LONG)
    person.go("/data/place")
    person.type("0442")
    person.enter()
    assert person.value("/data/place") == "0442"
    person.type("1")
    person.enter()
    assert person.value("/data/place") == "0511"


def test_what_is_named_exactly_comes_before_what_begins_so(begin: Begin) -> None:
    person = begin(
        xform(
            "<at/>",
            "",
            f'<select1 ref="/data/at"><label>At?</label>'
            f"{items('101', '10', '1', *map(str, range(30, 45)))}</select1>",
        )
    )
    model = ChoiceModel()
    question = person.page.stage.blocks[0].question
    assert question is not None
    model.show_choices(question, many=False)
    model.seek("10")
    assert [model.entry(row).value for row in range(model.rowCount())] == ["10", "101"]


def test_letters_are_read_as_they_stand_by_their_key_and_by_their_looks() -> None:
    assert code_readings(" C ") == ("c",)
    assert code_readings("С10") == ("с10", "c10")
    assert code_readings("В") == ("в", "d", "b")


def test_a_control_that_is_gone_is_not_dressed_again(qapp: QApplication) -> None:
    shelf = Shelf()
    gone = [shelf.take(family) for family in (SearchChoices, ChoiceRows, RankControl)]
    for control in gone:
        control.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.watch().changed.emit()
