"""A respondent's language and an interviewer's: what is asked, what stands beside it, what is noted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.ui.runner.layout_hint import layout_hint, script_in
from tests.ui.runner.conftest import Begin, Interviewer

TEXT, ONE = "/data/texts/short_text", "/data/choices/one"
ESTONIAN, RUSSIAN, ENGLISH = "Estonian (et)", "Russian (ru)", "English (en)"


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    """An interview with Russian questions and an Estonian gloss."""
    sitting = begin(language=RUSSIAN)
    sitting.page.show_gloss(ESTONIAN)
    return sitting


def aside(person: Interviewer) -> str:
    return person.page.stage.blocks[0]._aside.text()


def test_the_gloss_stands_under_the_question_and_beside_the_choices(person: Interviewer) -> None:
    person.go(ONE)
    block = person.page.stage.blocks[0]
    assert block._label.accessibleName() == "Один вариант"
    assert block._gloss.accessibleName() == "Üks valik"
    rows = block.control.rows()  # type: ignore[union-attr]
    assert rows[0].accessibleName() == "Белый"
    assert rows[0].accessibleDescription() == "Valge"


def test_f6_asks_the_next_question_in_another_language_and_each_answer_keeps_its_own(
    person: Interviewer,
) -> None:
    session = person.page.session
    person.go(ONE)
    person.type("2")
    assert session.asked(session.address(ONE)) == RUSSIAN
    person.press(Qt.Key.Key_F6)
    assert session.language == ENGLISH
    assert person.page.stage.blocks[0]._label.accessibleName() == "One choice"
    assert "RU" in aside(person)
    person.go("/data/choices/quick")
    person.type("1")
    assert session.asked(session.address("/data/choices/quick")) == ENGLISH
    assert session.asked(session.address(ONE)) == RUSSIAN


def test_asking_in_the_gloss_language_swaps_the_two(person: Interviewer) -> None:
    person.page.ask_in(ESTONIAN)
    assert person.page.session.language == ESTONIAN
    assert person.page.reader.gloss == RUSSIAN


def test_what_was_asked_in_the_language_in_view_is_not_remarked(person: Interviewer) -> None:
    person.go(ONE)
    person.type("2")
    assert aside(person) == ""


def test_letters_of_the_other_alphabet_are_hinted_at_and_taken(person: Interviewer) -> None:
    person.go(TEXT)
    person.type("Dbhe")
    assert aside(person)
    person.page.stage.controls_flush()
    assert person.value(TEXT) == "Dbhe"


@pytest.mark.parametrize(
    ("speech", "typed", "is_hinted"),
    [
        ("ru", "Dbhe", True),
        ("ru", "Виру", False),
        ("et", "Виру", True),
        ("et", "Viru Õli", False),
        ("en", "Т", True),
        ("ru", "12", False),
        ("xx", "Viru", False),
    ],
)
def test_the_hint_follows_the_last_letter(speech: str, typed: str, is_hinted: bool) -> None:
    assert bool(layout_hint(speech, typed)) == is_hinted


def test_digits_and_signs_belong_to_no_alphabet() -> None:
    assert script_in("Viru 12 %") == "latin"
    assert script_in("12 %") == ""
