"""The shipped questionnaires: as reviewed, in three languages, with lists that match their sources."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.tools.instruments import activities, places
from tests.tools.instruments.__main__ import FORMS, SHIPPED
from tests.tools.instruments.sheets import LANGUAGES, TRANSLATED

DATA = FORMS.parent.parent / "shared" / "reference" / "data"


@pytest.mark.parametrize("name", SHIPPED)
def test_workbook_is_what_was_reviewed(name):
    book = openpyxl.load_workbook(FORMS / f"{name}.xlsx")
    written = {s.title: [[c.value or "" for c in row] for row in s.iter_rows()] for s in book}
    assert written == SHIPPED[name]().sheets()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_stands_in_three_languages(name):
    form = SHIPPED[name]()
    for row in [*form.survey, *form.choices]:
        for column in TRANSLATED:
            given = [language for language in LANGUAGES if row.get(f"{column}::{language}")]
            assert given in ([], list(LANGUAGES)), (row["name"], column)
            assert column not in row, (row["name"], "untranslated", column)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_has_a_label(name):
    silent = {
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "calculate",
        "end_group",
        "end_repeat",
    }
    for row in SHIPPED[name]().survey:
        assert row["type"] in silent or row.get("label::Estonian (et)"), row


@pytest.mark.parametrize("name", SHIPPED)
def test_estonian_writes_percent_without_a_space_and_russian_with_one(name):
    for row in [*SHIPPED[name]().survey, *SHIPPED[name]().choices]:
        for column, text in row.items():
            if column.endswith("(et)"):
                assert " %" not in text.replace(", %", ""), text
            if column.endswith("(ru)"):
                assert not any(
                    text[i - 1].isdigit() and text[i] == "%" for i in range(1, len(text))
                ), text


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the reference data are not beside this checkout: {path.name}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_estonian_places_match_ehak():
    known = {row["code"]: row for row in rows("ehak.csv")}
    late = {"0305", "0719"}  # Kiili and Saku are missing from the reference
    for place in [*places.regions(), *places.municipalities()]:
        if place.code.startswith("0") and place.code not in late:
            assert known[place.code]["name"] in {place.et, place.et.removesuffix(" linn")}
            assert known[place.code]["parent_code"] == (
                "" if place.parent == "EE" else place.parent
            )


def test_russian_names_of_estonian_places_agree_where_two_sources_do():
    known = {row["code"]: row["name_ru"] for row in rows("ehak.csv") if row["name_ru"]}
    for place in places.municipalities():
        if place.code in known:
            assert place.ru.split(" ", 1)[1] == known[place.code]


def test_russian_districts_match_oktmo():
    known = {row["oktmo"]: row for row in rows("oktmo_nw.csv") if row["oktmo"]}
    districts = {
        p.code: p for p in places.municipalities() if p.code.isdigit() and len(p.code) == 8
    }
    for code, place in districts.items():
        assert known[code]["parent_oktmo"] == place.parent
        assert (
            known[code]["name_ru"].split()[0].lower() in place.ru.lower()
            or "городской" in known[code]["name_ru"]
        )
    missing = {code for code in known if code not in districts}
    assert missing == {"41618000"}, "Gatchina's district became an okrug with a code of its own"


def test_activities_match_nace_rev_2():
    known = {r["code"]: r["section"] for r in rows("nace_rev2.csv") if r["level"] == "division"}
    ours = {code: letter for code, letter, *_ in activities.divisions()}
    assert ours == {code: letter for code, letter in known.items() if letter not in {"T", "U"}}
    assert {code for code, *_ in activities.sections()} == set(ours.values())


def test_every_region_has_municipalities():
    parents = {place.parent for place in places.municipalities()}
    assert parents == {place.code for place in places.regions()}
    assert len(places.municipalities()) == 79 + 18 + 26 + 18
    assert Path(FORMS / "business_interview.xlsx").stat().st_size < 100_000
