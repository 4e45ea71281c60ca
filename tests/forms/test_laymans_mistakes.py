"""What people do to workbooks, mistake by mistake: each is told at its cell, in words of every language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.forms.checks.habits import Habit, habit_at
from app.forms.findings import Finding, FindingCode, Severity
from app.i18n.catalog import LANGUAGES, speaking
from app.i18n.messages import finding_message, finding_remedy
from tests.forms.books import YES_NO, check, found

Code = FindingCode


@dataclass(frozen=True)
class Mistake:
    """A workbook, the code that must be told, and the cell it must be told at."""

    tables: str
    code: FindingCode
    place: str


def survey(*rows: str, heads: str = "type | name | label") -> str:
    return f"| survey | {heads} |\n" + "".join(f"| | {row} |\n" for row in rows)


def logic(*rows: str, column: str = "relevant") -> str:
    return survey(*rows, heads=f"type | name | label | {column}")


MISTAKES = {
    "misspelt type": Mistake(survey("txt | a | A"), Code.TYPE_UNKNOWN, "survey!A2"),
    "type of another program": Mistake(
        survey("begin_kobomatrix | a | A"), Code.TYPE_DIALECT, "survey!A2"
    ),
    "no type": Mistake(survey(" | a | A", "text | b | B"), Code.ROW_WITHOUT_TYPE, "survey!2"),
    "list that is nowhere": Mistake(
        survey("select_one yesno | a | A") + YES_NO, Code.LIST_MISSING, "survey!A2"
    ),
    "no choices at all": Mistake(
        survey("select_one yn | a | A"), Code.CHOICES_SHEET_MISSING, "survey!A2"
    ),
    "calculations in a ring": Mistake(
        logic(
            "calculate | a | | ${b} + 1",
            "calculate | b | | ${a} + 1",
            "text | c | C | ",
            column="calculation",
        ),
        Code.CYCLE,
        "survey!D2",
    ),
    "too many arguments": Mistake(
        logic("text | a | A | ", "text | b | B | if(${a} = 1, 2)", column="calculation"),
        Code.FUNCTION_ARGUMENTS,
        "survey!D3",
    ),
    "function of a spreadsheet": Mistake(
        logic("text | a | A | ", "text | b | B | vlookup(${a}, 2)", column="calculation"),
        Code.FUNCTION_UNKNOWN,
        "survey!D3",
    ),
    "function of another program": Mistake(
        logic("text | a | A | ", "text | b | B | duration()", column="calculation"),
        Code.FUNCTION_DIALECT,
        "survey!D3",
    ),
    "missing translation": Mistake(
        survey(
            "text | a | Nimi | Имя",
            "text | b | Vanus | ",
            heads="type | name | label::Eesti (et) | label::Русский (ru)",
        ),
        Code.TRANSLATION_MISSING,
        "survey!D3",
    ),
    "same name twice": Mistake(
        survey("text | a | A", "text | a | B"), Code.NAME_DUPLICATE, "survey!B3"
    ),
    "group without end": Mistake(
        survey("begin group | g | G", "text | a | A"), Code.BEGIN_WITHOUT_END, "survey!A2"
    ),
    "end without group": Mistake(
        survey("text | a | A", "end group | | "), Code.END_WITHOUT_BEGIN, "survey!A3"
    ),
    "repeat ended as a group": Mistake(
        survey("begin repeat | r | R", "text | a | A", "end group | | "),
        Code.END_MISMATCH,
        "survey!A4",
    ),
    "question nobody reaches": Mistake(
        logic("text | a | A | no"), Code.RELEVANT_NEVER, "survey!D2"
    ),
    "save_to without a list": Mistake(
        logic("text | a | A | kind", column="save_to"), Code.ENTITY_SHEET_MISSING, "survey!D2"
    ),
    "save_to with a reserved name": Mistake(
        logic("text | a | A | name", column="save_to")
        + "| entities | list_name | label |\n| | trees | ${a} |\n",
        Code.ENTITY_PROPERTY_RESERVED,
        "survey!D2",
    ),
    "blank in a reference": Mistake(
        logic("text | a | A | ", "text | b | B | ${a } = 1"), Code.REFERENCE_MALFORMED, "survey!D3"
    ),
    "bracket left open": Mistake(
        logic("text | a | A | ", "text | b | B | ${a = 1"), Code.REFERENCE_MALFORMED, "survey!D3"
    ),
    "question that is not there": Mistake(
        logic("integer | age | A | ", "text | b | B | ${agee} > 1"),
        Code.REFERENCE_UNKNOWN,
        "survey!D3",
    ),
    "several answers compared by =": Mistake(
        logic("select_multiple yn | a | A | ", "text | b | B | ${a} = 'yes'") + YES_NO,
        Code.MULTIPLE_COMPARED,
        "survey!D3",
    ),
    "choice that the list does not have": Mistake(
        logic("select_one yn | a | A | ", "text | b | B | ${a} = 'yess'") + YES_NO,
        Code.CHOICE_NOT_IN_LIST,
        "survey!D3",
    ),
    "parenthesis left open": Mistake(
        logic("text | a | A | ", "text | b | B | (${a} = 1"), Code.EXPRESSION_SYNTAX, "survey!D3"
    ),
    "two equals signs": Mistake(
        logic("text | a | A | ", "text | b | B | ${a} == 1"), Code.EXPRESSION_SIGN, "survey!D3"
    ),
    "ampersands": Mistake(
        logic("text | a | A | ", "text | b | B | ${a} = 1 && ${a} = 2"),
        Code.EXPRESSION_SIGN,
        "survey!D3",
    ),
    "quotation mark left open": Mistake(
        logic("text | a | A | ", "text | b | B | ${a} = 'x"), Code.EXPRESSION_SYNTAX, "survey!D3"
    ),
    "Estonian quotation marks": Mistake(
        logic("text | a | A | ", "text | b | B | ${a} = „x“"), Code.EXPRESSION_QUOTES, "survey!D3"
    ),
    "Russian quotation marks": Mistake(
        logic("text | a | A | ", "text | b | B | ${a} = «x»"), Code.EXPRESSION_QUOTES, "survey!D3"
    ),
    "name with a blank": Mistake(survey("text | my name | A"), Code.NAME_INVALID, "survey!B2"),
    "name with a colon": Mistake(survey("text | q:1 | A"), Code.NAME_INVALID, "survey!B2"),
    "name with a prefix": Mistake(survey("text | my:name | A"), Code.NAME_INVALID, "survey!B2"),
    "no name": Mistake(survey("text | | A"), Code.NAME_MISSING, "survey!A2"),
    "no label": Mistake(survey("text | a | "), Code.LABEL_MISSING, "survey!B2"),
    "choice without a name": Mistake(
        survey("select_one yn | a | A")
        + "| choices | list_name | name | label |\n| | yn | | Yes |\n| | yn | no | No |\n",
        Code.CHOICE_NAME_MISSING,
        "choices!2",
    ),
    "choice twice": Mistake(
        survey("select_one yn | a | A") + YES_NO + "|         | yn        | no   | Never |\n",
        Code.CHOICE_DUPLICATE,
        "choices!B4",
    ),
    "blank in a choice of several": Mistake(
        survey("select_multiple l | a | A")
        + "| choices | list_name | name | label |\n| | l | my dog | Dog |\n",
        Code.CHOICE_HAS_SPACES,
        "choices!B2",
    ),
    "number compared with words": Mistake(
        logic("integer | a | A | ", "text | b | B | ${a} > 'ten'"),
        Code.NUMBER_EXPECTED,
        "survey!D3",
    ),
    "day written the local way": Mistake(
        logic("date | a | A | ", "text | b | B | ${a} > '31.12.2024'"),
        Code.DATE_INVALID,
        "survey!D3",
    ),
    "rule that forgets the answer": Mistake(
        logic("integer | a | A | ", "integer | b | B | ${a} > 1", column="constraint"),
        Code.CONSTRAINT_WITHOUT_ANSWER,
        "survey!D3",
    ),
    "default outside the type": Mistake(
        logic("integer | a | A | many", column="default"), Code.DEFAULT_INVALID, "survey!D2"
    ),
    "broken pattern": Mistake(
        logic("text | a | A | regex(., '[0-9')", column="constraint"),
        Code.REGEX_INVALID,
        "survey!D2",
    ),
    "misspelt heading": Mistake(
        logic("text | a | A | 1 = 1", column="relevent"), Code.COLUMN_UNKNOWN, "survey!D1"
    ),
    "misspelt sheet": Mistake(
        survey("text | a | A") + "| entites | list_name |\n| | x |\n",
        Code.SHEET_MISSPELT,
        "entites!",
    ),
    "misspelt appearance": Mistake(
        logic("text | a | A | multilin", column="appearance"), Code.APPEARANCE_UNKNOWN, "survey!D2"
    ),
    "misspelt parameter": Mistake(
        logic("range | a | A | start=1 ende=5", column="parameters"),
        Code.PARAMETER_UNKNOWN,
        "survey!D2",
    ),
    "error of the spreadsheet": Mistake(survey("text | a | #REF!"), Code.CELL_ERROR, "survey!C2"),
}


def told(folder: Path, name: str) -> Finding:
    mistake = MISTAKES[name]
    findings = check(folder, mistake.tables)
    same = [each for each in findings if each.code is mistake.code]
    assert same, findings
    return same[0]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_cell(tmp_path: Path, name: str) -> None:
    finding = told(tmp_path, name)
    assert f"{finding.sheet}!{finding.column}{finding.row or ''}" == MISTAKES[name].place


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_every_language_with_a_remedy(tmp_path: Path, name: str) -> None:
    finding = told(tmp_path, name)
    words = set()
    for language in LANGUAGES:
        with speaking(language):
            message, remedy = finding_message(finding), finding_remedy(finding)
        assert message.endswith((".", "!")) or ":" in message
        assert remedy
        assert "{" not in message.replace("${", "")
        words.add((message, remedy))
    assert len(words) == len(LANGUAGES)


def test_what_keeps_a_form_from_running_is_an_error_and_nothing_else_is(tmp_path: Path) -> None:
    harmless = {
        *("missing translation", "question nobody reaches", "rule that forgets the answer"),
        *("several answers compared by =", "choice that the list does not have"),
        *("number compared with words", "day written the local way", "misspelt sheet"),
        *("misspelt heading", "misspelt appearance", "default outside the type"),
    }
    seen = {name for name in MISTAKES if told(tmp_path, name).severity is not Severity.ERROR}
    assert seen == harmless


@pytest.mark.parametrize(
    ("expression", "sign", "meant"),
    [
        ("${a} == 1", "==", "="),
        ("${a} <> 1", "<>", "!="),
        ("${a} ≥ 1", "≥", ">="),
        ("${a} =< 1", "=<", "<="),
        ("${a} => 1", "=>", ">="),
        ("${a} = 1 && 1 = 1", "&&", "and"),
        ("${a} / 2 > 1", "/", "div"),
        ("${a} % 2 = 1", "%", "mod"),
        ("!${a}", "!", "not(…)"),
        ("if(${a} = 1; 2; 3)", ";", ","),
        ("5 – 3 = ${a}", "–", "-"),
    ],
)
def test_signs_of_spreadsheets_and_programs_are_told_with_what_is_meant(
    tmp_path: Path, expression: str, sign: str, meant: str
) -> None:
    findings = check(
        tmp_path,
        logic("integer | a | A | ", f"text | b | B | {expression}"),
    )
    finding = found(findings, Code.EXPRESSION_SIGN)
    assert (finding.params["sign"], finding.params["meant"]) == (sign, meant)
    assert expression[int(finding.params["at"]) - 1 :].startswith(sign)


def test_two_strokes_are_an_or() -> None:
    assert habit_at("a = 1 || b = 1", 7) == Habit("||", "or", 6)


def test_a_sheet_of_choices_without_its_column_is_not_said_to_be_missing(tmp_path: Path) -> None:
    tables = survey("select_one l | a | A") + "| choices | name | label |\n| | x | X |\n"
    assert {each.code for each in check(tmp_path, tables)} == {Code.COLUMN_MISSING}
