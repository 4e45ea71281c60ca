from __future__ import annotations

import pytest

from app.forms.findings import FindingCode, Severity
from tests.forms.books import YES_NO, check, codes, errors, found

HEAD = "| survey | type | name | label | parameters |\n"


def survey(*rows: str) -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("txet", "text"),
        ("Integer", "integer"),
        ("numeric", "decimal"),
        ("dropdown towns", "select_one"),
        ("xyzzy", ""),
    ],
)
def test_unknown_type_comes_with_what_was_meant(tmp_path, written: str, meant: str):
    finding = found(errors(tmp_path, survey(f"{written} | a | A")), FindingCode.TYPE_UNKNOWN)
    assert (finding.row, finding.column, finding.params["suggestion"]) == (2, "A", meant)


@pytest.mark.parametrize(
    ("written", "whose"),
    [("begin_kobomatrix", "KoboToolbox"), ("speed violations count", "SurveyCTO")],
)
def test_type_of_another_product_is_said_to_be_so(tmp_path, written: str, whose: str):
    finding = found(
        errors(tmp_path, survey(f"{written} | a | A", "text | b | B")), FindingCode.TYPE_DIALECT
    )
    assert finding.params["dialect"] == whose


@pytest.mark.parametrize(
    ("old", "modern"),
    [("string", "text"), ("add date prompt", "date"), ("q int", "integer"), ("gps", "geopoint")],
)
def test_old_names_of_types_are_understood(tmp_path, old: str, modern: str):
    [finding] = check(tmp_path, survey(f"{old} | a | A"))
    assert (finding.code, finding.params["modern"]) == (FindingCode.TYPE_LEGACY, modern)


def test_group_left_open_is_named(tmp_path):
    finding = found(
        errors(tmp_path, survey("begin group | g | G", "text | a | A")),
        FindingCode.BEGIN_WITHOUT_END,
    )
    assert (finding.row, finding.params) == (2, {"kind": "group", "name": "g"})


def test_end_without_begin_is_named(tmp_path):
    finding = found(
        errors(tmp_path, survey("text | a | A", "end repeat | | ")), FindingCode.END_WITHOUT_BEGIN
    )
    assert (finding.row, finding.params["kind"]) == (3, "repeat")


def test_wrong_end_names_the_group_that_is_open(tmp_path):
    rows = survey("begin repeat | r | R", "text | a | A", "end group | | ", "text | b | B")
    finding = found(errors(tmp_path, rows), FindingCode.END_MISMATCH)
    assert finding.params == {"kind": "group", "expected": "repeat", "name": "r", "other": 2}


def test_one_wrong_end_makes_one_finding(tmp_path):
    rows = survey("begin group | g | G", "begin repeat | r | R", "text | a | A", "end group | | ")
    assert codes(errors(tmp_path, rows)) == {FindingCode.END_MISMATCH}


def test_empty_group_is_a_warning(tmp_path):
    assert codes(
        check(tmp_path, survey("begin group | g | G", "end group | | ", "text | a | A"))
    ) == {FindingCode.GROUP_EMPTY}


def test_question_without_type_and_row_without_anything(tmp_path):
    findings = check(tmp_path, survey(" | a | A", " | | | x=1", "text | b | B"))
    assert codes(findings) == {FindingCode.ROW_WITHOUT_TYPE, FindingCode.ROW_IGNORED}


def test_disabled_row_is_left_out(tmp_path):
    tables = "| survey | type | name | label | disabled |\n| | nonsense | a | A | yes |\n| | text | b | B | no |\n"
    assert codes(check(tmp_path, tables)) == {FindingCode.ROW_DISABLED}


def test_question_without_name_is_named_by_its_row(tmp_path):
    assert found(errors(tmp_path, survey("text | | A")), FindingCode.NAME_MISSING).row == 2


def test_note_needs_no_name(tmp_path):
    assert check(tmp_path, survey("note | | A")) == []


