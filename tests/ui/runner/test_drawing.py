"""Signatures, drawings and marks on pictures become answers, can be undone, and lie nowhere but in the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, ErrorCode
from app.operations import attachments, interviews
from app.ui.desk import Desk
from app.ui.runner.controls.canvas import RED
from app.ui.runner.controls.drawing import DrawingControl
from tests.ui.runner.conftest import Begin, Interviewer, wait_until

SIGNED, SKETCH, MARKED = "/data/drawn/signed", "/data/drawn/sketch", "/data/drawn/marked"


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin()


def at(person: Interviewer, path: str) -> DrawingControl:
    person.go(path)
    control = person.page.stage.blocks[0].control
    assert isinstance(control, DrawingControl)
    return control


def draw(canvas: QWidget, *points: tuple[int, int]) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, left, pos=QPoint(*points[-1]))


def image_of(person: Interviewer, desk: Desk, path: str) -> QImage:
    blob = person.page.session.attached[person.value(path)]
    return QImage.fromData(attachments.read_file(desk.services, blob))  # type: ignore[arg-type]


def test_a_stroke_becomes_a_picture_when_one_goes_on(person: Interviewer, desk: Desk) -> None:
    control = at(person, SIGNED)
    draw(control.canvas, (100, 100), (200, 60), (300, 120))
    person.enter()
    assert person.here != SIGNED
    picture = image_of(person, desk, SIGNED)
    assert picture.size() == QSize(1440, 440)
    assert QColor(picture.pixel(2, 2)) == QColor("white")
    person.wait_until_saved()
    again = interviews.read_interview(desk.services, person.opened.draft)
    assert person.value(SIGNED) in again.attached


def test_a_drawing_is_there_when_one_comes_back_and_can_be_gone_on_with(
    person: Interviewer, desk: Desk
) -> None:
    control = at(person, SKETCH)
    draw(control.canvas, (50, 50), (150, 150))
    person.enter()
    first = person.value(SKETCH)
    control = at(person, SKETCH)
    wait_until(lambda: not control.canvas.is_blank)
    assert not control.canvas.has_strokes
    draw(control.canvas, (300, 50), (400, 150))
    control.flush()
    assert person.value(SKETCH) != first
    both = image_of(person, desk, SKETCH)
    assert QColor(both.pixel(200, 200)).lightness() < 128
    assert QColor(both.pixel(700, 200)).lightness() < 128


def test_strokes_are_taken_back_one_by_one_and_then_the_answer(person: Interviewer) -> None:
    control = at(person, SIGNED)
    draw(control.canvas, (50, 50), (150, 90))
    draw(control.canvas, (60, 60), (160, 99))
    person.ctrl(Qt.Key.Key_Z)
    control.flush()
    assert person.value(SIGNED) != ""
    person.ctrl(Qt.Key.Key_Z)
    control.flush()
    assert person.value(SIGNED) == ""
    assert control.canvas.is_blank


def test_clearing_can_be_undone(person: Interviewer) -> None:
    control = at(person, SIGNED)
    draw(control.canvas, (50, 50), (150, 90))
    control.flush()
    kept = person.value(SIGNED)
    control.clear_button.click()
    assert person.value(SIGNED) == ""
    person.page.undo()
    assert person.value(SIGNED) == kept
    wait_until(lambda: not control.canvas.is_blank)


def test_marks_lie_on_the_picture_that_was_chosen(
    person: Interviewer, desk: Desk, tmp_path: Path
) -> None:
    plan = QImage(800, 400, QImage.Format.Format_RGB32)
    plan.fill(QColor("#00A000"))
    path = tmp_path / "plan.png"
    assert plan.save(str(path))
    control = at(person, MARKED)
    control.file_given.emit(str(path))
    wait_until(lambda: not control.canvas.is_blank)
    draw(control.canvas, (100, 100), (200, 100))
    control.flush()
    marked = image_of(person, desk, MARKED)
    assert QColor(marked.pixel(10, 10)) == QColor("#00A000")
    assert QColor(marked.pixel(300, 200)).red() > RED.red() - 20


def test_dont_know_takes_the_drawing_away(person: Interviewer) -> None:
    control = at(person, SIGNED)
    draw(control.canvas, (50, 50), (150, 90))
    person.press(Qt.Key.Key_F2)
    assert person.page.session.state(person.page.session.address(SIGNED)).missing == "dont_know"
    assert control.canvas.is_blank


def test_a_drawing_that_cannot_be_kept_stays_on_the_sheet_and_holds(
    person: Interviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[AppError] = []
    monkeypatch.setattr("app.ui.errors.show_error", lambda _over, error: told.append(error))

    def refuse(*_all: object) -> None:
        raise AppError(ErrorCode.DISK_FULL, path="work.sild")

    with monkeypatch.context() as patch:
        patch.setattr("app.operations.attachments.keep_content", refuse)
        control = at(person, SIGNED)
        draw(control.canvas, (50, 50), (150, 90))
        person.enter()
        assert told
        assert person.here == SIGNED
        assert control.canvas.has_strokes
    person.enter()
    assert person.here != SIGNED
    assert person.value(SIGNED) != ""


def test_the_sheet_keeps_its_strokes_when_the_window_changes_its_size(person: Interviewer) -> None:
    control = at(person, SIGNED)
    draw(control.canvas, (360, 110), (400, 110))
    before = control.canvas.png()
    person.page.resize(683, 384)
    assert control.canvas.png() == before
