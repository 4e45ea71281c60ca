"""What an interviewer with a sheet of paper is told about who is asked a question, and where to go on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.conditions import ALWAYS
from app.forms.print_view import print_view
from app.forms.skips import Skip, holds
from tests.forms.scenario import Scenario
from tests.forms.sheets import asked_if, condition, questions, told

FIVE = "/data/a/agree"
FEE, NEEDS, AGE, NAME, SUM, TOTAL = (
    f"/data/a/{name}" for name in ("fee", "needs", "age", "name", "sum", "total")
)


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        (f"{FIVE} = 'yes'", "1.1 is yes"),
        (f"'yes' = {FIVE}", "1.1 is yes"),
        ("../agree = 'yes'", "1.1 is yes"),
        ("current()/../agree = 'yes'", "1.1 is yes"),
        (f"selected({FIVE}, 'yes')", "1.1 is yes"),
        (f"not({FIVE} = 'yes')", "1.1 is_not yes"),
        (f"{FIVE} != 'no'", "1.1 is_not no"),
        (f"{FIVE} != ''", "1.1 answered"),
        (f"not({FIVE} != '')", "1.1 empty"),
        (f"string-length({NAME}) > 0", "1.5 answered"),
        (f"{FEE} = 'yes' or {FEE} = 'maybe'", "1.2 is yes|maybe"),
        (f"{FEE} != '' and {FEE} != 'no'", "1.2 other_than no"),
        (f"{FEE} != '' and {FEE} = 'yes'", "1.2 is yes"),
        (f"selected({NEEDS}, 'money')", "1.3 includes money"),
        (f"not(selected({NEEDS}, 'money'))", "1.3 excludes money"),
        (f"count-selected({NEEDS}) >= 2", "#1.3 >= 2"),
        (f"count-selected({NEEDS}) > 0", "1.3 answered"),
        (f"{AGE} >= 18", "1.4 >= 18"),
        (f"18 > number({AGE})", "1.4 < 18"),
        (f"not({AGE} < 18)", "1.4 >= 18"),
        (f"{AGE} = -1", "1.4 is -1"),
        (f"{FIVE} = 'yes' and {AGE} > 5", "(1.1 is yes & 1.4 > 5)"),
        (f"not({FIVE} = 'yes' or {AGE} > 5)", "(1.1 is_not yes & 1.4 <= 5)"),
        (
            f"{FIVE} = 'yes' and ({AGE} > 5 or {FEE} = 'no')",
            "(1.1 is yes & (1.4 > 5 or 1.2 is no))",
        ),
        ("true()", "()"),
        (f"regex({NAME}, '.*[А-Яа-яЁё].*')", "1.5 written_in cyrillic"),
        (f"not(regex({NAME}, '.*[A-Za-z]+.*'))", "1.5 not_written_in latin"),
        (
            f"{NAME} != '' and not(regex({NAME}, '.*[А-Яа-я].*'))",
            "(1.5 answered & 1.5 not_written_in cyrillic)",
        ),
        (f"sum({AGE}) > 100", "+1.4 > 100"),
        (f"{TOTAL} > 100", "+1.4 > 100"),
        ("regex(/data/a/name, '^A')", "(1.5)"),
        (f"regex({NAME}, '.*[A-Z0-9].*')", "(1.5)"),
        (f"{FIVE} = 'yes' and today() > '2026-01-01'", "(1.1 is yes & ())"),
        (f"{SUM} > 10", "(1.4)"),
    ],
)
def test_a_relevance_is_read_as_facts_about_numbered_questions(
    relevant: str, expected: str
) -> None:
    assert told(condition(relevant)) == expected


@pytest.mark.parametrize(
    ("relevant", "decide"),
    [
        (f"regex({NAME}, '^A')", ["1.5"]),
        (f"{SUM} + string-length({NAME}) > 10", ["1.4", "1.5"]),
        (f"sum({AGE}) - ({AGE} - 1) > 0", ["1.4"]),
        (f"count(instance('yn')/root/item[name = {FIVE}]) = 1", ["1.1"]),
        ("count(instance('yn')/root/item[name = 'yes']) = 1", []),
    ],
)
def test_a_formula_names_the_questions_that_decide(relevant: str, decide: list[str]) -> None:
    assert [question.number for question in condition(relevant).questions] == decide


def test_choices_in_conditions_carry_their_words() -> None:
    fact = condition(f"{FEE} = 'maybe'")
    [answer] = fact.answers
    assert answer.words.in_language("") == ("On conditions",)


def test_a_question_that_is_never_asked_is_not_printed() -> None:
    assert "last" not in questions(print_view(asked_if("false()")))


def test_an_answer_that_makes_questions_needless_says_where_to_go_on() -> None:
    found = questions(
        print_view(
            asked_if(
                f"{NAME} != ''",
                name={"type": "string", "relevant": f"{FEE} = 'yes'"},
                age={"type": "int", "relevant": f"{FEE} = 'yes'"},
                needs={"type": "string", "relevant": f"{FEE} = 'yes' or {FEE} = 'maybe'"},
            )
        )
    )
    assert dict(found["fee"].way.by_value) == {"no": Skip("1.7")}
    assert found["needs"].way.always is None
    assert found["agree"].way.by_value == {}


def test_where_to_go_on_is_said_under_a_question_when_every_answer_leads_there() -> None:
    found = questions(
        print_view(
            asked_if(
                f"{FEE} = 'no'",
                name={"type": "string", "relevant": f"{FEE} = 'yes'"},
            )
        )
    )
    assert found["name"].way.always == Skip("1.7")


def test_the_last_questions_may_be_skipped_to_the_end() -> None:
    found = questions(print_view(asked_if(f"{FEE} = 'no'", after={"relevant": f"{FEE} = 'no'"})))
    assert found["name"].way.always is None
    assert dict(found["fee"].way.by_value) == {}
    both = questions(
        print_view(
            asked_if(
                f"{FIVE} = 'yes'",
                after={"relevant": f"{FIVE} = 'yes'"},
                name={"relevant": f"{FIVE} = 'no'"},
            )
        )
    )
    assert both["name"].way.always == Skip("")


NAMES = {FIVE: ("yes", "no"), FEE: ("yes", "maybe", "no")}
COMPARISONS = st.one_of(
    *(
        st.sampled_from(
            [f"{path} = '{value}'" for value in values]
            + [f"{path} != '{value}'" for value in (*values, "")]
            + [f"selected({path}, '{value}')" for value in values]
        )
        for path, values in NAMES.items()
    )
)
EXPRESSIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not({one})"),
    ),
    max_leaves=6,
)


@given(
    relevant=EXPRESSIONS,
    agree=st.sampled_from(("", *NAMES[FIVE])),
    fee=st.sampled_from(("", *NAMES[FEE])),
)
@settings(max_examples=60, deadline=None)
def test_the_condition_on_paper_is_the_condition_of_the_program(
    relevant: str, agree: str, fee: str
) -> None:
    definition = asked_if(relevant)
    person = Scenario(definition).answer(FIVE, agree).answer(FEE, fee)
    read = condition(relevant) if "last" in questions(print_view(definition)) else None
    known = {FIVE: frozenset({agree}), FEE: frozenset({fee})}
    expected = person.relevant("/data/a/last")
    assert (read is not None and holds(read, known)) is expected or (read == ALWAYS and expected)
