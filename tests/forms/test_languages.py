from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.languages import is_known_code, language_code, resolve

FORM = ["Estonian (et)", "Русский (ru)", "English (en-GB)"]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("Estonian (et)", "Estonian (et)"),
        ("estonian (ET)", "Estonian (et)"),
        ("et", "Estonian (et)"),
        ("RU", "Русский (ru)"),
        ("eesti", "Estonian (et)"),
        ("русский", "Русский (ru)"),
        ("Russian", "Русский (ru)"),
        ("en", "English (en-GB)"),
        ("Eesti (et)", "Estonian (et)"),
    ],
)
def test_language_is_found_by_name_code_and_own_name(wanted: str, meant: str):
    assert resolve(FORM, wanted) == meant


def test_exact_name_wins_over_everything():
    assert resolve(["et", "Estonian (et)"], "et") == "et"


def test_language_without_code_is_found_by_its_name():
    assert resolve(["Eesti", "French"], "fr") == "French"


@pytest.mark.parametrize("wanted", ["de", "Klingon", "", "(et"])
def test_unknown_language_names_the_known_ones(wanted: str):
    with pytest.raises(AppError) as caught:
        resolve(FORM, wanted)
    assert caught.value.code is ErrorCode.LANGUAGE_UNKNOWN
    assert caught.value.params["known"] == ", ".join(FORM)


def test_form_in_one_unnamed_language_takes_default():
    assert resolve([], "default") == "default"


def test_code_is_read_from_brackets_name_or_itself():
    assert [language_code(name) for name in ("Eesti (et)", "suomi", "sw", "x")] == [
        "et",
        "fi",
        "sw",
        "",
    ]


def test_codes_are_known_by_the_registry():
    assert is_known_code("et")
    assert is_known_code("zh-Hans")
    assert not is_known_code("ex")
