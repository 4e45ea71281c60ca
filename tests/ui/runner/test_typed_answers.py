"""Numbers, dates, times, places and codes as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.state import ChoiceState
from app.ui.runner.controls.codes import TypedCode, codes_for, folded, found_in
from app.ui.runner.controls.number import read_decimal, read_whole
from app.ui.runner.controls.place import read_point, read_points
from app.ui.runner.controls.reading_time import (
    date_of,
    read_date,
    read_time,
    time_of,
    write_date,
    write_time,
)

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", ""),
        ("12", "12"),
        ("1 234", "1234"),
        ("−5", "-5"),
        ("+7", "7"),
        ("007", "7"),
        ("1\u00a0000", "1000"),
    ],
)
def test_a_whole_number_is_read_as_people_write_it(typed: str, value: str) -> None:
    assert read_whole(typed) == value


@pytest.mark.parametrize("typed", ["-", "1,5", "1.5", "a", "1-2"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    assert read_whole(typed) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1 234,50", "1234.50"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("5,", "5"),
        (",5", "0.5"),
        ("-0,0", "0.0"),
        ("-2", "-2"),
    ],
)
def test_comma_and_point_are_both_a_decimal_mark(typed: str, value: str) -> None:
    assert read_decimal(typed) == value


@pytest.mark.parametrize("typed", ["-", ",", "1,2,3", "12a"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert read_decimal(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["3.1.2024", "03.01.2024", "3/1/2024", "3 1 24", "03012024", "030124", "2024-01-03", "3.1.24."],
)
def test_a_date_is_read_in_every_habit_of_typing(typed: str) -> None:
    assert read_date(typed, TODAY) == dt.date(2024, 1, 3)


@pytest.mark.parametrize("typed", ["31.2.2024", "1.13.2024", "3.1", "soon", "1.2.3.4", ""])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    assert read_date(typed, TODAY) is None


def test_two_digits_mean_the_nearer_century() -> None:
    assert read_date("1.1.46", TODAY) == dt.date(2046, 1, 1)
    assert read_date("1.1.47", TODAY) == dt.date(1947, 1, 1)


def test_months_and_years_may_stand_alone() -> None:
    assert read_date("3.2024", TODAY, "month") == dt.date(2024, 3, 1)
    assert read_date("032024", TODAY, "month") == dt.date(2024, 3, 1)
    assert read_date("1999", TODAY, "year") == dt.date(1999, 1, 1)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(["et", "ru", "en"]))
def test_a_written_date_is_read_back(day: dt.date, speech: str) -> None:
    assert read_date(write_date(day, speech), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9", "09:00"),
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9.30", "09:30"),
        ("23:59", "23:59"),
        ("9 5", "09:05"),
    ],
)
def test_a_time_is_read_in_every_habit_of_typing(typed: str, value: str) -> None:
    found = read_time(typed)
    assert found is not None
    assert write_time(found) == value


@pytest.mark.parametrize("typed", ["24:00", "9:60", "noon", "", "1:2:3:4"])
def test_a_time_that_does_not_exist_is_refused(typed: str) -> None:
    assert read_time(typed) is None


def test_day_and_time_are_found_in_what_the_record_keeps() -> None:
    assert date_of("2025-12-31T08:15:00.000+02:00") == dt.date(2025, 12, 31)
    assert time_of("2025-12-31T08:15:00.000+02:00") == dt.time(8, 15)
    assert time_of("08:15:00.000+02:00") == dt.time(8, 15)
    assert date_of("?") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("59.4370 24.7536", "59.4370 24.7536 0 0"),
        ("59,4370 24,7536", "59.4370 24.7536 0 0"),
        ("59.437, 24.7536", "59.437 24.7536 0 0"),
        ("59.437,24.7536", "59.437 24.7536 0 0"),
        ("59.437° N, 24.7536° E", "59.437 24.7536 0 0"),
        ("33.9 S 18.4 E", "-33.9 18.4 0 0"),
        ("59.4 24.7 12 5", "59.4 24.7 12 5"),
    ],
)
def test_a_place_is_read_as_maps_and_phones_show_it(typed: str, value: str) -> None:
    assert read_point(typed) == value


@pytest.mark.parametrize("typed", ["91 0", "0 181", "59", "here", "1 2 3 4 5"])
def test_what_is_no_place_is_refused(typed: str) -> None:
    assert read_point(typed) is None


def _choices(*values: str) -> list[ChoiceState]:
    return [ChoiceState(value, value) for value in values]


def test_up_to_nine_answers_are_taken_by_their_place() -> None:
    assert codes_for(_choices("a", "7", "c")) == ["1", "2", "3"]


def test_more_answers_are_taken_by_their_own_code_when_they_have_one() -> None:
    numbers = [str(100 + n) for n in range(12)]
    assert codes_for(_choices(*numbers)) == numbers
    assert codes_for(_choices(*"abcdefghijkl"))[-1] == "12"


def test_digits_are_gathered_until_they_mean_one_answer() -> None:
    code = TypedCode()
    code.codes = [str(n) for n in range(1, 13)]
    assert code.press("3") == 2
    assert code.press("1") is None
    assert code.is_waiting
    assert code.press("2") == 11
    code.press("1")
    assert code.settle() == 0


def test_a_search_ignores_case_and_accents_and_finds_beginnings() -> None:
    words = folded("Häädemeeste vald · Хяэдемеэсте")
    assert found_in(folded("haade"), words)
    assert found_in(folded("ХЯЭ"), words)
    assert found_in(folded("vald haad"), words)
    assert not found_in(folded("al"), words)


LINE = "59.437 24.7536 0.0 0.0;59.44 24.76 0.0 0.0"
AREA = "1.0 2.0 0.0 0.0;1.0 3.0 0.0 0.0;2.0 3.0 0.0 0.0;1.0 2.0 0.0 0.0"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("59.4370 24.7536; 59.4400 24.7600", LINE),
        ("59,4370 24,7536;59,44 24,76;", LINE),
        (LINE, LINE),
        (" ; ", ""),
        ("59.4370 24.7536", None),
        ("59.4370 24.7536; 59", None),
        ("59.4370 24.7536; 95 24", None),
    ],
)
def test_a_line_is_read_point_after_point(typed: str, value: str | None) -> None:
    assert read_points(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 2; 1 3; 2 3", AREA),
        ("1 2; 1 3; 2 3; 1 2", AREA),
        ("1 2; 1 3", None),
        ("1 2; 1 3; 1 2", None),
    ],
)
def test_an_area_ends_where_it_began(typed: str, value: str | None) -> None:
    assert read_points(typed, closed=True) == value
