"""Errors and findings in words."""

from __future__ import annotations

import string

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.findings import Finding, FindingCode, Severity
from app.i18n.catalog import LANGUAGES, set_language
from app.i18n.compile import compile_catalogues
from app.i18n.error_words import ERROR_SENTENCES
from app.i18n.finding_words_values import CODE_WORDS
from app.i18n.messages import FINDING_SENTENCES, explain, finding_message, finding_remedy
from app.xpath.errors import SyntaxFault


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


def finding(code: FindingCode, **params: str | int) -> Finding:
    return Finding(Severity.ERROR, code, "survey", 7, "B", "age", params, "relevant")


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_says_what_happened_what_was_kept_and_what_to_do(code: ErrorCode):
    sentences = ERROR_SENTENCES[code]
    for sentence in (sentences.what, sentences.kept, sentences.remedy):
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence.startswith("{path}")
        assert "!" not in sentence.replace("<!DOCTYPE>", "")


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_says_what_is_wrong_and_how_to_mend_it(code: FindingCode):
    assert FINDING_SENTENCES[code].message
    assert FINDING_SENTENCES[code].remedy


def test_every_code_inside_a_finding_has_words():
    assert set(CODE_WORDS["cause"]) == {fault.value for fault in SyntaxFault}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_without_its_parameters_is_still_a_sentence(language: str):
    set_language(language)
    for code in ErrorCode:
        assert "{" not in str(explain(AppError(code)))
    for found in FindingCode:
        filled = finding_message(finding(found)) + finding_remedy(finding(found))
        assert "{" not in filled.replace("${nimi}", "").replace("${имя}", "").replace(
            "${name}", ""
        ).replace("${…}", "")


def test_error_names_the_file_by_its_last_folder():
    said = explain(AppError(ErrorCode.FILE_MISSING, path="/home/anna/Documents/kevad/leht.xlsx"))
    assert said.what == "The file kevad/leht.xlsx was not found."
    assert str(said).startswith(
        "The file kevad/leht.xlsx was not found. Nothing was changed. Check"
    )


def test_sizes_and_numbers_follow_the_language():
    set_language("ru")
    said = explain(AppError(ErrorCode.WORKBOOK_TOO_LARGE, path="a.xlsx", limit=20_000_000))
    assert said.what.replace("\xa0", " ") == "Книга a.xlsx слишком велика: предел — 20,0 МБ."


def test_technical_detail_stands_apart():
    said = explain(AppError(ErrorCode.WORKBOOK_BROKEN, path="a.xlsx", detail="bad magic"))
    assert said.detail == "bad magic"
    assert "bad magic" not in str(said)


def test_suggestion_comes_before_the_remedy():
    set_language("et")
    found = finding(FindingCode.REFERENCE_UNKNOWN, reference="agee", suggestion="age")
    assert finding_message(found) == "Küsimust ${agee} ei ole."
    assert finding_remedy(found) == "Võib-olla mõeldi „age“. Parandage viide või lisage küsimus."
    assert "mõeldi" not in finding_remedy(
        finding(FindingCode.REFERENCE_UNKNOWN, reference="agee", suggestion="")
    )


def test_cause_of_a_syntax_error_is_words():
    set_language("ru")
    found = finding(FindingCode.EXPRESSION_SYNTAX, cause="unclosed", at=12, near="(a")
    assert "скобка не закрыта" in finding_message(found)


def test_expected_kind_of_row_is_not_mistaken_for_a_code():
    found = finding(
        FindingCode.END_MISMATCH, kind="group", expected="repeat", name="people", other=4
    )
    assert '"end_repeat" is needed to close "people" from row 4' in finding_message(found)


def test_function_that_takes_any_number_names_no_maximum():
    found = finding(
        FindingCode.FUNCTION_ARGUMENTS, function="concat", given=0, minimum=1, maximum=-1
    )
    assert finding_remedy(found) == "Check the commas and brackets: at least 1."


def test_sentences_name_only_placeholders():
    for sentences in FINDING_SENTENCES.values():
        for sentence in (sentences.message, sentences.remedy):
            assert all(
                name != ""
                for _before, name, _spec, _conversion in string.Formatter().parse(sentence)
            )
