"""A form as a blank sheet shows it: numbers, writing space, lists and their cards, repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.places import data_folder
from app.forms.conditions import ALWAYS
from app.forms.loading import load_file
from app.forms.outline import question_numbers
from app.forms.print_view import PrintedRepeat, PrintView, print_view
from app.forms.wordings import Quoted
from app.forms.writing_space import (
    Digits,
    Enclosure,
    Lines,
    LookedUp,
    Moment,
    Place,
    Ranking,
    Scale,
    Ticks,
)
from tests.forms.scenario import form, inputs, repeat, select
from tests.forms.sheets import questions

RU = "Russian (ru)"


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory):
    return _loaded("business_interview.xlsx", tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory):
    return _loaded("runner_showcase.xlsx", tmp_path_factory.mktemp("cache"))


def _loaded(name: str, cache: Path):
    definition = load_file(data_folder("forms") / name, cache).definition
    assert definition is not None
    return definition


def space(kind: str, constraint: str = "", appearance: str = ""):
    binds = {"/data/a": {"type": kind}}
    if constraint:
        binds["/data/a"]["constraint"] = constraint
    look = f' appearance="{appearance}"' if appearance else ""
    view = print_view(form("<a/>", binds, f'<input ref="/data/a"{look}><label>A</label></input>'))
    return questions(view)["a"].space


def test_numbers_are_those_of_the_runner(business) -> None:
    view = print_view(business)
    numbers = question_numbers(business)
    found = questions(view)
    assert {each.path: each.number for each in found.values()} == {
        path: number
        for path, number in numbers.items()
        if business.node(path).kind.value == "value"
    }
    assert [section.number for section in view.sections] == list("1234567")


@pytest.mark.parametrize(
    ("kind", "constraint", "appearance", "expected"),
    [
        ("string", "", "", Lines(1)),
        ("string", "", "multiline", Lines(4)),
        ("string", "regex(., '^[0-9]{8}$')", "numbers", Digits(8, of_text=True)),
        ("string", "regex(., '^[0-9]{10}$') or regex(., '^[0-9]{12}$')", "numbers",
         Digits(12, of_text=True)),
        ("int", "", "", Digits(8)),
        ("int", ". >= 1 and . <= 20", "", Digits(2)),
        ("int", ". >= 1800 and . <= number(format-date(today(), '%Y'))", "", Digits(4)),
        ("int", ". > 0", "", Digits(8)),
        ("int", ". >= -40 and . <= 5", "", Digits(2, signed=True)),
        ("decimal", ". <= 100", "", Digits(3, 2)),
        ("date", "", "", Moment(day=True, month=True, year=True)),
        ("date", "", "month-year", Moment(month=True, year=True)),
        ("date", "", "year", Moment(year=True)),
        ("time", "", "", Moment(time=True)),
        ("dateTime", "", "", Moment(day=True, month=True, year=True, time=True)),
        ("geopoint", "", "", Place()),
    ],
)  # fmt: skip
def test_every_kind_of_answer_has_room_to_be_written(
    kind: str, constraint: str, appearance: str, expected: object
) -> None:
    assert space(kind, constraint, appearance) == expected


def test_choices_are_ticked_ranked_circled_or_looked_up(business, showcase) -> None:
    found = questions(print_view(business))
    assert isinstance(found["consent_part"].space, Ticks)
    assert found["own_steps"].space.several
    assert isinstance(found["needs_ranked"].space, Ranking)
    assert found["openness"].space == Scale(("1", "2", "3", "4", "5"))
    assert isinstance(found["municipality"].space, LookedUp)
    assert questions(print_view(showcase))["likert"].space.as_scale


def test_what_is_kept_beside_the_paper_is_noted() -> None:
    body = '<upload ref="/data/a" mediatype="image/*"{}><label>A</label></upload>'
    for look, kind in (("", "image"), (' appearance="signature"', "signature")):
        definition = form("<a/>", {"/data/a": {"type": "binary"}}, body.format(look))
        assert questions(print_view(definition))["a"].space == Enclosure(kind)


def test_a_list_that_hangs_on_an_answer_stands_in_groups(business) -> None:
    groups = questions(print_view(business))["region"].space.choices.groups
    headings = [group.heading.in_language("English (en)") for group in groups]
    assert headings == [("Estonia",), ("Russia",)]
    assert [choice.code for choice in groups[1].choices] == ["1", "2", "3"]


def test_codes_are_those_that_the_runner_takes(business) -> None:
    found = questions(print_view(business))
    assert [choice.code for choice in found["place"].space.choices.choices] == list("12345")
    assert [choice.code for choice in found["section"].space.choices.choices][:3] == list("ABC")


def test_a_list_has_one_card_however_often_it_is_used(business) -> None:
    view = print_view(business)
    found = questions(view)
    assert found["lead_firm"].card == found["pay_fee"].card > 0
    assert [card.number for card in view.cards] == list(range(1, len(view.cards) + 1))
    assert found["consent_part"].card == 0, "two choices need no card"
    assert found["municipality"].card == 0, "nobody reads 141 choices from a card"


def test_a_form_may_keep_a_list_off_the_cards() -> None:
    lists = {"colour": [{"name": each, "label": each} for each in ("red", "blue", "green")]}
    body = select("/data/a", "instance('colour')/root/item")
    for card, expected in (("yes", 1), ("no", 0)):
        tree_bind = {
            "/data/a": {"type": "string", "sild:card": card, "xmlns:sild": "urn:sild:xforms:1"}
        }
        assert (
            questions(print_view(form("<a/>", tree_bind, body, lists=lists)))["a"].card == expected
        )


def test_an_answer_that_is_quoted_is_named_by_its_question() -> None:
    body = inputs("/data/a") + (
        '<input ref="/data/b"><label>About <output value="/data/a"/> and '
        '<output value="1 + 1"/></label></input>'
    )
    label = questions(print_view(form("<a/><b/>", {}, body)))["b"].label
    assert label.in_language("") == ("About ", Quoted("1"), " and ", Quoted())


def test_a_repeat_is_asked_as_often_as_the_form_says() -> None:
    for count, expected in (("3", (3, "")), ("/data/n", (0, "1"))):
        definition = form(
            "<n/><r jr:template=''><x/></r>",
            {"/data/n": {"type": "int"}},
            inputs("/data/n") + repeat("/data/r", "/data/r/x", count=count),
        )
        [found] = [
            item
            for section in print_view(definition).sections
            for item in section.items
            if isinstance(item, PrintedRepeat)
        ]
        asked = found.times.question
        assert (found.times.fixed, asked.number if asked else "") == expected
        assert (found.first, found.last) == ("2.1", "2.1")


def test_a_form_without_groups_or_languages_is_one_section() -> None:
    view: PrintView = print_view(form("<a/><b/>", {}, inputs("/data/a", "/data/b")))
    [section] = view.sections
    assert section.number == ""
    assert section.ask_if == ALWAYS
    assert [item.number for item in section.items] == ["1", "2"]


def test_a_note_has_no_number_wherever_it_stands() -> None:
    view = print_view(
        form("<a/><n/>", {"/data/n": {"readonly": "true()"}}, inputs("/data/a", "/data/n"))
    )
    assert list(questions(view)) == ["a"]


def test_the_head_of_a_matrix_is_not_a_question_and_its_rows_know_what_they_are() -> None:
    lists = {"q": [{"name": each, "label": each} for each in ("good", "bad")]}
    rows = "".join(
        select(f"/data/{name}", "instance('q')/root/item").replace(
            "<select1 ", f'<select1 appearance="{look}" '
        )
        for name, look in (("h", "label"), ("a", "list-nolabel"), ("b", "list-nolabel"))
    )
    found = questions(print_view(form("<h/><a/><b/>", {}, rows, lists=lists)))
    assert [(name, each.in_matrix) for name, each in found.items()] == [("a", True), ("b", True)]


def test_a_range_too_long_to_circle_is_written_in_digits() -> None:
    body = '<range ref="/data/a" start="-5" end="100" step="1"><label>A</label></range>'
    definition = form("<a/>", {"/data/a": {"type": "int"}}, body)
    assert questions(print_view(definition))["a"].space == Digits(3, signed=True)
