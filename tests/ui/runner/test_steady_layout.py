"""Nothing on the page moves while somebody reads, types or waits: only another question puts other words in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.runner.saving import Safety
from tests.ui.runner.conftest import Begin, Interviewer

SIZES = [(1366, 768), (683, 384)]


@pytest.fixture(params=SIZES, ids=["whole screen", "scale 2"])
def person(begin: Begin, request: pytest.FixtureRequest) -> Interviewer:
    sitting = begin()
    sitting.page.parentWidget().resize(*request.param)
    sitting.page.resize(*request.param)
    QApplication.processEvents()
    return sitting


def places(person: Interviewer, rounds: int = 3) -> dict[str, QRect]:
    """Where the question, its field, the row of keys and the footer's buttons are."""
    for _round in range(rounds):
        QApplication.processEvents()
    page, block = person.page, person.page.stage.blocks[0]
    assert block.control is not None
    parts: dict[str, QWidget] = {
        "label": block._label,
        "field": block.control,
        "keys": page.stage.keys,
        "next": page.bottom.next_button,
        "back": page.bottom.back_button,
    }
    return {
        name: QRect(part.mapTo(page, QPoint(0, 0)), part.size()) for name, part in parts.items()
    }


@pytest.mark.parametrize("path", ["/data/choices/likert", "/data/table", "/data/drawn/signed"])
def test_a_question_stands_where_it_belongs_from_its_first_frame(
    person: Interviewer, path: str
) -> None:
    person.go("/data/texts/short_text")
    places(person)
    person.go(path)
    at_once = places(person, rounds=0)
    assert at_once == places(person)


def test_a_message_about_a_constraint_moves_nothing(person: Interviewer) -> None:
    person.go("/data/rules/limited")
    before = places(person)
    person.answer_with("99")
    assert person.page.stage.blocks[0].complaint
    assert places(person) == before


def test_a_message_about_a_missing_answer_moves_nothing(person: Interviewer) -> None:
    person.go("/data/rules/needed")
    before = places(person)
    person.enter()
    assert person.page.stage.blocks[0].complaint
    assert places(person) == before


@pytest.mark.parametrize("path", ["/data/texts/short_text", "/data/choices/one"])
def test_typing_saving_and_dont_know_move_nothing(person: Interviewer, path: str) -> None:
    person.go(path)
    before = places(person)
    person.type("2")
    assert places(person) == before
    for safety in Safety:
        person.page.stage.blocks[0].say_safety(safety, typing=False)
        assert places(person) == before, safety
    person.page.stage.blocks[0].say_safety(Safety.SAVED, typing=False)
    person.press(Qt.Key.Key_F2)
    assert places(person) == before


def test_a_gloss_moves_what_is_below_it_only_and_back_again(person: Interviewer) -> None:
    person.go("/data/texts/short_text")
    before = places(person)
    person.page.show_gloss("Russian (ru)")
    with_gloss = places(person)
    assert with_gloss["label"] == before["label"]
    assert with_gloss["next"] == before["next"]
    person.type("Narva")
    assert places(person) == with_gloss
    person.page.show_gloss("")
    assert places(person) == before


def test_the_focus_is_seen_on_every_page(person: Interviewer) -> None:
    for at in range(len(person.page.model.pages)):
        person.page._go(at)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None, at
        assert focused.isVisible(), at
        corner = focused.mapTo(person.page, QPoint(0, 0))
        assert person.page.rect().contains(corner), at


def test_nothing_is_wider_than_the_page(person: Interviewer) -> None:
    for at in range(len(person.page.model.pages)):
        person.page._go(at)
        QApplication.processEvents()
        bar = person.page.area.horizontalScrollBar()
        assert bar.maximum() == 0, person.here
