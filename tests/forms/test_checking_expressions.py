from __future__ import annotations

import pytest

from app.forms.findings import FindingCode, Severity
from tests.forms.books import YES_NO, check, codes, errors, found

HEAD = "| survey | type | name | label | relevant | calculation | constraint | trigger |\n"


def survey(*rows: str) -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows)


def relevant(expression: str) -> str:
    return survey("integer | age | Age", f"text | q | Q | {expression}")


@pytest.mark.parametrize(
    "expression",
    [
        "1 +",
        "(1",
        "${age} > ",
        "'open",
        "a b",
        "${age} = = 1",
        "1 ++ ",
        "${age}//x",
        "$age > 1",
    ],
)
def test_unreadable_expression_is_named_with_its_place(tmp_path, expression: str):
    finding = found(errors(tmp_path, relevant(expression)), FindingCode.EXPRESSION_SYNTAX)
    assert (finding.sheet, finding.row, finding.column, finding.header) == (
        "survey",
        3,
        "D",
        "relevant",
    )
    assert 1 <= int(finding.params["at"]) <= len(expression) + 2


@pytest.mark.parametrize(
    "expression",
    ["yes", "NO", "true()", "${age} div 2 > 1", "not(selected(${age}, '1'))", "../age = 1"],
)
def test_readable_expressions_pass(tmp_path, expression: str):
    assert not errors(tmp_path, relevant(expression))


def test_unknown_function_comes_with_the_nearest_one(tmp_path):
    finding = found(errors(tmp_path, relevant("selectd(${age}, 1)")), FindingCode.FUNCTION_UNKNOWN)
    assert finding.params == {"function": "selectd", "suggestion": "selected"}


@pytest.mark.parametrize(
    ("call", "whose"), [("count-if(${age}, 1)", "SurveyCTO"), ("cht:add-date(1)", "Medic CHT")]
)
def test_function_of_another_product_is_said_to_be_so(tmp_path, call: str, whose: str):
    assert (
        found(errors(tmp_path, relevant(call)), FindingCode.FUNCTION_DIALECT).params["dialect"]
        == whose
    )


@pytest.mark.parametrize("call", ["selected(${age})", "today(1)", "if(1, 2)", "substr()"])
def test_wrong_number_of_arguments_is_an_error(tmp_path, call: str):
    assert codes(errors(tmp_path, relevant(call))) == {FindingCode.FUNCTION_ARGUMENTS}


def test_expressions_of_settings_are_checked_too(tmp_path):
    tables = (
        survey("text | a | A")
        + "| settings | form_id | version | instance_name |\n| | x | 1 | concat(${b} |\n"
    )
    assert codes(errors(tmp_path, tables)) == {
        FindingCode.REFERENCE_UNKNOWN,
        FindingCode.EXPRESSION_SYNTAX,
    }


def test_unknown_reference_comes_with_the_nearest_name(tmp_path):
    finding = found(errors(tmp_path, relevant("${aeg} > 1")), FindingCode.REFERENCE_UNKNOWN)
    assert finding.params == {"reference": "aeg", "suggestion": "age"}


def test_references_in_labels_are_checked(tmp_path):
    assert codes(errors(tmp_path, survey("text | a | Hello ${nobody}"))) == {
        FindingCode.REFERENCE_UNKNOWN
    }


@pytest.mark.parametrize("text", ["${a b}", "${}", "${a", "${1a}", "${a}${"])
def test_malformed_reference_is_an_error(tmp_path, text: str):
    findings = errors(tmp_path, survey("text | a | A", f"text | b | Hello {text}"))
    assert codes(findings) == {FindingCode.REFERENCE_MALFORMED}


def test_ambiguous_reference_names_the_rows(tmp_path):
    rows = survey(
        "text | a | A", "begin group | g | G", "text | a | A", "end group | | ", "note | n | ${a}"
    )
    assert found(errors(tmp_path, rows), FindingCode.REFERENCE_AMBIGUOUS).params["rows"] == "2, 4"


def test_last_saved_reference_names_a_question_of_the_form(tmp_path):
    assert check(tmp_path, relevant("${last-saved#age} > 1")) == []


@pytest.mark.parametrize("trigger", ["age", "${age} ${q}", "${nobody}"])
def test_trigger_must_be_questions_with_commas(tmp_path, trigger: str):
    rows = survey("integer | age | Age", f"calculate | c | | | 1 | | {trigger}", "text | q | Q")
    assert codes(errors(tmp_path, rows)) <= {
        FindingCode.TRIGGER_MALFORMED,
        FindingCode.TRIGGER_UNKNOWN,
    }
    assert errors(tmp_path, rows)


def test_circle_of_calculations_is_shown_as_a_path(tmp_path):
    rows = survey(
        "calculate | a | | | ${b}",
        "calculate | b | | | ${c} + 1",
        "calculate | c | | | ${a}",
        "text | q | Q",
    )
    assert found(errors(tmp_path, rows), FindingCode.CYCLE).params["path"] == "a → b → c → a"


