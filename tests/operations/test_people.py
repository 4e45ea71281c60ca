"""Everything held about somebody is found, shown, handed out and erased; nobody else's things are touched."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.operations import cases, erasure, export_log, interviews, people
from tests.operations.laptops import Laptop, founded
from tests.operations.test_erasing import files_with


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


def kinds(found: people.Found) -> list[str]:
    return [each.kind for each in found.held]


def test_a_person_is_found_in_every_script_and_everywhere(office: Laptop) -> None:
    office.interview("Анна Иванова")
    office.interview("Narva Vesi")
    lone = office.draft("Ivanova, Anna")
    thrown = office.draft("Anna Ivanova FIE")
    for each in (lone, thrown):
        interviews.close_interview(office.services, each.draft)
    interviews.discard_draft(office.services, thrown.draft)
    case = replace(cases.new_case(office.services), name="Pagar OÜ", contact="Anna Ivanova")
    cases.add_case(office.services, case)
    found = people.find(office.services, "Ivanova Anna")
    assert kinds(found) == ["interview", "draft", "wastebasket", "case"]
    assert found.held[0].places[0].value == "Анна Иванова"


def test_a_corrected_name_is_found_and_called_past(office: Laptop) -> None:
    record = office.interview("Anna Ivanova")
    office.correct(record, "Pagar OÜ")
    (held,) = people.find(office.services, "Ivanova").held
    assert held.title == "Pagar OÜ"
    assert all(place.is_past for place in held.places)


def test_what_belongs_to_a_case_comes_along(office: Laptop) -> None:
    case = replace(cases.new_case(office.services), name="Anna Ivanova FIE")
    cases.add_case(office.services, case)
    office.interview("keegi", case=case.id)
    found = people.find(office.services, "ivanova")
    assert kinds(found) == ["interview", "case"]
    assert found.held[0].places == ()


def test_a_number_is_found_as_it_stands(office: Laptop) -> None:
    office.interview("Telefon 5551199")
    office.interview("Telefon 5519")
    assert [each.title for each in people.find(office.services, "5551199").held] == [
        "Telefon 5551199"
    ]


def test_one_letter_finds_nothing(office: Laptop) -> None:
    office.interview("A")
    assert people.find(office.services, " a ").held == ()


def test_who_works_here_is_found_and_stays(office: Laptop) -> None:
    found = people.find(office.services, "Kai Kontor")
    assert kinds(found) == ["member"]
    assert not people.wish_for(found.held)


def test_a_copy_can_be_read_and_is_remembered_as_made(office: Laptop, tmp_path: Path) -> None:
    record = office.interview("Anna Ivanova")
    found = people.find(office.services, "Ivanova")
    assert people.save_copy(office.services, found, tmp_path / "koopia.json") == 1
    told = json.loads((tmp_path / "koopia.json").read_text(encoding="utf-8"))
    assert told["held"][0]["stands"]["answers/data/firm"] == "Anna Ivanova"
    assert [each.record for each in export_log.list_exports(office.services)] == [record]


def test_what_was_found_is_gone_when_erased_and_only_that(office: Laptop) -> None:
    office.interview("Kustutatav Kadri")
    office.interview("Narva Vesi")
    lone = office.draft("Kustutatav, Kadri")
    interviews.close_interview(office.services, lone.draft)
    found = people.find(office.services, "kustutatav")
    erasure.erase(office.services, people.wish_for(found.held))
    assert people.find(office.services, "kustutatav").held == ()
    assert files_with(office.services.workspace.folder, b"Kustutatav") == []
    assert office.titles() == ["Narva Vesi"]
