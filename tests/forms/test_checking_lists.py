from __future__ import annotations

import pytest

from app.forms.findings import FindingCode
from tests.forms.books import YES_NO, check, codes, errors, found

HEAD = "| survey | type | name | label | choice_filter | appearance |\n"


def survey(*rows: str) -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows)


def test_missing_list_comes_with_the_nearest_one(tmp_path):
    finding = found(
        errors(tmp_path, survey("select_one yn1 | a | A") + YES_NO), FindingCode.LIST_MISSING
    )
    assert (finding.row, finding.params) == (2, {"list": "yn1", "suggestion": "yn"})


def test_a_list_without_end_is_refused_where_it_begins(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.forms.checks.lists.MOST_CHOICES", 1)
    tables = survey("select_one yn | a | A") + YES_NO
    finding = found(errors(tmp_path, tables), FindingCode.LIST_TOO_LONG)
    assert (finding.sheet, finding.row) == ("choices", 2)
    assert finding.params == {"list": "yn", "count": 2, "limit": 1}


def test_unused_list_is_a_remark(tmp_path):
    assert codes(check(tmp_path, survey("text | a | A") + YES_NO)) == {FindingCode.LIST_UNUSED}


def test_choice_twice_in_a_list_names_the_first_row(tmp_path):
    tables = survey("select_one yn | a | A") + YES_NO + "| | yn | yes | Again |\n"
    finding = found(errors(tmp_path, tables), FindingCode.CHOICE_DUPLICATE)
    assert (finding.sheet, finding.row, finding.column, finding.params["other"]) == (
        "choices",
        4,
        "B",
        2,
    )


def test_choice_twice_is_allowed_when_the_settings_say_so(tmp_path):
    settings = "| settings | form_id | version | allow_choice_duplicates |\n| | x | 1 | yes |\n"
    tables = survey("select_one yn | a | A") + YES_NO + "| | yn | yes | Again |\n" + settings
    assert check(tmp_path, tables) == []


def test_choice_without_name_label_or_list(tmp_path):
    rows = "| | yn | | Nameless |\n| | yn | maybe | |\n| | | lost | Lost |\n"
    assert codes(check(tmp_path, survey("select_one yn | a | A") + YES_NO + rows)) == {
        FindingCode.CHOICE_NAME_MISSING,
        FindingCode.CHOICE_LABEL_MISSING,
        FindingCode.CHOICE_WITHOUT_LIST,
    }


def test_choice_with_spaces_cannot_be_one_of_several(tmp_path):
    rows = YES_NO + "| | yn | not sure | Not sure |\n"
    assert check(tmp_path, survey("select_one yn | a | A") + rows) == []
    assert codes(errors(tmp_path, survey("select_multiple yn | a | A") + rows)) == {
        FindingCode.CHOICE_HAS_SPACES
    }


def test_list_from_a_file_needs_a_known_ending(tmp_path):
    finding = found(
        errors(tmp_path, survey("select_one_from_file towns.txt | a | A")),
        FindingCode.FILE_ENDING_UNKNOWN,
    )
    assert finding.params["file"] == "towns.txt"
    assert check(tmp_path, survey("select_one_from_file towns.csv | a | A")) == []


def test_or_other_cannot_be_filtered(tmp_path):
    tables = survey("select_one yn or_other | a | A | name = 'yes'") + YES_NO
    assert codes(errors(tmp_path, tables)) == {FindingCode.OR_OTHER_WITH_FILTER}


def test_table_of_different_lists_is_an_error(tmp_path):
    tables = survey(
        "begin group | g | G | | table-list",
        "select_one yn | a | A",
        "select_one x | b | B",
        "end group | | ",
    )
    finding = found(
        errors(tmp_path, tables + YES_NO + "| | x | 1 | One |\n"), FindingCode.TABLE_LIST_MIXED
    )
    assert finding.params == {"list": "x", "expected": "yn"}


def test_external_list_must_be_on_its_sheet(tmp_path):
    assert codes(errors(tmp_path, survey("select_one_external t | a | A | x = 1"))) == {
        FindingCode.EXTERNAL_CHOICES_MISSING
    }


def test_choices_of_earlier_answers_need_no_list(tmp_path):
    rows = survey(
        "begin repeat | r | R", "text | n | N", "end repeat | | ", "select_one ${n} | a | A"
    )
    assert check(tmp_path, rows) == []
