from __future__ import annotations

from app.forms.findings import FindingCode, Severity
from tests.forms.books import YES_NO, check, codes, errors, found

GOOD = "| survey | type | name | label |\n| | text | a | A |\n"


def test_sound_workbook_has_no_findings(tmp_path):
    assert check(tmp_path, GOOD) == []


def test_workbook_without_survey_names_the_sheet_that_was_meant(tmp_path):
    finding = found(
        check(tmp_path, "| servey | type | name |\n| | text | a |\n| other | x |\n"),
        FindingCode.SURVEY_SHEET_MISSING,
    )
    assert finding.params["suggestion"] == "servey"


def test_misspelt_sheet_is_named(tmp_path):
    finding = found(
        check(tmp_path, GOOD + "| choises | list_name | name |\n"), FindingCode.SHEET_MISSPELT
    )
    assert finding.params == {"found": "choises", "meant": "choices"}


def test_sheet_with_an_underscore_is_no_misspelling(tmp_path):
    assert check(tmp_path, GOOD + "| _choices | list_name | name |\n") == []


def test_missing_column_is_named_on_the_row_of_headings(tmp_path):
    finding = found(
        errors(tmp_path, "| survey | type | label |\n| | text | A |\n"), FindingCode.COLUMN_MISSING
    )
    assert (finding.sheet, finding.row, finding.params["header"]) == ("survey", 1, "name")


def test_sheet_without_headings_is_said_to_be_so(tmp_path):
    assert codes(errors(tmp_path, "| survey | text | a | A |\n| | text | b | B |\n")) == {
        FindingCode.HEADER_ROW_MISSING
    }


def test_choices_without_list_name_are_named(tmp_path):
    tables = GOOD + "| choices | name | label |\n| | yes | Yes |\n"
    finding = found(errors(tmp_path, tables), FindingCode.COLUMN_MISSING)
    assert (finding.sheet, finding.params["header"]) == ("choices", "list_name")


def test_two_headings_for_one_column_are_named_with_both_letters(tmp_path):
    tables = "| survey | type | name | label | relevant | relevance |\n| | text | a | A | | |\n"
    finding = found(errors(tmp_path, tables), FindingCode.COLUMN_DUPLICATE)
    assert (finding.column, finding.params["other_column"]) == ("E", "D")


def test_unknown_heading_is_a_remark_with_a_suggestion(tmp_path):
    finding = found(
        check(tmp_path, "| survey | type | name | label | constrant |\n| | text | a | A | x |\n"),
        FindingCode.COLUMN_UNKNOWN,
    )
    assert (finding.severity, finding.params["suggestion"]) == (Severity.INFO, "constraint")


def test_headings_are_understood_in_any_case_with_spaces_and_by_their_old_names(tmp_path):
    tables = "| survey | Type | NAME | Label :: English (en) | Constraint Message | Relevance | bind::required |\n"
    assert check(tmp_path, tables + "| | text | a | A | no | 1 = 1 | yes |\n") == []


def test_cells_under_no_heading_are_counted(tmp_path):
    tables = "| survey | type | name | label | |\n| | text | a | A | lost |\n"
    assert found(check(tmp_path, tables), FindingCode.CELL_WITHOUT_HEADER).params["count"] == 1


def test_error_mark_of_the_spreadsheet_is_shown_where_it_stands(tmp_path):
    finding = found(errors(tmp_path, GOOD + "| | text | b | #REF! |\n"), FindingCode.CELL_ERROR)
    assert (finding.row, finding.column, finding.name) == (3, "C", "b")


def test_choices_heading_with_spaces_is_named(tmp_path):
    tables = GOOD + YES_NO.replace("label |\n", "label | my notes |\n", 1)
    assert FindingCode.COLUMN_HAS_SPACES in codes(check(tmp_path, tables))


def test_sheet_with_headings_only_has_no_questions(tmp_path):
    assert codes(errors(tmp_path, "| survey | type | name | label |\n")) == {
        FindingCode.SURVEY_WITHOUT_QUESTIONS
    }


def test_settings_are_known_by_name(tmp_path):
    tables = GOOD + "| settings | form_id | version | styl |\n| | x | 1 | pages |\n"
    assert (
        found(check(tmp_path, tables), FindingCode.SETTING_UNKNOWN).params["suggestion"] == "style"
    )


def test_long_form_id_and_second_row_of_settings_are_named(tmp_path):
    tables = GOOD + f"| settings | form_id | version |\n| | {'x' * 65} | 1 |\n| | y | 2 |\n"
    assert codes(check(tmp_path, tables)) == {
        FindingCode.FORM_ID_LONG,
        FindingCode.SETTINGS_ROWS_IGNORED,
    }


def test_form_without_id_or_version_is_remarked_upon(tmp_path):
    tables = GOOD + "| settings | form_title |\n| | T |\n"
    assert codes(check(tmp_path, tables)) == {
        FindingCode.FORM_ID_MISSING,
        FindingCode.VERSION_MISSING,
    }


def test_encryption_needs_an_identity(tmp_path):
    tables = (
        GOOD
        + "| settings | form_id | version | public_key | omit_instanceID |\n| | x | 1 | key | yes |\n"
    )
    assert codes(errors(tmp_path, tables)) == {FindingCode.ENCRYPTION_WITHOUT_ID}


def test_root_must_be_a_name(tmp_path):
    tables = GOOD + "| settings | form_id | version | name |\n| | x | 1 | 5 x |\n"
    assert codes(errors(tmp_path, tables)) == {FindingCode.NAME_INVALID}


def test_everything_is_found_at_once(tmp_path):
    tables = """| survey | type | name | label | relevant |
| | txet | a | A | |
| | text | a | B | ${nobody} |
| | begin group | g | G | |
| | select_one nolist | 5x | C | 1 + |
"""
    assert codes(errors(tmp_path, tables)) == {
        FindingCode.TYPE_UNKNOWN,
        FindingCode.NAME_DUPLICATE,
        FindingCode.REFERENCE_UNKNOWN,
        FindingCode.BEGIN_WITHOUT_END,
        FindingCode.CHOICES_SHEET_MISSING,
        FindingCode.NAME_INVALID,
        FindingCode.EXPRESSION_SYNTAX,
    }


def test_errors_come_first_and_then_by_sheet_and_row(tmp_path):
    tables = "| survey | type | name | label | appearance |\n| | text | a | A | odd |\n| | text | a | B | |\n"
    assert [f.severity for f in check(tmp_path, tables)] == [Severity.ERROR, Severity.INFO]
