"""Ranges lying, standing and in stars; months and years taken from a popup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.runner.controls.month_popup import MonthPopup
from app.ui.runner.controls.span import RangeControl
from tests.ui.runner.conftest import Begin, Interviewer, xform

STANDING, STARS, MONTH, YEAR = (
    "/data/scales/standing",
    "/data/scales/stars",
    "/data/dates/month",
    "/data/dates/year",
)


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin()


def scale(person: Interviewer, path: str) -> RangeControl:
    person.go(path)
    control = person.page.stage.blocks[0].control
    assert isinstance(control, RangeControl)
    return control


def test_a_standing_scale_starts_at_the_bottom(person: Interviewer) -> None:
    slider = scale(person, STANDING).slider
    assert slider.height() > slider.width()
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(15, slider.height() - 2))
    assert person.value(STANDING) == "0"
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(15, 2))
    assert person.value(STANDING) == "10"


def test_a_scale_is_hollow_until_it_is_answered_and_the_start_can_be_the_answer(
    person: Interviewer,
) -> None:
    control = scale(person, STANDING)
    assert not control.slider.is_answered
    person.type("0")
    control.flush()
    assert person.value(STANDING) == "0"
    assert control.slider.is_answered


def test_stars_are_taken_by_click_and_by_arrow(person: Interviewer) -> None:
    control = scale(person, STARS)
    assert control.slider.isHidden()
    QTest.mouseClick(control.stars, Qt.MouseButton.LeftButton, pos=QPoint(3 * 48 + 20, 20))
    assert person.value(STARS) == "4"
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Up)
    assert person.value(STARS) == "5"


def test_a_lying_scale_has_no_trace_of_a_standing_one(person: Interviewer) -> None:
    scale(person, STANDING)
    lying = scale(person, "/data/numbers/slider").slider
    QApplication.processEvents()
    assert lying.width() > lying.height()


def test_the_form_says_how_far_its_ticks_are_apart(begin: Begin) -> None:
    person = begin(
        xform(
            "<r/>",
            '<bind nodeset="/data/r" type="int"/>',
            '<range ref="/data/r" start="0" end="100" step="1" odk:tick-interval="25">'
            "<label>R</label></range>",
        )
    )
    control = person.page.stage.blocks[0].control
    assert isinstance(control, RangeControl)
    assert control.slider.ticks_every == 25


def months(person: Interviewer, path: str, value: str) -> MonthPopup:
    person.go(path)
    person.page.give(path, value)
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, MonthPopup)
    return popup


def test_a_month_is_taken_from_the_months_of_its_year(person: Interviewer) -> None:
    popup = months(person, MONTH, "2024-11-01")
    for _step in range(2):
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Right)  # type: ignore[arg-type]
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)  # type: ignore[arg-type]
    assert person.value(MONTH) == "2025-01-01"


def test_a_year_is_taken_from_twelve(person: Interviewer) -> None:
    popup = months(person, YEAR, "2024-01-01")
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Up)  # type: ignore[arg-type]
    QTest.mouseClick(popup.cells[0], Qt.MouseButton.LeftButton)
    assert person.value(YEAR) == "2019-01-01"


def test_esc_leaves_the_month_as_it_was(person: Interviewer) -> None:
    popup = months(person, MONTH, "2024-11-01")
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Left)  # type: ignore[arg-type]
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Escape)  # type: ignore[arg-type]
    assert person.value(MONTH) == "2024-11-01"
