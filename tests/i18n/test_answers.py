"""Answers in words for people."""

from __future__ import annotations

import pytest

from app.core.text import LocalText
from app.forms.definition import Control, ControlKind, NodeDefinition, NodeKind, ValueType
from app.forms.state import Address
from app.i18n.answers import answer_text, form_language, missing_text, value_text
from app.i18n.catalog import speaking
from app.i18n.compile import compile_catalogues
from tests.reports.told import ET, RU, Told, ToldSession


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


def node(
    kind: ValueType, *appearances: str, control: ControlKind = ControlKind.INPUT
) -> NodeDefinition:
    return NodeDefinition(
        1,
        "/data/a",
        "a",
        NodeKind.VALUE,
        0,
        type=kind,
        control=Control(control, appearances=appearances),
    )


@pytest.mark.parametrize(
    ("kind", "value", "et", "ru", "en"),
    [
        (ValueType.STRING, "12345", "12345", "12345", "12345"),
        (ValueType.INT, "12345678", "12345678", "12345678", "12345678"),
        (ValueType.DECIMAL, "12345.60", "12 345,60", "12 345,60", "12,345.60"),
        (ValueType.BOOLEAN, "true", "jah", "да", "yes"),
        (ValueType.DATE, "2026-11-01", "1.11.2026", "01.11.2026", "1 Nov 2026"),
        (ValueType.TIME, "09:05:00.000+02:00", "09:05", "09:05", "09:05"),
        (
            ValueType.DATETIME,
            "2026-11-01T09:05:00.000+02:00",
            "1.11.2026 09:05",
            "01.11.2026 09:05",
            "1 Nov 2026 09:05",
        ),
        (
            ValueType.GEOPOINT,
            "59.39812 -27.2 0 0",
            "59.39812° põhjalaiust, 27.20000° läänepikkust",
            "59.39812° с. ш., 27.20000° з. д.",
            "59.39812° N, 27.20000° W",
        ),
        (
            ValueType.GEOTRACE,
            "59 27 0 0; 59.1 27 0 0;",
            "2 punktiga joon",
            "линия из 2 точек",
            "line of 2 points",
        ),
        (
            ValueType.GEOSHAPE,
            "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0",
            "3 nurgaga ala",
            "участок с 3 углами",
            "area with 3 corners",
        ),
        (ValueType.BINARY, "foto.jpg", "foto.jpg", "foto.jpg", "foto.jpg"),
    ],
)
def test_values_follow_the_language_of_the_reader(
    kind: ValueType, value: str, et: str, ru: str, en: str
):
    said = [
        value_text(node(kind), value, language).replace("\xa0", " ")
        for language in ("et", "ru", "en")
    ]
    assert said == [et, ru, en]


def test_thousands_are_grouped_in_whole_numbers_only_where_the_form_says_so():
    assert value_text(node(ValueType.INT, "thousands-sep"), "12345", "en") == "12,345"


def test_parts_of_a_date_are_shown_as_they_were_asked():
    assert value_text(node(ValueType.DATE, "year"), "2026-01-01", "et") == "2026"
    assert value_text(node(ValueType.DATE, "month-year"), "2026-01-01", "et") == "jaanuar 2026"


@pytest.mark.parametrize(
    "kind", [ValueType.DATE, ValueType.GEOPOINT, ValueType.TIME, ValueType.DATETIME]
)
def test_value_that_is_not_of_its_type_stands_as_it_is(kind: ValueType):
    assert value_text(node(kind), "ei tea", "et") == "ei tea"


def test_confirmed_trigger_is_a_word():
    assert (
        value_text(node(ValueType.STRING, control=ControlKind.TRIGGER), "OK", "ru")
        == "подтверждено"
    )


def test_missing_kinds_are_the_words_of_the_glossary():
    with speaking("et"):
        assert [missing_text("dont_know"), missing_text("refused")] == [
            "ei oska öelda",
            "keeldus vastamast",
        ]
    with speaking("ru"):
        assert [missing_text("dont_know"), missing_text("refused")] == [
            "затрудняюсь ответить",
            "отказ от ответа",
        ]


def chosen(answer: str, kind: ControlKind, **labels: str) -> str:
    session = ToldSession("Leht", [Told("a", "A", answer, control=kind, choices=labels)])
    return answer_text(session, Address("/data/a"), "et")


def test_choices_are_shown_by_their_labels():
    assert chosen("a b", ControlKind.SELECT_MULTIPLE, a="Soome", b="Rootsi") == "Soome, Rootsi"
    assert (
        chosen("a b", ControlKind.SELECT_MULTIPLE, a="Soome, Turu", b="Rootsi")
        == "Soome, Turu; Rootsi"
    )
    assert chosen("b a", ControlKind.RANK, a="Soome", b="Rootsi") == "1.\xa0Rootsi\xa0· 2.\xa0Soome"


def test_unanswered_question_is_empty():
    assert chosen("", ControlKind.SELECT_ONE) == ""


def test_form_s_own_spelling_of_a_language_is_found():
    assert form_language([ET, RU], "ru") == RU
    assert form_language([ET], "en") is None


def test_words_of_a_form_fall_back_without_a_dash():
    assert LocalText({"et": "Sild"}).in_language("ru", "et") == "Sild"
