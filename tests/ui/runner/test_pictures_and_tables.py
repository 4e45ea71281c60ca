"""Pictures of questions and choices, large and small; tables of questions under one head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.ui.runner.controls.choices import ChoiceRows
from app.ui.runner.pages import ItemKind
from app.ui.runner.zoom import ZoomView
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog

PICTURES = xform(
    "<q/><r/>",
    '<bind nodeset="/data/q" type="string"/><bind nodeset="/data/r" type="string"/>',
    '<select1 ref="/data/q" appearance="columns-2"><label ref="jr:itext(\'q\')"/>'
    "<item><label ref=\"jr:itext('a')\"/><value>a</value></item>"
    "<item><label ref=\"jr:itext('b')\"/><value>b</value></item></select1>"
    '<input ref="/data/r"><label>R</label></input>',
    '<itext><translation lang="en">'
    '<text id="q"><value>Which?</value><value form="image">jr://images/q.png</value>'
    '<value form="big-image">jr://images/large.png</value></text>'
    '<text id="a"><value>Green</value><value form="image">jr://images/a.png</value></text>'
    '<text id="b"><value>Red</value><value form="image">jr://images/b.png</value></text>'
    "</translation></itext>",
)


@pytest.fixture
def person(begin: Begin, tmp_path: Path) -> Interviewer:
    for name, colour, width in (
        ("q", "#0B6771", 300),
        ("large", "#0B6771", 1200),
        ("a", "#00A000", 90),
        ("b", "#C00000", 90),
    ):
        image = QImage(width, width * 2 // 3, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        image.save(str(tmp_path / f"{name}.png"))
    sitting = begin(PICTURES)
    wait_until(lambda: not sitting.page.desk.tasks.is_busy)
    return sitting


def rows_of(person: Interviewer) -> ChoiceRows:
    control = person.page.stage.blocks[0].control
    assert isinstance(control, ChoiceRows)
    return control


def test_question_and_choices_show_their_pictures(person: Interviewer) -> None:
    assert not person.page.stage.blocks[0]._picture.isHidden()
    shown = [row.face.picture for row in rows_of(person).rows()]
    assert [picture and picture.width() for picture in shown] == [90, 90]
    painted = rows_of(person).rows()[0].grab().toImage()
    middle = painted.pixelColor(painted.width() // 2, 30 * painted.height() // 120)
    assert middle.green() > middle.red()


def test_the_pictures_of_the_next_page_are_here_before_it(begin: Begin, tmp_path: Path) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B6771"))
    for name in ("q", "large", "a", "b"):
        image.save(str(tmp_path / f"{name}.png"))
    first = PICTURES.replace("<q/>", "<first/><q/>").replace(
        "<h:body>", '<h:body><input ref="/data/first"><label>First</label></input>'
    )
    person = begin(first)
    wait_until(
        lambda: person.page.pictures._kept.keys() >= {"jr://images/q.png", "jr://images/a.png"}
    )
    person.press(Qt.Key.Key_Return)
    assert not person.page.stage.blocks[0]._picture.isHidden()
    assert [row.face.picture is not None for row in rows_of(person).rows()] == [True, True]


def large(person: Interviewer, act: Callable[[], object]) -> int:
    """Do something that shows a picture large; leave it by Esc and return how wide the picture was."""
    seen: list[int] = []

    def look(view: QDialog) -> None:
        assert isinstance(view, ZoomView)
        seen.append(view._picture.width())
        QTest.keyClick(view, Qt.Key.Key_Escape)

    in_dialog(look)
    act()
    return seen[0]


def test_the_picture_of_a_choice_is_enlarged_by_key(person: Interviewer) -> None:
    assert large(person, lambda: person.ctrl(Qt.Key.Key_I)) == 90


def test_the_picture_of_a_question_is_enlarged_by_enter_from_its_large_file(
    person: Interviewer,
) -> None:
    picture = person.page.stage.blocks[0]._picture
    picture.setFocus()
    assert large(person, person.enter) == 1200
    assert person.here == "/data/q"


def test_a_click_enlarges_too(person: Interviewer) -> None:
    picture = person.page.stage.blocks[0]._picture
    click = Qt.MouseButton.LeftButton
    assert large(person, lambda: QTest.mouseClick(picture, click)) in {90, 1200}


def test_pictures_of_choices_are_chosen_by_digit(person: Interviewer) -> None:
    person.type("2")
    assert person.value("/data/q") == "b"


# --- tables


@pytest.fixture
def at_table(begin: Begin) -> Interviewer:
    sitting = begin()
    sitting.go("/data/table")
    return sitting


def test_a_table_says_its_columns_once_and_every_row_its_question(at_table: Interviewer) -> None:
    stage = at_table.page.stage
    heads = [item for item in at_table.page.model.page.items if item.kind is ItemKind.HEAD]
    assert len(heads) == 1
    assert "Nõustun täiesti" in "".join(label.text() for label in stage.heads[0]._labels)
    for block in stage.table_blocks():
        assert block.question is not None
        assert block._label.accessibleName().endswith(block.question.name)
        cells = block.control.rows()  # type: ignore[union-attr]
        assert not any(cell.face.has_words for cell in cells)
        assert cells[-1].accessibleName() == "Nõustun täiesti"


def test_cells_stand_under_the_words_of_the_head(at_table: Interviewer) -> None:
    QApplication.processEvents()
    stage = at_table.page.stage
    block = stage.table_blocks()[1]
    for cell, label in zip(block.control.rows(), stage.heads[0]._labels, strict=False):  # type: ignore[union-attr]
        middle = cell.mapTo(stage, cell.rect().center()).x()
        over = label.mapTo(stage, label.rect().center()).x()
        assert abs(middle - over) <= 2


def test_a_table_is_filled_by_digits_and_enter(at_table: Interviewer) -> None:
    for digit in "4215":
        at_table.answer_with(digit)
    names = ("partners", "staff", "support", "transport")
    assert [at_table.value(f"/data/table/{name}") for name in names] == list("4215")
    assert not at_table.here.startswith("/data/table")


def test_the_head_stays_in_view_while_its_rows_scroll(at_table: Interviewer) -> None:
    page = at_table.page
    page.resize(900, 420)
    QApplication.processEvents()
    assert page.sticky_head.isHidden()
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() - 60)
    QApplication.processEvents()
    assert page.sticky_head.isVisible()
    assert page.sticky_head.y() == 0
    bar.setValue(0)
    assert page.sticky_head.isHidden()


def test_the_row_with_the_focus_is_not_under_the_head(at_table: Interviewer) -> None:
    page = at_table.page
    page.resize(900, 420)
    QApplication.processEvents()
    for digit in "421":
        at_table.answer_with(digit)
    at_table.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    top = focused.mapTo(page.area.viewport(), focused.rect().topLeft()).y()
    if page.sticky_head.isVisible():
        assert top >= page.sticky_head.height()
