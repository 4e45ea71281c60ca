"""What a form warns of without forbidding it, and what consent was given: Sild's own attributes of binds."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.forms.findings import FindingCode
from tests.forms.scenario import Scenario, form, inputs, repeat
from tests.forms.test_checklist import question, told

SETTINGS = '| settings | form_id | version | namespaces |\n| | f | 1 | sild="urn:sild:xforms:1" |\n'
SILD = {"xmlns:sild": "urn:sild:xforms:1"}
FIRM = form(
    "<staff/><big/><row><share/></row>",
    {
        "/data/staff": {
            "type": "int",
            "sild:warning": ". > /data/big",
            "sild:warning-message": "So many?",
            "sild:warning-message-ru": "Так много?",
            **SILD,
        },
        "/data/big": {"type": "int", "relevant": "/data/staff != 7"},
        "/data/row/share": {"type": "int", "sild:warning": ". > 90", **SILD},
    },
    inputs("/data/staff", "/data/big") + repeat("/data/row", "/data/row/share"),
)
CONSENTS = form(
    "<part/><record/><other/>",
    {
        "/data/part": {"type": "string", "sild:consent": "take_part", **SILD},
        "/data/record": {
            "type": "string", "sild:consent": "record", "relevant": "/data/part = 'yes'", **SILD,
        },
    },
    inputs("/data/part", "/data/record", "/data/other"),
)  # fmt: skip


def odd(person: Scenario) -> list[str]:
    return [person.session.ordinal_path(each) for each in person.session.odd_answers()]


def test_an_odd_answer_is_valid_all_the_same() -> None:
    person = Scenario(FIRM).answer("/data/big", "100").answer("/data/staff", "500")
    assert odd(person) == ["/data/staff"]
    assert person.valid("/data/staff")
    assert person.session.validate() == []
    assert odd(person.answer("/data/big", "1000")) == []
    assert odd(person.undo()) == ["/data/staff"]


def test_no_answer_is_never_odd_and_each_row_is_looked_at() -> None:
    person = Scenario(FIRM).add("/data/row").add("/data/row")
    assert odd(person) == []
    person.answer("/data/row[2]/share", "95")
    assert odd(person) == ["/data/row[2]/share"]


def test_a_warning_speaks_the_language_it_has_words_in() -> None:
    node = FIRM.node("/data/staff")
    assert node.warning_message("ru") == "Так много?"
    assert node.warning_message("et") == "So many?"
    assert FIRM.node("/data/big").warning == ""


def test_a_warning_that_cannot_be_read_is_found_by_the_checker(tmp_path: Path) -> None:
    columns = {"bind::sild:warning": ". > (", "bind::sild:warning-message": "Odd"}
    assert told(tmp_path, question("integer", **columns) + SETTINGS) == {
        FindingCode.EXPRESSION_SYNTAX
    }


@pytest.mark.parametrize(
    ("part", "record", "said"),
    [("", "", ""), ("yes", "", ""), ("yes", "yes", "yes"), ("yes", "no", "no"), ("no", "yes", "")],
)
def test_consent_is_a_yes_that_still_counts(part: str, record: str, said: str) -> None:
    person = Scenario(CONSENTS).answer("/data/part", "yes").answer("/data/record", record)
    person.answer("/data/part", part)
    assert person.session.consent("record") == said
    assert person.session.consent("take_part") == part


def test_a_refused_answer_is_no_consent() -> None:
    person = Scenario(CONSENTS)
    person.session.give_missing(person.at("/data/part"), "refused")
    assert person.session.consent("take_part") == "no"
    assert person.session.consent("quote") == ""
