"""Spellings of one name in two scripts meet under one key, and different names do not."""

from __future__ import annotations

import pytest

from app.records.names import name_key


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Viru Metall OÜ", "ООО «Виру Металл»"),
        ("Jõhvi Puit AS", "АО Йыхви Пуйт"),
        ("Slantsy LesProm", "Сланцы ЛесПром"),
        ("Narva Vesi", "НАРВА ВЕСИ"),
        ("Sillamäe Sadam OÜ", "Силламяэ Садам"),
        ("Kohtla-Järve Soojus", "Кохтла-Ярве Соойус"),
        ("Gdov Zvezda", "Гдов Звезда"),
    ],
)
def test_two_scripts_meet(latin, cyrillic):
    assert name_key(latin) == name_key(cyrillic)


def test_marks_case_and_legal_forms_do_not_count():
    assert name_key("OÜ VIRU  METALL") == name_key("Viru Metall Ltd") == name_key("viru-metall")


def test_different_firms_stay_apart():
    names = [
        "Viru Metall",
        "Viru Puit",
        "Narva Vesi",
        "Нарова Вода",
        "Jõhvi Metall",
        "Pskov Energo",
    ]
    assert len({name_key(name) for name in names}) == len(names)


def test_a_name_that_is_only_a_legal_form_keeps_it():
    assert name_key("AS") == "as"
    assert name_key("—") == ""