def test_question_whose_relevance_asks_for_itself_is_a_circle(tmp_path):
    assert codes(errors(tmp_path, survey("text | a | A | ${a} = 1"))) == {FindingCode.CYCLE}


def test_question_that_hides_its_own_group_is_a_circle(tmp_path):
    rows = survey("begin group | g | G | ${a} = 1", "text | a | A", "end group | | ")
    assert found(errors(tmp_path, rows), FindingCode.CYCLE).params["path"] in {
        "g → a → g",
        "a → g → a",
    }


@pytest.mark.parametrize(
    "row",
    [
        "calculate | a | | | once(${a})",
        "integer | a | A | | | . > 1 and ${a} < 5",
        "calculate | a | | | ${q} + 1 | | ${q}",
        "calculate | a | | | count(${a})",
    ],
)
def test_looking_back_is_no_circle(tmp_path, row: str):
    assert FindingCode.CYCLE not in codes(errors(tmp_path, survey("integer | q | Q", row)))


def test_long_chain_of_calculations_is_checked_without_recursion(tmp_path):
    rows = [
        "calculate | c0 | | | 1",
        *[f"calculate | c{n} | | | ${{c{n - 1}}} + 1" for n in range(1, 3000)],
    ]
    assert errors(tmp_path, survey(*rows, "text | q | Q")) == []


def test_comparison_with_a_choice_that_does_not_exist_is_a_warning(tmp_path):
    rows = survey(
        "select_one yn | s | S", "text | q | Q | ${s} = 'Yes' or selected(${s}, 'perhaps')"
    )
    findings = [
        f for f in check(tmp_path, rows + YES_NO) if f.code is FindingCode.CHOICE_NOT_IN_LIST
    ]
    assert [(f.params["choice"], f.params["suggestion"]) for f in findings] == [
        ("Yes", "yes"),
        ("perhaps", ""),
    ]


def test_several_choices_compared_by_equality_are_a_warning(tmp_path):
    rows = survey("select_multiple yn | s | S", "text | q | Q | ${s} = 'yes'")
    assert codes(check(tmp_path, rows + YES_NO)) == {FindingCode.MULTIPLE_COMPARED}


def test_question_that_is_never_asked_and_constraint_that_never_holds(tmp_path):
    rows = survey("text | a | A | false()", "text | b | B | | | no", "text | c | C | | | ${a} > 1")
    findings = check(tmp_path, rows)
    assert {f.severity for f in findings} == {Severity.WARNING}
    assert codes(findings) == {
        FindingCode.RELEVANT_NEVER,
        FindingCode.CONSTRAINT_NEVER,
        FindingCode.CONSTRAINT_WITHOUT_ANSWER,
    }


def test_expression_of_a_hundred_thousand_characters_is_refused_not_run(tmp_path):
    findings = errors(tmp_path, relevant("1" + " + 1" * 25_000))
    assert codes(findings) <= {FindingCode.EXPRESSION_TOO_LONG, FindingCode.EXPRESSION_SYNTAX}


def test_forgotten_reference_is_a_warning_with_the_way_to_write_it(tmp_path):
    finding = found(check(tmp_path, relevant("age > 5")), FindingCode.PATH_UNKNOWN)
    assert finding.params == {"path": "age", "suggestion": "${age}"}


def test_forgotten_brackets_are_a_warning(tmp_path):
    rows = survey("date | d | D | | | . < today")
    assert found(check(tmp_path, rows), FindingCode.PATH_UNKNOWN).params["suggestion"] == "today()"


def test_path_to_nowhere_is_a_warning(tmp_path):
    finding = found(check(tmp_path, relevant("/data/aeg > 5")), FindingCode.PATH_UNKNOWN)
    assert finding.params == {"path": "/data/aeg", "suggestion": "${age}"}


@pytest.mark.parametrize(
    "expression",
    [
        "/data/age > 5",
        "../age = 1",
        "/data/meta/instanceID != ''",
        "instance('x')/root/item[name=1]/label",
    ],
)
def test_paths_that_lead_somewhere_pass(tmp_path, expression: str):
    assert check(tmp_path, relevant(expression)) == []


def test_filter_by_a_column_that_the_list_lacks_is_a_warning(tmp_path):
    tables = (
        "| survey | type | name | label | choice_filter |\n"
        "| | select_one yn | a | A | countyy = 1 and name != '' |\n"
    )
    choices = YES_NO.replace("label |\n", "label | county |\n", 1)
    assert (
        found(check(tmp_path, tables + choices), FindingCode.PATH_UNKNOWN).params["suggestion"]
        == "county"
    )


def test_day_written_as_people_write_it_is_a_warning(tmp_path):
    rows = survey("date | d | D", "text | q | Q | ${d} > '24.02.2026'")
    assert found(check(tmp_path, rows), FindingCode.DATE_INVALID).params["text"] == "24.02.2026"


def test_pattern_that_cannot_be_read_is_an_error(tmp_path):
    assert codes(errors(tmp_path, survey("text | q | Q | | | regex(., '[a')"))) == {
        FindingCode.REGEX_INVALID
    }
