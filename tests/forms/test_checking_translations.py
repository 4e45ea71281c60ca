from __future__ import annotations

from app.forms.findings import FindingCode
from tests.forms.books import check, codes, found

HEAD = "| survey | type | name | label::Eesti (et) | label::Русский (ru) |\n"


def test_translated_form_has_no_findings(tmp_path):
    assert check(tmp_path, HEAD + "| | text | a | A | А |\n") == []


def test_missing_cells_are_counted_by_language_and_shown_at_the_first(tmp_path):
    rows = "| | text | a | A | А |\n| | text | b | B | |\n| | text | c | C | |\n"
    finding = found(check(tmp_path, HEAD + rows), FindingCode.TRANSLATION_MISSING)
    assert (finding.row, finding.column, finding.params["count"]) == (3, "D", 2)
    assert finding.params["language"] == "Русский (ru)"


def test_labels_of_what_nobody_sees_need_no_translation(tmp_path):
    assert check(tmp_path, HEAD + "| | text | a | A | А |\n| | today | b | B | |\n") == []


def test_language_without_a_column_is_named(tmp_path):
    tables = HEAD.replace(" |\n", " | hint::Eesti (et) |\n") + "| | text | a | A | А | vihje |\n"
    finding = found(check(tmp_path, tables), FindingCode.TRANSLATION_COLUMN_MISSING)
    assert finding.params == {"language": "Русский (ru)", "header": "hint"}


def test_unknown_code_comes_with_the_languages_own(tmp_path):
    tables = HEAD.replace("Eesti (et)", "Eesti (ex)") + "| | text | a | A | А |\n"
    finding = found(check(tmp_path, tables), FindingCode.LANGUAGE_CODE_UNKNOWN)
    assert finding.params == {"language": "Eesti (ex)", "code": "ex", "suggestion": "et"}


def test_language_without_code_is_remarked_upon(tmp_path):
    tables = HEAD.replace("Eesti (et)", "Klingon") + "| | text | a | A | А |\n"
    assert codes(check(tmp_path, tables)) == {FindingCode.LANGUAGE_CODE_MISSING}


def test_heading_without_language_beside_translated_ones_is_a_warning(tmp_path):
    tables = HEAD.replace(" |\n", " | label |\n") + "| | text | a | A | А | A |\n"
    assert codes(check(tmp_path, tables)) == {FindingCode.LANGUAGE_UNNAMED}


def test_default_language_must_be_one_of_the_forms(tmp_path):
    settings = "| settings | form_id | version | default_language |\n| | x | 1 | Eesti |\n"
    finding = found(
        check(tmp_path, HEAD + "| | text | a | A | А |\n" + settings),
        FindingCode.DEFAULT_LANGUAGE_UNKNOWN,
    )
    assert finding.params["suggestion"] == "Eesti (et)"


def test_old_headings_with_one_colon_are_languages_too(tmp_path):
    tables = "| survey | type | name | label:English | label:French |\n| | text | a | A | |\n"
    finding = found(check(tmp_path, tables), FindingCode.TRANSLATION_MISSING)
    assert finding.params["language"] == "French"