@pytest.mark.parametrize("name", ["5a", "a b", "a+b", "ä!", "-a", ".a"])
def test_names_that_xml_cannot_hold(tmp_path, name: str):
    assert (
        found(errors(tmp_path, survey(f"text | {name} | A")), FindingCode.NAME_INVALID).name == name
    )


@pytest.mark.parametrize("name", ["a", "_a", "a-b.c", "küsimus", "вопрос", "õ1"])
def test_names_in_every_alphabet(tmp_path, name: str):
    assert check(tmp_path, survey(f"text | {name} | A")) == []


def test_name_twice_in_a_group_names_the_first_row(tmp_path):
    finding = found(
        errors(tmp_path, survey("text | a | A", "text | b | B", "text | a | C")),
        FindingCode.NAME_DUPLICATE,
    )
    assert (finding.row, finding.params["other"]) == (4, 2)


def test_name_twice_in_different_groups_is_allowed(tmp_path):
    assert (
        check(
            tmp_path,
            survey("text | a | A", "begin group | g | G", "text | a | A", "end group | | "),
        )
        == []
    )


def test_names_that_differ_by_case_only_are_a_warning(tmp_path):
    assert codes(check(tmp_path, survey("text | a | A", "text | A | B"))) == {
        FindingCode.NAME_CASE_CLASH
    }


def test_meta_is_reserved(tmp_path):
    assert codes(errors(tmp_path, survey("text | meta | A"))) == {FindingCode.NAME_RESERVED}


def test_repeat_is_not_named_like_the_form_nor_like_another_repeat(tmp_path):
    rows = survey(
        "begin repeat | data | R",
        "text | a | A",
        "end repeat | | ",
        "begin group | g | G",
        "begin repeat | r | R",
        "text | b | A",
        "end repeat | | ",
        "end group | | ",
        "begin repeat | r | R",
        "text | c | A",
        "end repeat | | ",
    )
    assert codes(errors(tmp_path, rows)) == {
        FindingCode.REPEAT_NAMED_LIKE_FORM,
        FindingCode.REPEAT_NAME_DUPLICATE,
    }


def test_name_that_the_converter_makes_itself_is_taken(tmp_path):
    rows = survey("select_one yn or_other | a | A", "text | a_other | B") + YES_NO
    finding = found(errors(tmp_path, rows), FindingCode.NAME_GENERATED_CLASH)
    assert (finding.name, finding.row, finding.params["other"]) == ("a_other", 3, 2)


def test_question_without_label_is_an_error(tmp_path):
    assert found(errors(tmp_path, survey("text | a | ")), FindingCode.LABEL_MISSING).name == "a"


def test_hint_will_do_for_a_label(tmp_path):
    assert check(tmp_path, "| survey | type | name | hint |\n| | text | a | A |\n") == []


def test_calculation_without_formula_is_an_error(tmp_path):
    assert codes(errors(tmp_path, survey("calculate | a | ", "text | b | B"))) == {
        FindingCode.CALCULATION_MISSING
    }


def test_groups_nested_without_end_are_refused(tmp_path):
    rows = (
        [f"begin group | g{n} | G" for n in range(70)] + ["text | a | A"] + ["end group | | "] * 70
    )
    assert FindingCode.NESTING_TOO_DEEP in codes(errors(tmp_path, survey(*rows)))


def test_types_that_need_a_telephone_are_remarked_upon(tmp_path):
    finding = found(
        check(tmp_path, survey("simserial | a | ", "text | b | B")),
        FindingCode.TYPE_NOT_SUPPORTED,
    )
    assert finding.severity is Severity.INFO


def test_second_audit_and_named_audit_are_errors(tmp_path):
    rows = survey("audit | | ", "audit | log | ", "text | b | B")
    assert codes(errors(tmp_path, rows)) == {FindingCode.AUDIT_DUPLICATE, FindingCode.AUDIT_NAME}
