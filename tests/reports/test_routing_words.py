"""Routing in words of three languages, table-driven."""

from __future__ import annotations

import pytest

from app.forms.print_view import print_view
from app.forms.skips import Skip
from app.i18n.catalog import speaking
from app.i18n.compile import compile_catalogues
from app.reports.form_words import SheetLanguages
from app.reports.routing_words import RoutingWords
from tests.forms.sheets import asked_if, condition, questions

A = "/data/a"
SPELLED = {"et": "Estonian (et)", "ru": "Russian (ru)", "en": "English (en)"}


@pytest.fixture(autouse=True, scope="module")
def catalogues() -> None:
    compile_catalogues()


def words(language: str) -> RoutingWords:
    return RoutingWords(SheetLanguages(SPELLED[language]))


@pytest.mark.parametrize(
    ("relevant", "en", "et", "ru"),
    [
        (f"{A}/agree = 'yes'",
         "Ask if 1.1 = Yes",
         "Küsida, kui 1.1 = Yes",
         "Задавать, если 1.1 = Yes"),
        (f"{A}/agree != 'yes'",
         "Ask if 1.1 is not Yes",
         "Küsida, kui 1.1 ei ole Yes",
         "Задавать, если 1.1 — не Yes"),
        (f"{A}/fee = 'yes' or {A}/fee = 'maybe'",
         "Ask if 1.2 = Yes or “On conditions”",
         "Küsida, kui 1.2 = Yes või „On conditions“",
         "Задавать, если 1.2 = Yes или «On conditions»"),
        (f"{A}/name != ''",
         "Ask if 1.5 is answered",
         "Küsida, kui küsimusele 1.5 on vastatud",
         "Задавать, если на вопрос 1.5 есть ответ"),
        (f"{A}/name = ''",
         "Ask if 1.5 is not answered",
         "Küsida, kui küsimusele 1.5 ei ole vastatud",
         "Задавать, если на вопрос 1.5 нет ответа"),
        (f"{A}/fee != '' and {A}/fee != 'no'",
         "Ask if 1.2 is answered, but not with “No”",
         "Küsida, kui küsimusele 1.2 on vastatud, kuid mitte „No“",
         "Задавать, если на вопрос 1.2 есть ответ, но не «No»"),
        (f"selected({A}/needs, 'money')",
         "Ask if “Money” is ticked in 1.3",
         "Küsida, kui küsimuses 1.3 on märgitud „Money“",
         "Задавать, если в вопросе 1.3 отмечено «Money»"),
        (f"not(selected({A}/needs, 'money'))",
         "Ask if “Money” is not ticked in 1.3",
         "Küsida, kui küsimuses 1.3 ei ole märgitud „Money“",
         "Задавать, если в вопросе 1.3 не отмечено «Money»"),
        (f"count-selected({A}/needs) >= 2",
         "Ask if the number of choices in 1.3 ≥ 2",
         "Küsida, kui valikute arv küsimuses 1.3 ≥ 2",
         "Задавать, если число выбранных в вопросе 1.3 вариантов ≥ 2"),
        (f"{A}/age > 17.5",
         "Ask if 1.4 > 17.5",
         "Küsida, kui 1.4 > 17,5",
         "Задавать, если 1.4 > 17,5"),
        (f"{A}/agree = 'yes' and ({A}/age > 5 or {A}/fee = 'no')",
         "Ask if 1.1 = Yes and (1.4 > 5 or 1.2 = No)",
         "Küsida, kui 1.1 = Yes ja (1.4 > 5 või 1.2 = No)",
         "Задавать, если 1.1 = Yes и (1.4 > 5 или 1.2 = No)"),
        (f"regex({A}/name, '^A')",
         "Ask if the answer to 1.5 calls for it",
         "Küsida, kui vastus küsimusele 1.5 seda nõuab",
         "Задавать, если этого требует ответ на вопрос 1.5"),
        (f"not(regex({A}/name, '.*[А-Яа-яЁё].*'))",
         "Ask if there are no Cyrillic letters in the answer to 1.5",
         "Küsida, kui vastuses küsimusele 1.5 ei ole kirillitsa tähti",
         "Задавать, если в ответе на вопрос 1.5 нет букв кириллицы"),
        (f"sum({A}/age) > 100",
         "Ask if the answers to 1.4 together > 100",
         "Küsida, kui küsimuse 1.4 vastused kokku > 100",
         "Задавать, если сумма ответов на вопрос 1.4 > 100"),
        (f"{A}/agree = 'yes' and regex({A}/name, '^A')",
         "Ask if 1.1 = Yes and the answer to 1.5 calls for it",
         "Küsida, kui 1.1 = Yes ja vastus küsimusele 1.5 seda nõuab",
         "Задавать, если 1.1 = Yes и этого требует ответ на вопрос 1.5"),
        ("true()", "", "", ""),
    ],
)  # fmt: skip
def test_who_is_asked_is_said_in_three_languages(relevant: str, en: str, et: str, ru: str) -> None:
    for language, expected in (("en", en), ("et", et), ("ru", ru)):
        with speaking(language):
            assert words(language).question(condition(relevant)) == expected


@pytest.mark.parametrize(
    ("language", "on", "end", "unless"),
    [
        ("en", "Go on to 1.7", "Go on to the end", "After any answer but “No”, go on to 1.7"),
        ("et", "Edasi küsimuse 1.7 juurde", "Edasi lõppu",
         "Kui vastus ei ole „No“, edasi küsimuse 1.7 juurde"),
        ("ru", "Перейти к вопросу 1.7", "Перейти в конец",
         "При любом ответе, кроме «No», перейти к вопросу 1.7"),
    ],
)  # fmt: skip
def test_where_to_go_on_is_said_in_three_languages(
    language: str, on: str, end: str, unless: str
) -> None:
    with speaking(language):
        said = words(language)
        assert said.skip(Skip("1.7")) == on
        assert said.skip(Skip("")) == end
        assert said.skip_unless(["No"], Skip("1.7")) == unless


def test_answers_are_said_in_the_language_of_the_sheet() -> None:
    view = print_view(asked_if(f"{A}/fee = {A}/agree"))
    with speaking("en"):
        assert words("en").question(questions(view)["last"].ask_if) == "Ask if 1.2 = 1.1"
